import { describe, expect, it } from 'vitest';
import type { HostRequestMessage } from '../../contract/token-host.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import type { HostProcess } from '../ports.ts';
import { connectHost } from './host-connection.ts';

/** A process whose side of the channel the test plays. */
function scripted() {
  const sent: HostRequestMessage[] = [];
  let onMessage = (_message: unknown): void => undefined;
  let onExit = (_code: number | null): void => undefined;
  let kills = 0;
  const process: HostProcess = {
    send: message => void sent.push(structuredClone(message)),
    onMessage: listener => {
      onMessage = listener;
    },
    onExit: listener => {
      onExit = listener;
    },
    kill: () => {
      kills += 1;
    },
  };
  return {
    process,
    sent,
    say: (message: unknown) => onMessage(message),
    exit: () => onExit(1),
    get kills() {
      return kills;
    },
  };
}

function connect() {
  const host = scripted();
  const clock = manualClock();
  const ends: string[] = [];
  const connection = connectHost(host.process, clock, reason => ends.push(reason));
  const hello = (signal?: AbortSignal) => connection.request('hello', {}, { deadlineMs: 10_000, signal });
  return { host, clock, ends, connection, hello };
}

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const answer = { id: 1, ok: true, value: { provider: 'pkcs12' } };

describe('a connection to a host', () => {
  it('gives each request its own number', async () => {
    const { host, hello } = connect();
    const first = hello();
    host.say(answer);
    await first;
    void hello();
    expect(host.sent.map(({ id }) => id)).toEqual([1, 2]);
  });

  it('zeroes secrets after they were copied into the channel', () => {
    const { host, connection } = connect();
    const pin = Uint8Array.of(1, 2, 3);
    const store = { kind: 'file', path: '/a.p12' } as const;
    void connection.request('open', { store, pin }, { deadlineMs: 1, secrets: [pin] });
    expect([...pin]).toEqual([0, 0, 0]);
    expect(host.sent[0]!.request).toEqual({ store, pin: Uint8Array.of(1, 2, 3) });
  });

  it('ends at the deadline and not before', async () => {
    const { host, clock, ends, hello } = connect();
    const asked = hello();
    clock.advance(9_999);
    expect(host.kills).toBe(0);
    clock.advance(1);
    await expect(asked).rejects.toThrow(
      expect.objectContaining({ code: 'host.timeout', params: { seconds: 10 } }),
    );
    expect([host.kills, ends]).toEqual([1, ['timeout']]);
  });

  it('gives a host that slept with the computer a moment to answer', async () => {
    const { host, clock, ends, hello } = connect();
    const asked = hello();
    clock.sleep(8 * 3_600_000);
    host.say(answer);
    expect(await asked).toEqual({ provider: 'pkcs12' });
    clock.advance(60_000);
    expect(ends).toEqual([]);
  });

  it('has no timer left once it was answered', async () => {
    const { host, clock, ends, hello } = connect();
    const asked = hello();
    clock.advance(5_000);
    host.say(answer);
    await asked;
    clock.advance(60_000);
    expect(ends).toEqual([]);
  });

  it('fails what waits at once when the process exits, and hears nothing after', async () => {
    const { host, ends, hello } = connect();
    const asked = hello();
    host.exit();
    host.exit();
    host.say(answer);
    await expect(asked).rejects.toThrow(code('host.crashed'));
    expect(ends).toEqual(['crashed']);
  });

  it.each([
    ['an answer to another request', { ...answer, id: 2 }],
    ['a value of another shape', { ...answer, value: { provider: 7 } }],
    ['an error without a code', { id: 1, ok: false, error: { params: {} } }],
    ['neither an answer nor an error', { id: 1 }],
    ['nothing', undefined],
  ])('ends a host that sends %s', async (_what, message) => {
    const { host, ends, hello } = connect();
    const asked = hello();
    host.say(message);
    await expect(asked).rejects.toThrow(code('host.protocol'));
    expect([host.kills, ends]).toEqual([1, ['protocol']]);
  });

  it('ends a host that speaks without being asked', () => {
    const { host, ends } = connect();
    host.say(answer);
    expect([host.kills, ends]).toEqual([1, ['protocol']]);
  });

  it('ends the host when the request is cancelled, but not when it was answered before', async () => {
    const { host, ends, hello } = connect();
    const abort = new AbortController();
    const first = hello(abort.signal);
    host.say(answer);
    await first;
    abort.abort();
    expect(ends).toEqual([]);
    const again = new AbortController();
    const second = hello(again.signal);
    again.abort();
    await expect(second).rejects.toThrow(code('host.cancelled'));
    expect(ends).toEqual(['cancelled']);
  });
});
