/** Requests to a portal: axios over Node's agents, with deadlines, proxies, no redirects, and TLS everywhere but on this machine. */
import type { AxiosInstance, AxiosResponse } from 'axios';
import { TanbaError } from '../../contract/errors/index.ts';
import { nodeHttp, nodeHttps } from '../network/node-http.ts';
import type { ProxyResolver, Way } from '../network/proxies.ts';

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal?: AbortSignal | undefined;
}

export interface TransportAnswer {
  readonly status: number;
  readonly text: string;
}

export interface Transport {
  /**
   * One exchange; any status is an answer.
   * @throws TanbaError network.unreachable, network.timeout, network.redirected, network.bad-answer, portal.insecure-address,
   *   host.cancelled
   */
  send(request: TransportRequest): Promise<TransportAnswer>;
}

const TIMEOUT_MS = 30_000;
/** An agreement with its markup is some kilobytes. */
const MAX_BYTES = 4 * 1024 * 1024;

export function createTransport(proxies: ProxyResolver, timeoutMs = TIMEOUT_MS): Transport {
  let client: Promise<AxiosInstance> | null = null;
  return {
    async send({ method, url, headers, body, signal }) {
      const target = checkedUrl(url);
      const [way = null] = isLoopback(target) ? [null] : await proxies.waysTo(target);
      const deadline = AbortSignal.timeout(timeoutMs);
      try {
        client ??= createClient();
        const answer = await (
          await client
        ).request<string>({
          method,
          url,
          headers: { accept: 'application/json, text/xml', ...headers },
          ...(body !== null && { data: body }),
          signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
          ...agentsFor(way),
        });
        return readAnswer(answer, target);
      } catch (error) {
        if (error instanceof TanbaError) throw error;
        if (signal?.aborted === true) throw new TanbaError('host.cancelled', {}, { cause: error });
        const { host } = target;
        if (deadline.aborted) {
          throw new TanbaError(
            'network.timeout',
            { host, seconds: Math.ceil(timeoutMs / 1000) },
            { cause: error },
          );
        }
        throw new TanbaError('network.unreachable', { host }, { cause: error });
      }
    },
  };
}

/** Loaded at the first request: it takes a fifth of the time that the command line needs to start, and most commands never ask a portal. */
async function createClient(): Promise<AxiosInstance> {
  const { default: axios } = await import('axios');
  return axios.create({
    adapter: 'http',
    // The agents know the proxies; axios reads the environment by itself otherwise.
    proxy: false,
    maxRedirects: 0,
    maxContentLength: MAX_BYTES,
    responseType: 'text',
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
  });
}

function readAnswer({ status, data }: AxiosResponse<string>, { host }: URL): TransportAnswer {
  if (status >= 300 && status < 400) throw new TanbaError('network.redirected', { host });
  if (status === 407) throw new TanbaError('network.unreachable', { host });
  if (typeof data !== 'string') throw new TanbaError('network.bad-answer', { host });
  return { status, text: data };
}

function agentsFor(way: Way) {
  const [http, https] = [nodeHttp(), nodeHttps()];
  if (way === null) return { httpAgent: new http.Agent(), httpsAgent: new https.Agent() };
  // Plain http goes to this machine only, which no proxy stands before.
  return { httpAgent: new http.Agent(), httpsAgent: new https.Agent({ proxyEnv: { HTTPS_PROXY: way } }) };
}

export function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** @throws TanbaError portal.insecure-address: a password goes over TLS, or stays on this machine */
export function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url));
  if (url === null || !safe)
    throw new TanbaError('portal.insecure-address', { host: url?.host ?? text.slice(0, 100) });
  return url;
}
