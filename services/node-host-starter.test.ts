import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFolder } from '../tests/support/key-files.ts';
import type { Folder } from '../tests/support/key-files.ts';
import { hostEnvironment } from './host-environment.ts';
import { nodeHostStarter } from './node-host-starter.ts';
import type { HostProcess } from './ports.ts';

let folder: Folder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0) && !isZombie(pid);
  } catch {
    return false;
  }
}

/** Where nobody reaps orphans (a container without an init), the dead keep their number. */
function isZombie(pid: number): boolean {
  return existsSync(`/proc/${pid}/stat`) && readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
}

function firstMessage(host: HostProcess): Promise<unknown> {
  return new Promise(resolve => {
    host.onMessage(resolve);
  });
}

describe('a host whose parent is killed', () => {
  it.each([
    ['while it waits for work', 'idle'],
    ['while it hangs in a driver', 'sign'],
  ])('ends too, %s', async (_when, signs) => {
    const calls = join(folder.path, 'calls.log');
    const script = { calls, faults: [{ command: 'sign', fault: 'hang' }] };
    const faults = folder.file('faults.json', JSON.stringify(script));
    const entry = fileURLToPath(new URL('../tests/support/orphan-parent.ts', import.meta.url));
    const parent = spawn(process.execPath, [entry, folder.store('ok-gost-2004').path, faults, calls, signs]);
    const [line] = await once(parent.stdout, 'data');
    const hostPid = Number(line);
    expect(isAlive(hostPid)).toBe(true);
    parent.kill('SIGKILL');
    while (isAlive(hostPid)) await sleep(50);
    expect(isAlive(hostPid)).toBe(false);
  });
});

describe('the process of a host', () => {
  const spec = { provider: 'pkcs12' } as const;

  it('takes bytes and gives bytes', async () => {
    const echo = 'process.on("message", ({ request }) => process.send(request));';
    const host = nodeHostStarter({ entry: folder.file('echo.mjs', echo) }).start(spec);
    const answer = firstMessage(host);
    host.send({ id: 1, command: 'hello', request: { bytes: Uint8Array.of(1, 2, 255), none: null } });
    expect(await answer).toEqual({ bytes: Uint8Array.of(1, 2, 255), none: null });
    host.kill();
  });

  it('is given its specification, and an environment without what changes programs', async () => {
    const program = 'process.send({ argument: process.argv[2], env: process.env, flags: process.execArgv });';
    const environment = {
      PATH: '/bin',
      NODE_OPTIONS: '--inspect',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/x.so',
    };
    const host = nodeHostStarter({ entry: folder.file('tell.mjs', program), environment }).start(spec);
    const told = (await firstMessage(host)) as Record<string, unknown>;
    expect(told['argument']).toBe('{"provider":"pkcs12"}');
    expect(Object.keys(told['env'] as object).filter(name => !name.startsWith('NODE_CHANNEL'))).toEqual([
      'PATH',
    ]);
    expect(told['flags']).toEqual(['--max-old-space-size=256']);
    host.kill();
  });

  it.each([
    ['ended by itself', 'process.exit(3)', 3],
    ['that failed', 'throw new Error("no")', 1],
    ['that was killed', 'process.kill(process.pid, "SIGKILL")', process.platform === 'win32' ? 1 : null],
  ])('tells its exit once: one %s', async (_what, program, expected) => {
    const host = nodeHostStarter({ entry: folder.file('exit.mjs', program) }).start(spec);
    const codes: (number | null)[] = [];
    host.onExit(exit => codes.push(exit));
    while (codes.length === 0) await sleep(10);
    host.send({ id: 1, command: 'hello', request: {} });
    host.kill();
    await sleep(50);
    expect(codes).toEqual([expected]);
  });
});

describe('the environment of hosts', () => {
  it('keeps what drivers look for', () => {
    const kept = { PATH: '/bin', HOME: '/home/me', SystemRoot: 'C:\\Windows', SOFTHSM2_CONF: '/etc/softhsm' };
    expect(
      hostEnvironment({ ...kept, Node_Options: '--require x', DYLD_INSERT_LIBRARIES: 'y', EMPTY: undefined }),
    ).toEqual(kept);
  });
});
