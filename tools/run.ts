/** Starts a program of the project and waits for it: the one place in tools/ where processes are started and their ends read. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export interface RunResult {
  readonly status: number;
  readonly output: string;
  readonly seconds: number;
}

/** The JavaScript file behind an npm package's command, so that no shell is needed on any system. */
export function binOf(packageName: string, file: string): string {
  return join(root, 'node_modules', packageName, file);
}

/** Runs `node ARGUMENTS` with this Node; shows the output while it comes unless `quiet`, and returns it. */
export function runNode(
  parameters: readonly string[],
  options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {},
): Promise<RunResult> {
  const started = performance.now();
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let output = '';
  const take = (sink: NodeJS.WriteStream) => (chunk: Buffer) => {
    output += chunk.toString();
    if (!options.quiet) sink.write(chunk);
  };
  child.stdout.on('data', take(process.stdout));
  child.stderr.on('data', take(process.stderr));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code =>
      resolve({ status: code ?? 1, output, seconds: (performance.now() - started) / 1000 }),
    );
  });
}
