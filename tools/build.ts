/** Builds out/ where it is missing or older than what it is made from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root, runNode } from './run.ts';

const sources = [
  'contract',
  'core',
  'electron',
  'native',
  'renderer',
  'resources',
  'services',
  'electron.vite.config.ts',
  'package-lock.json',
];
/** What the build writes last. */
const product = join(root, 'out', 'renderer', 'index.html');

/** Throws with the build's own words where it fails. */
export async function buildApp(): Promise<void> {
  if (existsSync(product) && statSync(product).mtimeMs > newest()) return;
  console.log('Building the app.');
  const build = await runNode(
    [binOf('electron-vite', 'bin/electron-vite.js'), 'build', '--logLevel', 'warn'],
    {
      quiet: true,
    },
  );
  if (build.status !== 0) throw new Error(`The build failed:\n${build.output}`);
}

function newest(): number {
  const files = sources
    .map(name => join(root, name))
    .flatMap(path => (existsSync(path) && statSync(path).isDirectory() ? filesIn(path) : [path]))
    .filter(path => existsSync(path));
  return files.reduce((latest, file) => Math.max(latest, statSync(file).mtimeMs), 0);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name));
}
