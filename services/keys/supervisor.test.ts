/** Token hosts as they are: child processes that hang, crash and talk nonsense when a script of faults tells them to. */
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoreRef } from '../../contract/keys.ts';
import type { HostCommandName } from '../../contract/token-host.ts';
import { createFolder, hostStarter, pin } from '../../tests/support/key-files.ts';
import type { Folder } from '../../tests/support/key-files.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { nodeHostStarter } from '../node-host-starter.ts';
import { systemClock } from '../ports.ts';
import type { Clock, HostStarter } from '../ports.ts';
import { createTokenHost } from './supervisor.ts';
import type { TokenHost } from './supervisor.ts';

let folder: Folder;
let store: StoreRef;
let hosts: TokenHost[] = [];

beforeEach(() => {
  folder = createFolder();
  store = folder.store('ok-gost-2004');
});

afterEach(() => {
  for (const host of hosts) host.stop();
  hosts = [];
  folder.remove();
});

interface Fault {
  readonly command: 'open' | 'sign' | 'lock';
  readonly call?: number;
  readonly fault: 'slow' | 'hang' | 'crash' | 'exit' | 'garbage';
  readonly milliseconds?: number;
}

/** The calls that providers were asked for, in all hosts of the test: `open 1234`. */
function calls(): string[] {
  const log = `${folder.path}/calls.log`;
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

const callsOf = (command: string): number => calls().filter(line => line.startsWith(command)).length;
const lastPid = (): number => Number(calls().at(-1)!.split(' ')[1]);

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until something is so; fails with the test's own time limit. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(20);
}

/** Deadlines that only a hang can pass, however busy the computer is; a test shortens the one that it is about. */
const patient: Record<HostCommandName, number> = {
  hello: 60_000,
  tokens: 60_000,
  open: 60_000,
  sign: 60_000,
  changePin: 60_000,
  poll: 60_000,
  lock: 60_000,
};

function start(
  faults: readonly Fault[],
  deadlines: Partial<typeof patient> = {},
  starter = faulty(faults),
  clock: Clock = systemClock,
): TokenHost {
  const host = createTokenHost({
    spec: { provider: 'pkcs12' },
    starter,
    clock,
    deadlines: { ...patient, ...deadlines },
  });
  hosts.push(host);
  return host;
}

function faulty(faults: readonly Fault[]): HostStarter {
  const script = folder.file('faults.json', JSON.stringify({ calls: `${folder.path}/calls.log`, faults }));
  return hostStarter(script);
}

async function open(host: TokenHost, ref: StoreRef = store): Promise<string> {
  const secret = pin();
  const { keys } = await host.call('open', { store: ref, pin: secret }, { secrets: [secret] });
  return keys[0]!.alias;
}

async function sign(host: TokenHost, alias: string, signal?: AbortSignal): Promise<number> {
  const request = { store, alias, digestName: 'gost34311', digest: new Uint8Array(32).fill(9) };
  return (await host.call('sign', request, { signal })).signature.length;
}

const code = (expected: string): unknown => expect.objectContaining({ code: expected });

describe('a host that works', () => {
  it('starts with the first command, and answers many that were given at once, in their order', async () => {
    const host = start([]);
    expect(calls()).toEqual([]);
    const alias = await open(host);
    const lengths = await Promise.all(Array.from({ length: 20 }, () => sign(host, alias)));
    expect(lengths).toEqual(Array.from({ length: 20 }, () => 64));
    expect(callsOf('sign')).toBe(20);
  });

  it('passes on what the provider says of a wrong password, after one try', async () => {
    const host = start([]);
    const opening = host.call('open', { store, pin: new TextEncoder().encode('wrong') });
    await expect(opening).rejects.toThrow(
      expect.objectContaining({ code: 'keystore.pin-incorrect', params: { store: 'ok-gost-2004.p12' } }),
    );
    expect(callsOf('open')).toBe(1);
    await open(host);
  });

  it('has the PIN zeroed here once it was sent', async () => {
    const host = start([]);
    const secret = pin();
    await host.call('open', { store, pin: secret }, { secrets: [secret] });
    expect(secret.every(octet => octet === 0)).toBe(true);
  });

  it('is ended when nothing runs and is asked to, and started again by the next command', async () => {
    const host = start([]);
    const alias = await open(host);
    const pid = lastPid();
    const signing = sign(host, alias);
    host.stopIfIdle();
    await signing;
    host.stopIfIdle();
    await until(() => !isAlive(pid));
    await expect(sign(host, alias)).rejects.toThrow(code('keystore.locked'));
    expect(lastPid()).not.toBe(pid);
  });
});

describe('a host that hangs', () => {
  it('is killed when the deadline passes, and the next command works after opening again', async () => {
    const clock = manualClock();
    const host = start([{ command: 'sign', call: 0, fault: 'hang' }], { sign: 2_000 }, undefined, clock);
    const alias = await open(host);
    const pid = lastPid();
    const signing = sign(host, alias);
    await until(() => callsOf('sign') === 1);
    clock.advance(1_999);
    expect(isAlive(pid)).toBe(true);
    clock.advance(1);
    await expect(signing).rejects.toThrow(
      expect.objectContaining({ code: 'host.timeout', params: { seconds: 2 } }),
    );
    await until(() => !isAlive(pid));
    expect(await sign(host, await open(host))).toBe(64);
    expect(callsOf('sign')).toBe(2);
  });

  it('does not keep back commands that wait behind it', async () => {
    const clock = manualClock();
    const host = start([{ command: 'open', call: 0, fault: 'hang' }], { open: 5_000 }, undefined, clock);
    const both = Promise.allSettled([open(host), open(host)]);
    await until(() => callsOf('open') === 1);
    clock.advance(5_000);
    const results = await both;
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect(callsOf('open')).toBe(2);
  });
});

describe('a host that crashes', () => {
  it.each(['crash', 'exit'] as const)(
    'in the middle of a signature (%s): told at once, never signed again',
    async fault => {
      const host = start([{ command: 'sign', call: 0, fault }]);
      const alias = await open(host);
      const ends: string[] = [];
      host.onDidEnd(reason => ends.push(reason));
      await expect(sign(host, alias)).rejects.toThrow(code('host.crashed'));
      expect(ends).toEqual(['crashed']);
      await expect(sign(host, alias)).rejects.toThrow(code('keystore.locked'));
      expect(await sign(host, await open(host))).toBe(64);
      const asked = calls().map(line => line.split(' ')[0]);
      expect(asked.filter(command => command !== 'lock')).toEqual(['open', 'sign', 'sign', 'open', 'sign']);
    },
  );

  it('does not send the PIN a second time', async () => {
    const host = start([{ command: 'open', call: 0, fault: 'crash' }]);
    await expect(open(host)).rejects.toThrow(code('host.crashed'));
    expect(callsOf('open')).toBe(1);
    await open(host);
    expect(callsOf('open')).toBe(2);
  });

  it('leaves another host alone', async () => {
    const other = start([], {}, hostStarter());
    const alias = await open(other);
    const crashing = start([{ command: 'sign', fault: 'crash' }]);
    await expect(sign(crashing, await open(crashing))).rejects.toThrow(code('host.crashed'));
    expect(await sign(other, alias)).toBe(64);
  });

  it('is left alone after three times, until the person asks for it', async () => {
    const starter = faulty([0, 1, 2].map(call => ({ command: 'open', call, fault: 'exit' })));
    let starts = 0;
    const counting: HostStarter = {
      start(spec) {
        starts += 1;
        return starter.start(spec);
      },
    };
    const host = start([], {}, counting);
    for (let time = 0; time < 3; time++) await expect(open(host)).rejects.toThrow(code('host.crashed'));
    expect(host.quarantined).toBe(true);
    await expect(open(host)).rejects.toThrow(code('host.quarantined'));
    expect(starts).toBe(3);
    host.retry();
    expect(host.quarantined).toBe(false);
    expect(await sign(host, await open(host))).toBe(64);
  });
});

describe('a host that talks nonsense', () => {
  it('is ended and replaced', async () => {
    const host = start([{ command: 'sign', call: 0, fault: 'garbage' }]);
    const alias = await open(host);
    const pid = lastPid();
    await expect(sign(host, alias)).rejects.toThrow(code('host.protocol'));
    await until(() => !isAlive(pid));
    expect(await sign(host, await open(host))).toBe(64);
  });

  it.each([
    ['says nothing', 'process.on("message", () => {});', 'host.timeout'],
    ['ends before it said anything', 'process.exit(3);', 'host.crashed'],
    ['cannot be read', 'this is no program', 'host.crashed'],
    [
      'answers to nobody',
      'process.on("message", () => process.send({ id: 77, ok: true, value: {} }));',
      'host.protocol',
    ],
    [
      'is another',
      'process.on("message", ({ id }) => process.send({ id, ok: true, value: { provider: "x" } }));',
      'host.protocol',
    ],
    ['sends a text', 'process.send("hello");process.on("message", () => {});', 'host.protocol'],
    [
      'throws a code that is none',
      'process.on("message", ({ id }) => process.send({ id, ok: false, error: { code: "constructor", params: {} } }));',
      'host.protocol',
    ],
  ])('at its start: it %s', async (_what, program, expected) => {
    const entry = folder.file('host.mjs', program);
    const hello = expected === 'host.timeout' ? 200 : patient.hello;
    const host = start([], { hello }, nodeHostStarter({ entry }));
    await expect(open(host)).rejects.toThrow(code(expected));
    expect(callsOf('open')).toBe(0);
  });

  it('that cannot be started at all has crashed', async () => {
    const host = start([], {}, nodeHostStarter({ entry: `${folder.path}/gone.ts` }));
    await expect(open(host)).rejects.toThrow(code('host.crashed'));
  });
});

describe('cancelling', () => {
  it('a signature that runs ends the host', async () => {
    const host = start([{ command: 'sign', call: 0, fault: 'hang' }]);
    const alias = await open(host);
    const pid = lastPid();
    const abort = new AbortController();
    const signing = sign(host, alias, abort.signal);
    void until(() => callsOf('sign') === 1).then(() => abort.abort());
    await expect(signing).rejects.toThrow(code('host.cancelled'));
    await until(() => !isAlive(pid));
    expect(host.quarantined).toBe(false);
    expect(await sign(host, await open(host))).toBe(64);
  });

  it('a command that waits is told at once, and never sent', async () => {
    const host = start([{ command: 'sign', call: 0, fault: 'slow', milliseconds: 300 }]);
    const alias = await open(host);
    const first = sign(host, alias);
    const abort = new AbortController();
    const second = sign(host, alias, abort.signal);
    abort.abort();
    await expect(second).rejects.toThrow(code('host.cancelled'));
    expect(await first).toBe(64);
    expect(await sign(host, alias)).toBe(64);
    expect(callsOf('sign')).toBe(2);
  });

  it('beforehand zeroes the PIN without sending it', async () => {
    const host = start([]);
    const secret = pin();
    const signal = AbortSignal.abort();
    await expect(host.call('open', { store, pin: secret }, { signal, secrets: [secret] })).rejects.toThrow(
      code('host.cancelled'),
    );
    expect(secret.every(octet => octet === 0)).toBe(true);
    expect(calls()).toEqual([]);
  });
});
