/** The sandbox's network services: time-stamps, OCSP, lists of revoked certificates, over HTTP on this machine only. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { certificatePem } from '../ca/authorities.ts';
import type { Authority } from '../ca/authorities.ts';
import { answerControl } from './control.ts';
import { completeList, deltaList } from './crl.ts';
import { Delegates, freshKeys } from './delegates.ts';
import type { MakeKey } from './delegates.ts';
import { slowByMs } from './faults.ts';
import type { FaultName, ServiceName } from './faults.ts';
import { answerOcsp } from './ocsp.ts';
import { Registry } from './registry.ts';
import { answerTimestamp } from './tsa.ts';
import { pkiUrls } from './urls.ts';
import type { SandboxPkiUrls } from './urls.ts';

export interface SandboxPkiOptions {
  /** 0: any free port. */
  readonly port: number;
  /** All authorities that answer for their certificates. Those named "issuing" give out time-stamps, each by the policy of its family. */
  readonly authorities: readonly Authority[];
  /** Serial numbers, lower-case hex; others are answered as never issued. Null: whatever is asked about was issued. */
  readonly issued?: readonly string[] | null;
  readonly now?: () => Date;
  readonly makeKey?: MakeKey;
  /** How long OCSP answers say that they may be used; null: they do not say, like those of НУЦ РК. */
  readonly ocspValidForMs?: number | null;
}

export interface SandboxFaults {
  /** Null: the service is well again. */
  set(service: ServiceName, fault: FaultName | null): void;
  get(service: ServiceName): FaultName | null;
}

export interface SandboxPki {
  readonly urls: SandboxPkiUrls;
  readonly faults: SandboxFaults;
  readonly registry: Registry;
  /** Answers sent by each service so far, wrong ones among them. */
  readonly served: Readonly<Record<ServiceName, number>>;
  close(): Promise<void>;
}

/** Starts the services on 127.0.0.1. */
export async function startSandboxPki(options: SandboxPkiOptions): Promise<SandboxPki> {
  const now = options.now ?? (() => new Date());
  const registry = new Registry(options.issued ?? null, now);
  const faults = new Map<ServiceName, FaultName>();
  const served: Record<ServiceName, number> = { ocsp: 0, crl: 0, tsa: 0 };
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const urls = pkiUrls(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const pki: SandboxPki = {
    urls,
    registry,
    served,
    faults: {
      set: (service, fault) => void (fault === null ? faults.delete(service) : faults.set(service, fault)),
      get: service => faults.get(service) ?? null,
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const routes = createRoutes(options, pki, now);
  server.on('request', (request, response) => {
    handle(request, response, pki, routes).catch(() => response.destroy());
  });
  return pki;
}

/** What stands under one path. */
interface Route {
  readonly service: ServiceName | null;
  readonly method: 'GET' | 'POST';
  readonly type: string;
  readonly answer: (body: Uint8Array, fault: FaultName | null) => Uint8Array;
}

function createRoutes(
  options: SandboxPkiOptions,
  pki: SandboxPki,
  now: () => Date,
): ReadonlyMap<string, Route> {
  const { authorities } = options;
  const { registry, urls } = pki;
  const delegates = new Delegates(options.makeKey ?? freshKeys, now, urls);
  const validForMs = options.ocspValidForMs === undefined ? 10 * 60_000 : options.ocspValidForMs;
  const ocsp = { authorities, delegates, registry, now, validForMs };
  const issuing = authorities.filter(({ id }) => id.startsWith('issuing'));
  const tsa = { authorities: issuing.length > 0 ? issuing : authorities, delegates, now };
  const post = (service: ServiceName, type: string, answer: Route['answer']): Route => ({
    service,
    method: 'POST',
    type,
    answer,
  });
  const get = (service: ServiceName | null, type: string, answer: Route['answer']): Route => ({
    service,
    method: 'GET',
    type,
    answer,
  });
  const path = (url: string): string => url.slice(urls.base.length);
  const list = 'application/pkix-crl';
  return new Map([
    [
      path(urls.ocsp),
      post('ocsp', 'application/ocsp-response', (body, fault) => answerOcsp(ocsp, body, fault)),
    ],
    [
      path(urls.tsa),
      post('tsa', 'application/timestamp-reply', (body, fault) => answerTimestamp(tsa, body, fault)),
    ],
    ...authorities.flatMap((authority): [string, Route][] => {
      const { id } = authority;
      const delta = urls.deltaCrl(id);
      return [
        [
          path(urls.crl(id)),
          get('crl', list, (_, fault) => completeList({ registry, now }, authority, delta, fault)),
        ],
        [path(delta), get('crl', list, (_, fault) => deltaList({ registry, now }, authority, fault))],
        [
          `/cert/${id}.pem`,
          get(null, 'application/x-pem-file', () => Buffer.from(certificatePem(authority))),
        ],
      ];
    }),
  ]);
}

const maxRequestBytes = 64 * 1024;

async function bodyOf(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxRequestBytes) throw new RangeError('a request of that size is none');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  pki: SandboxPki,
  routes: ReadonlyMap<string, Route>,
): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', pki.urls.base);
  const body = await bodyOf(request);
  if (pathname === '/control') return answerControl(request, response, body, pki);
  const route = routes.get(pathname);
  if (!route) return reply(response, 404, 'text/plain', 'nothing here');
  if (route.method !== request.method) return reply(response, 405, 'text/plain', `only ${route.method}`);
  const answer = (fault: FaultName | null): void =>
    reply(response, 200, route.type, route.answer(body, fault));
  if (!route.service) return answer(null);
  (pki.served as Record<ServiceName, number>)[route.service]++;
  const fault = pki.faults.get(route.service);
  const spoil = fault === null ? undefined : transportFaults[fault];
  if (!spoil) return answer(fault);
  spoil({ response, pathname, isSecondTry: search !== '', base: pki.urls.base, answer: () => answer(null) });
}

function reply(response: ServerResponse, status: number, type: string, body: Uint8Array | string): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

interface Spoiling {
  readonly response: ServerResponse;
  readonly pathname: string;
  /** Whether the address is one that `redirect` sent to. */
  readonly isSecondTry: boolean;
  readonly base: string;
  readonly answer: () => void;
}

const loginPage = '<!DOCTYPE html><title>Wi-Fi</title><form>Enter your phone number</form>';

/** Faults below the protocol of the service; the others are in the answers themselves. */
const transportFaults: Partial<Record<FaultName, (spoiling: Spoiling) => void>> = {
  down: ({ response }) => response.destroy(),
  slow({ response, answer }) {
    const timer = setTimeout(answer, slowByMs);
    response.on('close', () => clearTimeout(timer));
  },
  redirect({ response, pathname, isSecondTry, answer }) {
    if (isSecondTry) answer();
    else redirect(response, 307, `${pathname}?again`);
  },
  'redirect-loop': ({ response, pathname }) => redirect(response, 307, pathname),
  'redirect-https': ({ response, base, pathname }) =>
    redirect(response, 302, `${base.replace('http:', 'https:')}${pathname}`),
  forbidden: ({ response }) => reply(response, 403, 'text/plain', 'forbidden'),
  broken: ({ response }) => reply(response, 500, 'text/plain', 'out of order'),
  html: ({ response }) => reply(response, 200, 'text/html', loginPage),
  empty: ({ response }) => reply(response, 200, 'application/octet-stream', ''),
  huge({ response }) {
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    const block = Buffer.alloc(1 << 20, 0x30);
    const pour = (): void => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', pour);
    pour();
  },
};

function redirect(response: ServerResponse, status: number, location: string): void {
  response.writeHead(status, { location, 'content-length': 0 });
  response.end();
}
