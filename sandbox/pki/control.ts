/** /control: what goes wrong and who is revoked, read with GET and changed with PUT while the services run. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { faultNames, serviceNames } from './faults.ts';
import type { SandboxPki } from './server.ts';

const serial = z.string().regex(/^([0-9a-f]{2})+$/);

/** All parts may be left out. */
const changeSchema = z.strictObject({
  faults: z.partialRecord(z.enum(serviceNames), z.enum(faultNames).nullable()).optional(),
  revoke: z.array(z.object({ serial, reason: z.int().min(0).max(10).default(0) })).optional(),
  restore: z.array(serial).optional(),
  /** Makes a new complete list of revoked certificates. */
  publish: z.boolean().optional(),
});

export function answerControl(
  request: IncomingMessage,
  response: ServerResponse,
  body: Uint8Array,
  pki: SandboxPki,
): void {
  if (request.method === 'GET') return json(response, 200, stateOf(pki));
  // A page of a browser cannot send this type without asking first, and nobody answers that question.
  const isJson = request.headers['content-type'] === 'application/json';
  const change = changeSchema.safeParse(isJson && request.method === 'PUT' ? parsed(body) : null);
  if (!change.success)
    return json(response, 400, { error: 'PUT application/json', details: z.prettifyError(change.error) });
  const { faults = {}, revoke = [], restore = [], publish = false } = change.data;
  for (const name of serviceNames) {
    const fault = faults[name];
    if (fault !== undefined) pki.faults.set(name, fault);
  }
  for (const entry of revoke) pki.registry.revoke(entry.serial, entry.reason);
  for (const entry of restore) pki.registry.restore(entry);
  if (publish) pki.registry.publish();
  json(response, 200, stateOf(pki));
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return null;
  }
}

function stateOf({ faults, registry, served }: SandboxPki): object {
  return {
    faults: Object.fromEntries(serviceNames.map(name => [name, faults.get(name)])),
    revoked: Object.fromEntries(registry.revoked),
    served,
  };
}

function json(response: ServerResponse, status: number, value: object): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
