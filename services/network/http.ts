/**
 * A small HTTP client for services that speak DER: time-stamping, OCSP, lists of revoked certificates. It trusts nothing of the
 * answer but its bytes, which core judges; it bounds the time and the size, and sends no cookies.
 */
import type { Agent, IncomingMessage } from 'node:http';
import manifest from '../../package.json' with { type: 'json' };
import { TanbaError } from '../../contract/errors/index.ts';
import { systemCode } from '../files/system-errors.ts';
import { nodeHttp, nodeHttps } from './node-http.ts';
import type { ProxyResolver, Way } from './proxies.ts';

export interface HttpRequest {
  readonly url: string;
  /** Makes a POST of it. */
  readonly body?: { readonly type: string; readonly bytes: Uint8Array };
  readonly accept: string;
  /** Longer answers are refused. */
  readonly maxBytes: number;
  /** For all together: proxies, redirects, the last byte. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface HttpClient {
  /**
   * The body of a 200.
   * @throws TanbaError network.unreachable, network.proxy, network.timeout, network.refused, network.redirected,
   *   network.bad-answer (too long), host.cancelled
   */
  send(request: HttpRequest): Promise<Uint8Array>;
}

const defaultTimeoutMs = 15_000;
const maxRedirects = 3;
/** Others change the method, or are no redirects. A question may be asked twice: none of these services acts on anything. */
const redirects: readonly number[] = [301, 302, 307, 308];
const userAgent = `Tanba/${manifest.version}`;

export function createHttpClient(proxies: ProxyResolver): HttpClient {
  const agents = createAgents();
  return {
    async send(request) {
      const deadline = createDeadline(request);
      try {
        return await follow(request, { proxies, agents, signal: deadline.signal });
      } catch (error) {
        throw deadline.reason(error);
      } finally {
        deadline.end();
      }
    },
  };
}

interface Journey {
  readonly proxies: ProxyResolver;
  readonly agents: Agents;
  readonly signal: AbortSignal;
}

async function follow(request: HttpRequest, journey: Journey): Promise<Uint8Array> {
  let url = parsedUrl(request.url);
  for (let hops = 0; ; hops++) {
    const response = await open(url, request, journey);
    const status = response.statusCode ?? 0;
    if (status === 200) return bodyOf(response, url, request.maxBytes);
    response.destroy();
    if (status < 300 || status > 399) throw new TanbaError('network.refused', { host: url.host, status });
    url = nextUrl(url, status, response.headers.location, hops);
  }
}

/** Across schemes nothing is followed: from https the question would become readable, and from http a log-in page asks for it. */
function nextUrl(url: URL, status: number, location: string | undefined, hops: number): URL {
  const next = location !== undefined && URL.canParse(location, url.href) ? new URL(location, url) : null;
  const isAllowed = redirects.includes(status) && hops < maxRedirects && next?.protocol === url.protocol;
  if (!isAllowed || !next) throw new TanbaError('network.redirected', { host: url.host });
  return next;
}

function parsedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new TanbaError('network.unreachable', { host: text });
  return url;
}

/** The answer's head, by the first way that leads to one. */
async function open(url: URL, request: HttpRequest, journey: Journey): Promise<IncomingMessage> {
  const ways = await journey.proxies.waysTo(url);
  let failure: TanbaError = new TanbaError('network.proxy', { proxy: 'SOCKS' });
  for (const way of ways) {
    try {
      const response = await exchange(url, request, journey.agents(url, way), journey.signal);
      if (response.statusCode !== 407) return response;
      response.destroy();
      failure = proxyError(way);
    } catch (cause) {
      journey.signal.throwIfAborted();
      // Whatever fails before a proxy answers, fails at the proxy.
      failure =
        way === null
          ? new TanbaError('network.unreachable', { host: url.host }, { cause })
          : proxyError(way, cause);
    }
  }
  throw failure;
}

/** Names the proxy's host only: there may be a password in its address. */
function proxyError(way: Way, cause?: unknown): TanbaError {
  const proxy = way !== null && URL.canParse(way) ? new URL(way).host : 'proxy';
  return new TanbaError('network.proxy', { proxy }, { cause });
}

function exchange(
  url: URL,
  { body, accept }: HttpRequest,
  agent: Agent,
  signal: AbortSignal,
  isRepeat = false,
): Promise<IncomingMessage> {
  const { request } = url.protocol === 'https:' ? nodeHttps() : nodeHttp();
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: body ? 'POST' : 'GET',
      agent,
      signal,
      headers: {
        accept,
        'accept-encoding': 'identity',
        'user-agent': userAgent,
        ...(body ? { 'content-type': body.type, 'content-length': body.bytes.length } : {}),
      },
    });
    sent.on('response', resolve);
    sent.on('error', error => {
      // The server had closed a connection that was kept for the next question: it has not seen this one.
      const isStale = sent.reusedSocket && systemCode(error) === 'ECONNRESET' && !isRepeat;
      if (isStale) exchange(url, { body, accept } as HttpRequest, agent, signal, true).then(resolve, reject);
      else reject(error);
    });
    sent.end(body?.bytes);
  });
}

async function bodyOf(response: IncomingMessage, url: URL, maxBytes: number): Promise<Uint8Array> {
  const tooLong = (): TanbaError => new TanbaError('network.bad-answer', { host: url.host });
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    throw tooLong();
  }
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      length += chunk.length;
      // Leaving the loop destroys the connection.
      if (length > maxBytes) throw tooLong();
      chunks.push(chunk);
    }
  } catch (cause) {
    if (cause instanceof TanbaError) throw cause;
    throw new TanbaError('network.unreachable', { host: url.host }, { cause });
  }
  return new Uint8Array(Buffer.concat(chunks));
}

type Agents = (url: URL, way: Way) => Agent;

/** One for each way and scheme: connections are kept for the next question, and do not keep the program running. */
function createAgents(): Agents {
  const made = new Map<string, Agent>();
  return ({ protocol }, way) => {
    const id = `${protocol} ${way}`;
    const agent = made.get(id) ?? createAgent(protocol, way);
    made.set(id, agent);
    return agent;
  };
}

function createAgent(protocol: string, way: Way): Agent {
  const common = { keepAlive: true, maxSockets: 8 };
  // Node knows how to speak to a proxy; which one, we say.
  return protocol === 'https:'
    ? new (nodeHttps().Agent)({ ...common, ...(way === null ? {} : { proxyEnv: { HTTPS_PROXY: way } }) })
    : new (nodeHttp().Agent)({ ...common, ...(way === null ? {} : { proxyEnv: { HTTP_PROXY: way } }) });
}

/** One signal for the caller's wish and for the time that is over, and what an abort by either means. */
function createDeadline({ url, signal, timeoutMs = defaultTimeoutMs }: HttpRequest) {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, timeoutMs);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  return {
    signal: controller.signal,
    end(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
    reason(error: unknown): unknown {
      if (!controller.signal.aborted) return error;
      if (signal?.aborted) return new TanbaError('host.cancelled', {}, { cause: error });
      const seconds = Math.ceil(timeoutMs / 1000);
      return new TanbaError('network.timeout', { host: parsedUrl(url).host, seconds }, { cause: error });
    },
  };
}
