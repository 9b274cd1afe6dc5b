import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { hostEnvironment, hostMemory } from '../services/host-environment.ts';
import { utilityHostStarter } from './host-starter.ts';
import type { UtilityProcess } from './electron.ts';

type Forked = [string, string[], { stdio: string; env: object; execArgv: string[] }];

/** A process that would outlive the test. */
const sleeper = () => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });

function started({ installed = false } = {}) {
  const listeners = new Map<string, (value: unknown) => void>();
  const sent: unknown[] = [];
  const forked: unknown[] = [];
  const child: UtilityProcess & { pid: number | undefined } = {
    pid: undefined,
    postMessage: message => void sent.push(message),
    on: (name: string, listener: (value: never) => void) =>
      listeners.set(name, listener as (value: unknown) => void),
  };
  process.env['NODE_OPTIONS_FOR_TEST'] = 'x';
  process.env['TANBA_HOST_FAULTS'] = '/nowhere/faults.json';
  const host = utilityHostStarter(
    {
      fork: (...parameters) => {
        forked.push(parameters);
        return child;
      },
    },
    '/out/main/token-host.js',
    installed,
  ).start({ provider: 'pkcs12' });
  delete process.env['NODE_OPTIONS_FOR_TEST'];
  delete process.env['TANBA_HOST_FAULTS'];
  return { host, child, listeners, sent, forked };
}

describe('a token host as a utility process', () => {
  it('is told what it is as its one argument, with a clean environment and nothing to print to', () => {
    const { forked } = started();
    const [entry, parameters, options] = forked[0] as Forked;
    expect([entry, parameters]).toEqual(['/out/main/token-host.js', ['{"provider":"pkcs12"}']]);
    expect(options.stdio).toBe('ignore');
    expect(options.env).not.toHaveProperty('NODE_OPTIONS_FOR_TEST');
  });

  it('has the same memory as one of plain Node', () => {
    const [, , options] = started().forked[0] as Forked;
    expect(options.execArgv).toEqual([`--js-flags=${hostMemory}`]);
  });

  it('fails on demand while developing, and never in an installed program', () => {
    const environment = (installed: boolean) => (started({ installed }).forked[0] as Forked)[2].env;
    expect(environment(false)).toHaveProperty('TANBA_HOST_FAULTS', '/nowhere/faults.json');
    expect(environment(true)).not.toHaveProperty('TANBA_HOST_FAULTS');
    expect(hostEnvironment({ Tanba_Host_Faults: 'x', PATH: 'y' }, true)).toEqual({ PATH: 'y' });
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

  it('that is killed before it has a number ends when it gets one, and no other does', async () => {
    const victims = [sleeper(), sleeper()];
    const exits = victims.map(victim => once(victim, 'exit'));
    const [killed, spared] = victims.map(() => started());
    killed!.host.kill();
    for (const [index, { child, listeners }] of [killed!, spared!].entries()) {
      child.pid = victims[index]!.pid;
      listeners.get('spawn')?.(undefined);
    }
    expect(await exits[0]).toEqual([null, 'SIGKILL']);
    expect(victims[1]!.exitCode).toBeNull();
    spared!.host.kill();
    expect(await exits[1]).toEqual([null, 'SIGKILL']);
  });
});
