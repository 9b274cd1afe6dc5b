/** The little of HTTP that the portal needs: reading bodies with a cap, and answers with the headers that each must have. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusal } from '../refuse.ts';

const MAX_BODY = 512 * 1024;
/** So much more is taken and thrown away: whoever is still sending would not hear the answer. */
const MAX_UNREAD = 64 * 1024 * 1024;

export interface Answer {
  readonly status: number;
  readonly type:
    | 'application/json'
    | 'text/html; charset=utf-8'
    | 'text/xml; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'text/css; charset=utf-8';
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, value: unknown): Answer {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

/** @throws Refusal portal.bad-request for one that is too long, or breaks off */
export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > MAX_UNREAD) break;
      if (length > MAX_BODY) chunks.length = 0;
      else chunks.push(chunk);
    }
  } catch {
    // Whoever sent it hung up: there is nobody to answer, and nothing is wrong here.
    throw refusal('portal.bad-request', { field: 'body' });
  }
  if (length > MAX_BODY) throw refusal('portal.bad-request', { field: 'body' });
  return Buffer.concat(chunks).toString('utf8');
}

/** Nothing is kept by a browser, nothing foreign is loaded or run by a page, and no page stands in another's frame. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function send(response: ServerResponse, answer: Answer): void {
  const headers = { ...HEADERS, ...answer.headers, 'content-type': answer.type };
  response.writeHead(answer.status, headers).end(answer.body);
}
