import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { bundled } from '../tests/support/entries.ts';
import { createFolder, pin } from '../tests/support/key-files.ts';

const folder = createFolder();
const started: ChildProcess[] = [];

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => folder.remove());

/** A host whose console is read. */
function start(options: { argument?: string; execArgv?: string[]; environment?: NodeJS.ProcessEnv } = {}) {
  const child = fork(bundled.host, [options.argument ?? '{"provider":"pkcs12"}'], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    execArgv: options.execArgv ?? [],
    env: { ...process.env, ...options.environment },
  });
  started.push(child);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ask = async (message: object): Promise<unknown> => {
    child.send(message);
    return (await once(child, 'message'))[0];
  };
  return { child, ask, said: () => said };
}

/** What Electron gives to a utility process, on top of what Node gives to a child. */
const utilityProcess = `process.parentPort = {
  on: (event, listener) => process.on(event, data => listener({ data })),
  postMessage: message => process.send(message),
};`;

describe.each([
  ['as a child process of Node', []],
  [
    'as a utility process of Electron',
    ['--import', `data:text/javascript,${encodeURIComponent(utilityProcess)}`],
  ],
])('a token host %s', (_how, execArgv) => {
  it('says hello, opens, refuses, signs, and says nothing on the console', async () => {
    const { ask, said } = start({ execArgv });
    const store = folder.store('ok-rsa');
    expect(await ask({ id: 1, command: 'hello', request: {} })).toEqual({
      id: 1,
      ok: true,
      value: { provider: 'pkcs12' },
    });
    expect(await ask({ id: 2, command: 'open', request: { store, pin: Uint8Array.of(1) } })).toMatchObject({
      id: 2,
      error: { code: 'keystore.pin-incorrect' },
    });
    const opened = (await ask({ id: 3, command: 'open', request: { store, pin: pin() } })) as {
      value: { keys: { alias: string; certificate: unknown }[] };
    };
    const [key] = opened.value.keys;
    expect(key!.certificate).toBeInstanceOf(Uint8Array);
    const request = { store, alias: key!.alias, digestName: 'sha256', digest: new Uint8Array(32) };
    const signed = (await ask({ id: 4, command: 'sign', request })) as { value: { signature: Uint8Array } };
    expect(signed.value.signature).toHaveLength(256);
    expect(await ask('nonsense' as unknown as object)).toMatchObject({ id: -1, ok: false });
    expect(said()).toBe('');
  });
});

describe('the end of a token host', () => {
  it('comes with the end of its channel', async () => {
    const { child, ask, said } = start();
    await ask({ id: 1, command: 'hello', request: {} });
    child.disconnect();
    expect((await once(child, 'exit'))[0]).toBe(0);
    expect(said()).toBe('');
  });

  it.each([
    ['an argument that makes no sense', { argument: '{"provider":"floppy"}' }],
    [
      'a script of faults that is not there',
      { environment: { TANBA_HOST_FAULTS: '/nowhere/PIN-1234.json' } },
    ],
  ])('comes at once, silently, after a fault of ours: %s', async (_what, options) => {
    const { child, said } = start(options);
    expect((await once(child, 'exit'))[0]).toBe(70);
    expect(said()).toBe('');
  });
});
