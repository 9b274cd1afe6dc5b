import { describe, expect, it } from 'vitest';
import { utilityHostStarter } from './host-starter.ts';
import type { UtilityProcess } from './electron.ts';

function started() {
  const listeners = new Map<string, (value: unknown) => void>();
  const sent: unknown[] = [];
  const forked: unknown[] = [];
  const child: UtilityProcess = {
    pid: undefined,
    postMessage: message => void sent.push(message),
    on: (name: string, listener: (value: never) => void) =>
      listeners.set(name, listener as (value: unknown) => void),
  };
  process.env['NODE_OPTIONS_FOR_TEST'] = 'x';
  const host = utilityHostStarter(
    {
      fork: (...parameters) => {
        forked.push(parameters);
        return child;
      },
    },
    '/out/main/token-host.js',
  ).start({ provider: 'pkcs12' });
  delete process.env['NODE_OPTIONS_FOR_TEST'];
  return { host, listeners, sent, forked };
}

describe('a token host as a utility process', () => {
  it('is told what it is as its one argument, with a clean environment and nothing to print to', () => {
    const { forked } = started();
    const [entry, parameters, options] = forked[0] as [string, string[], { stdio: string; env: object }];
    expect([entry, parameters]).toEqual(['/out/main/token-host.js', ['{"provider":"pkcs12"}']]);
    expect(options.stdio).toBe('ignore');
    expect(options.env).not.toHaveProperty('NODE_OPTIONS_FOR_TEST');
  });

  it('gets messages as they are and tells its own', () => {
    const { host, listeners, sent } = started();
    const message = { id: 1, command: 'hello' as const, request: {} };
    const heard: unknown[] = [];
    host.onMessage(answer => heard.push(answer));
    host.send(message);
    listeners.get('message')?.('answer');
    expect([sent, heard]).toEqual([[message], ['answer']]);
  });

  it('tells its end once, also to who asks late', async () => {
    const { host, listeners } = started();
    const codes: (number | null)[] = [];
    host.onExit(code => codes.push(code));
    listeners.get('exit')?.(7);
    listeners.get('exit')?.(8);
    await Promise.resolve();
    host.onExit(code => codes.push(code));
    await Promise.resolve();
    expect(codes).toEqual([7, 7]);
  });

  it('that never started can be killed without harm', () => {
    expect(() => started().host.kill()).not.toThrow();
  });
});
