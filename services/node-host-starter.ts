/** Starts token hosts as child processes of Node, for the command line and for tests; electron/ has the other starter. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { hostEnvironment, hostMemory } from './host-environment.ts';
import type { HostProcess, HostStarter } from './ports.ts';

export interface NodeHostOptions {
  /** Path of native/token-host, as TypeScript or built. */
  readonly entry: string;
  /** The environment that the host's is made from. */
  readonly environment?: NodeJS.ProcessEnv;
  /** A folder that nobody else can write to, for compiled code: a host that runs from its sources starts in a third of the time. */
  readonly compileCache?: string;
}

export function nodeHostStarter({
  entry,
  environment = process.env,
  compileCache,
}: NodeHostOptions): HostStarter {
  return {
    start: spec =>
      hostProcess(
        fork(entry, [JSON.stringify(spec)], {
          // Not what this process was started with: a debugger's port, a test runner's loader.
          execArgv: [hostMemory],
          env: { ...hostEnvironment(environment), ...(compileCache && { NODE_COMPILE_CACHE: compileCache }) },
          serialization: 'advanced',
          // What a driver prints may hold anything; nobody reads it.
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
          windowsHide: true,
        }),
      ),
  };
}

function hostProcess(child: ChildProcess): HostProcess {
  const exited = new Promise<number | null>(resolve => {
    child.once('exit', resolve);
    // Where the process could not even be started there is no exit. Failed sends come here too: the exit follows.
    child.on('error', () => {
      if (child.pid === undefined) resolve(null);
    });
  });
  return {
    send: message => void child.send(message, () => undefined),
    onMessage: listener => void child.on('message', listener),
    onExit: listener => void exited.then(listener),
    kill: () => void child.kill('SIGKILL'),
  };
}
