/** The portal as a server on this machine: the API, its pages, and the faults that may be put in front of both. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorBody } from '../../../contract/portal/openapi.ts';
import type { PortalContext, PortalHandlers } from '../context.ts';
import { Refusal } from '../context.ts';
import type { Fault, Faults } from '../faults.ts';
import { refusal, statusOf } from '../refuse.ts';
import { answerApi, findRoute } from './api.ts';
import { json, send } from './exchange.ts';
import type { Answer } from './exchange.ts';

/** Answers what is not the API: pages, SOAP. Null: not its path. */
export type OtherRoute = (request: IncomingMessage, url: URL) => Promise<Answer | null>;

export interface RunningServer {
  readonly origin: string;
  close(): Promise<void>;
}

export interface ServerParts {
  readonly context: PortalContext;
  readonly handlers: PortalHandlers;
  readonly faults: Faults;
  readonly others: readonly OtherRoute[];
}

/** Listens on loopback only: this is a model for one person's machine. @param port 0: any that is free */
export async function startServer(parts: ServerParts, port: number): Promise<RunningServer> {
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    void respond(parts, request, response);
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${bound}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

async function respond(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const answer = await answerSafely(parts, request);
    if (answer === 'lost') request.socket.destroy();
    else send(response, answer);
  } catch (error) {
    parts.context.options.onFault(error);
    response.destroy();
  }
}

async function answerSafely(parts: ServerParts, request: IncomingMessage): Promise<Answer | 'lost'> {
  const { context } = parts;
  try {
    return await answer(parts, request);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      context.options.onFault(error);
      return json(500, errorBody('portal.failed', { status: 500 }));
    }
    // What a refused request leaves behind, a counted try, is a change of its own.
    if (error.note !== null) context.db.transaction(error.note);
    return json(statusOf(error.error.code), error.error);
  }
}

async function answer(parts: ServerParts, request: IncomingMessage): Promise<Answer | 'lost'> {
  assertLocal(request);
  const url = URL.parse(request.url ?? '/', 'http://127.0.0.1');
  if (url === null) throw refusal('portal.bad-request', { field: 'path' });
  const route = findRoute(request.method ?? 'GET', url.pathname);
  const fault = parts.faults.take(route?.name ?? url.pathname);
  await before(fault);
  if (route !== null) {
    const done = await answerApi(parts.context, parts.handlers, route, request);
    return fault?.kind === 'answer-lost' ? 'lost' : done;
  }
  for (const other of parts.others) {
    const done = await other(request, url);
    if (done !== null) return fault?.kind === 'answer-lost' ? 'lost' : done;
  }
  throw refusal('portal.not-allowed', {});
}

/** A name that somebody else's server made to point here (DNS rebinding) is not one of ours. */
function assertLocal(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)) throw refusal('portal.not-allowed', {});
}

async function before(fault: Fault | null): Promise<void> {
  if (fault === null) return;
  if (fault.kind === 'slow') {
    await new Promise(resolve => {
      setTimeout(resolve, fault.milliseconds);
    });
  }
  if (fault.kind === 'error') throw refusal('portal.failed', { status: 500 });
  if (fault.kind === 'maintenance') throw refusal('portal.maintenance', {});
  if (fault.kind === 'session-over') throw refusal('portal.session-over', {});
}
