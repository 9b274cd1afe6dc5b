/** The client on bad days: against the sandbox with its faults, and against a server that says what no portal says. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import type { Fault } from '../../sandbox/portal/faults.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { TestPortal } from '../../tests/support/portal.ts';
import { noProxies } from '../network/proxies.ts';
import { systemClock } from '../ports.ts';
import { createPortalClient } from './client.ts';
import { createTransport } from './transport.ts';

const { iin } = personFor('not registered');
let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.faults.set([]));
afterAll(() => portal.close());

function client(baseUrl = portal.origin, timeoutMs = 20_000) {
  const transport = createTransport(noProxies, timeoutMs);
  return createPortalClient({ baseUrl, transport, clock: systemClock, backoffMs: [1, 1] });
}

const challenge = (from = client()) => from.call('registration.challenge', { body: { iin, bin: null } });
const fault = (kind: Fault['kind'], count: number, milliseconds = 0) =>
  portal.faults.set([{ kind, operation: '*', count, milliseconds }]);
const challenges = () => portal.db.get<{ n: number }>('SELECT count(*) AS n FROM challenges')!.n;

describe('a portal with faults', () => {
  it('whose answers are lost is asked again, and does the change once', async () => {
    const before = challenges();
    fault('answer-lost', 2);
    expect((await challenge()).iin).toBe(iin);
    expect(challenges() - before).toBe(1);
    fault('answer-lost', 3);
    await expect(challenge()).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(challenges() - before).toBe(2);
  });

  it.each([
    ['error', 'portal.failed'],
    ['maintenance', 'portal.maintenance'],
    ['session-over', 'portal.session-over'],
  ] as const)('%s is %s, and is not asked again', async (kind, code) => {
    fault(kind, 1);
    await expect(challenge()).rejects.toMatchObject({ code });
    expect(portal.faults.list()).toEqual([]);
  });

  it('that is too slow is left after the time-out', async () => {
    fault('slow', 1, 400);
    await expect(challenge(client(portal.origin, 100))).rejects.toMatchObject({ code: 'network.timeout' });
  });
});

describe('a server that is no portal', () => {
  const answers: Record<string, [number, string, Record<string, string>?]> = {
    'network.redirected': [302, '', { location: 'https://example.com/' }],
    'network.bad-answer': [200, '<html>log in to the Wi-Fi</html>'],
    'network.refused': [422, JSON.stringify({ code: 'internal.fault', params: { id: 'x' } })],
    'portal.failed': [503, 'out of order'],
  };

  it.each(Object.keys(answers))('%s', async code => {
    const [status, body, headers] = answers[code]!;
    const server = createServer((_, response) => response.writeHead(status, headers).end(body));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(challenge(client(`http://127.0.0.1:${port}`))).rejects.toMatchObject({ code });
    server.closeAllConnections();
    server.close();
  });

  it('is not spoken to without TLS, but on this machine', () => {
    for (const url of [
      'http://esf.example:8080',
      'http://127.0.0.1.example',
      'ftp://127.0.0.1',
      'nonsense',
    ]) {
      expect(() => client(url)).toThrow('portal.insecure-address');
    }
    for (const url of ['https://esf.example', 'http://localhost:1', 'http://[::1]:1']) client(url);
  });
});
