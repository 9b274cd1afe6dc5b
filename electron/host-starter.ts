/** Starts token hosts as Electron's utility processes; services/node-host-starter.ts is its twin for plain Node. */
import { hostEnvironment, hostMemory } from '../services/host-environment.ts';
import type { HostProcess, HostStarter } from '../services/ports.ts';
import type { UtilityProcess, UtilityProcessStarter } from './electron.ts';

/**
 * @param entry the built native/token-host
 * @param installed whether this is an installed program, in which drivers do not fail on demand
 */
export function utilityHostStarter(
  utilityProcess: UtilityProcessStarter,
  entry: string,
  installed: boolean,
): HostStarter {
  return {
    start: spec =>
      hostProcess(
        utilityProcess.fork(entry, [JSON.stringify(spec)], {
          serviceName: 'Tanba token host',
          // What a driver prints may hold anything; nobody reads it.
          stdio: 'ignore',
          env: hostEnvironment(process.env, installed),
          // Electron puts these on the command line of Chromium's child, where V8 has a switch for its own.
          execArgv: [`--js-flags=${hostMemory}`],
        }),
      ),
  };
}

function hostProcess(child: UtilityProcess): HostProcess {
  const exited = new Promise<number>(resolve => {
    child.on('exit', resolve);
  });
  let ending = false;
  child.on('spawn', () => {
    if (ending) end(child);
  });
  return {
    send: message => child.postMessage(message),
    onMessage: listener => void child.on('message', listener),
    onExit: listener => void exited.then(listener),
    kill: () => {
      ending = true;
      end(child);
    },
  };
}

/** Not utilityProcess.kill(): that asks, and a driver that hangs does not answer. Before the start there is no number to kill. */
function end(child: UtilityProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
