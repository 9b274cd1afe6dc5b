/** Builds what is stale and opens the window, for a person or with hot reload. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildApp } from './build.ts';
import { ensureDisplay, hasDisplay } from './display.ts';
import { binOf, root } from './run.ts';
import { chooseShell, standInLauncher, tryToGetElectron } from './shells.ts';
import type { ShellChoice } from './shells.ts';

export interface OpenOptions {
  /** Where settings and the list of keys are kept; the person's own place where absent. */
  readonly userData?: string;
  /** Documents to open. */
  readonly files?: readonly string[];
  /** With hot reload. */
  readonly develop?: boolean;
}

/** Opens the built app, says on which shell, and comes back with its exit code when the window was closed. */
export async function openApp({ userData, files = [], develop = false }: OpenOptions): Promise<number> {
  await tryToGetElectron();
  const shell = chooseShell();
  console.log(shell.says);
  const parameters = [...(userData === undefined ? [] : [`--user-data-dir=${userData}`]), ...files];
  const app = develop ? startDevelopment(shell, parameters) : startBuilt(shell, parameters);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.kill(signal));
  return new Promise(resolve => {
    app.on('exit', code => resolve(code ?? 1));
  });
}

function startBuilt(shell: ShellChoice, parameters: readonly string[]) {
  return spawn(shell.program, [...shell.parameters, ...parameters], { cwd: root, stdio: 'inherit' });
}

/** electron-vite builds main and preload, serves the page, and restarts or reloads what changed; it starts what it is told. */
function startDevelopment(shell: ShellChoice, parameters: readonly string[]) {
  const standIn = { ELECTRON_EXEC_PATH: process.execPath, ELECTRON_ENTRY: standInLauncher };
  const onStandIn = shell.name === 'chromium';
  const own = onStandIn ? [join(root, 'out', 'main', 'main.js'), ...parameters] : parameters;
  const command = [binOf('electron-vite', 'bin/electron-vite.js'), 'dev', '--watch', '--', ...own];
  return spawn(process.execPath, command, {
    cwd: root,
    env: { ...process.env, ...(onStandIn ? standIn : {}) },
    stdio: 'inherit',
  });
}

/** What the command line asks for; comes back with the exit code. */
export async function start(parameters: readonly string[]): Promise<number> {
  const develop = parameters[0] === '--dev';
  const seen = hasDisplay();
  const display = await ensureDisplay();
  if (!seen) console.log('Nobody can see this display; `npm run demo` leaves pictures of the window.');
  if (!develop) await buildApp();
  const status = await openApp({ files: develop ? parameters.slice(1) : parameters, develop });
  display.stop();
  return status;
}
