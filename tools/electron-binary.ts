/** Whether Electron's binary is on this machine. Asking never downloads it; `require('electron')` would. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.ts';

const folder = join(root, 'node_modules', 'electron');

/** Path of the executable, or null. */
export function findElectron(): string | null {
  const named = readIfThere(join(folder, 'path.txt'));
  const distribution = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  if (named === null && !process.env.ELECTRON_OVERRIDE_DIST_PATH) return null;
  const path = join(distribution, named ?? 'electron');
  return existsSync(path) ? path : null;
}

/** The script of the npm package that downloads the binary. */
export const electronInstaller = join(folder, 'install.js');

export function electronVersion(): string {
  return (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;
}

function readIfThere(file: string): string | null {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
