/** utilityProcess.fork as a Node child process; advanced serialisation carries bytes as bytes. */
import { fork } from 'node:child_process';
import type { UtilityProcess, UtilityProcessStarter } from '../../electron/electron.ts';

/** Exit code of a process that a signal ended. */
const signalled = 9;

export const utilityProcess: UtilityProcessStarter = {
  fork: (modulePath, parameters, options): UtilityProcess => {
    const child = fork(modulePath, parameters, {
      env: options.env,
      // Not the parent's: the child would load the stand-in too. Flags for V8 are Node's own options.
      execArgv: options.execArgv.map(argument => argument.replace(/^--js-flags=/, '')),
      serialization: 'advanced',
      stdio: ['ignore', options.stdio, options.stdio, 'ipc'],
    });
    const exited = new Promise<number>(resolve => {
      child.once('exit', code => resolve(code ?? signalled));
      // A process that could not be started ends at once.
      child.on('error', () => {
        if (child.pid === undefined) resolve(signalled);
      });
    });
    return {
      pid: child.pid,
      // Electron drops messages to a process that is gone; Node would throw.
      postMessage: message => void (child.connected && child.send(message as object, () => undefined)),
      on: (event: 'message' | 'spawn' | 'exit', listener: (value: never) => void) =>
        event === 'exit'
          ? exited.then(listener as (code: number) => void)
          : child.on(event, listener as (message: unknown) => void),
    };
  },
};
