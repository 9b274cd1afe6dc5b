/**
 * A provider that misbehaves on demand, for tests and for showing what the program does then: the keys are real, the
 * faults are those of drivers. It is asked for by the environment variable TANBA_HOST_FAULTS, the path of a JSON file:
 *
 *     { "calls": "/tmp/calls.log", "faults": [{ "command": "sign", "call": 0, "fault": "hang" }] }
 *
 * Every call is a line in the file `calls`, with the process's number, before the fault and before the provider; there the
 * number of a call goes on counting when a host is replaced by another.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Provider } from './provider.ts';

const commands = ['open', 'sign', 'lock'] as const;
type Command = (typeof commands)[number];

const scriptSchema = z.object({
  calls: z.string(),
  faults: z.array(
    z.object({
      command: z.enum(commands),
      /** From 0, over all hosts; every call where it is absent. */
      call: z.number().int().optional(),
      fault: z.enum(['slow', 'hang', 'crash', 'exit', 'garbage']),
      milliseconds: z.number().optional(),
    }),
  ),
});
type Script = z.infer<typeof scriptSchema>;
type Fault = Script['faults'][number];

export function readFaults(path: string): Script {
  return scriptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function createFakeProvider(inner: Provider, script: Script): Provider {
  const misbehave = (command: Command): Fault | undefined => {
    const fault = nextFault(script, command);
    if (fault !== undefined) faults[fault.fault](fault);
    return fault;
  };
  return {
    ...inner,
    async open(request) {
      const fault = misbehave('open');
      return garbled(fault, await inner.open(request));
    },
    async sign(request) {
      const fault = misbehave('sign');
      return garbled(fault, await inner.sign(request));
    },
    lock(store) {
      misbehave('lock');
      inner.lock(store);
    },
  };
}

function nextFault({ calls, faults: listed }: Script, command: Command): Fault | undefined {
  appendFileSync(calls, `${command} ${process.pid}\n`);
  const call =
    readFileSync(calls, 'utf8')
      .split('\n')
      .filter(line => line.startsWith(`${command} `)).length - 1;
  return listed.find(fault => fault.command === command && (fault.call ?? call) === call);
}

/** As a driver does it: without returning to the event loop. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

const faults: Readonly<Record<Fault['fault'], (fault: Fault) => void>> = {
  slow: ({ milliseconds = 1000 }) => block(milliseconds),
  hang: () => block(Infinity),
  crash: () => process.abort(),
  exit: () => process.exit(1),
  garbage: () => undefined,
};

/** Something else than the contract says, where the fault asks for it. */
function garbled<T>(fault: Fault | undefined, answer: T): T {
  return fault?.fault === 'garbage' ? ({ signature: 'garbage', keys: 7 } as T) : answer;
}
