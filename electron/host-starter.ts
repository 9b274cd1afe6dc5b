/** Starts token hosts as Electron's utility processes; services/node-host-starter.ts is its twin for plain Node. */
import { hostEnvironment } from '../services/host-environment.ts';
import type { HostProcess, HostStarter } from '../services/ports.ts';
import type { UtilityProcess, UtilityProcessStarter } from './electron.ts';

/** `entry` is the built native/token-host. */
export function utilityHostStarter(utilityProcess: UtilityProcessStarter, entry: string): HostStarter {
  return {
    start: spec =>
      hostProcess(
        utilityProcess.fork(entry, [JSON.stringify(spec)], {
          serviceName: 'Tanba token host',
          // What a driver prints may hold anything; nobody reads it.
          stdio: 'ignore',
          env: hostEnvironment(process.env),
        }),
      ),
  };
}

function hostProcess(child: UtilityProcess): HostProcess {
  const exited = new Promise<number>(resolve => {
    child.on('exit', resolve);
  });
  return {
    send: message => child.postMessage(message),
    onMessage: listener => void child.on('message', listener),
    onExit: listener => void exited.then(listener),
    kill: () => end(child),
  };
}

/** Not utilityProcess.kill(): that asks, and a driver that hangs does not answer. */
function end(child: UtilityProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
