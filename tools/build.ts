/** Builds what is missing or older than what it is made from. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root, runNode } from './run.ts';

export interface Build {
  /** For the person who waits. */
  readonly name: string;
  /** Configuration of electron-vite. */
  readonly config: string;
  /** What the build writes last. */
  readonly product: string;
  /** Files and folders that it is made from. */
  readonly sources: readonly string[];
}

const appSources = ['contract', 'core', 'electron', 'native', 'renderer', 'resources', 'services'];

export const appBuild: Build = {
  name: 'the app',
  config: 'electron.vite.config.ts',
  product: 'out/renderer/index.html',
  sources: [...appSources, 'electron.vite.config.ts', 'package-lock.json'],
};

export const buildApp = (): Promise<void> => buildIfStale(appBuild);

/** Throws with the build's own words where it fails. */
export async function buildIfStale({ name, config, product, sources }: Build): Promise<void> {
  const built = join(root, product);
  if (existsSync(built) && statSync(built).mtimeMs > newest(sources)) return;
  console.log(`Building ${name}.`);
  const command = [binOf('electron-vite', 'bin/electron-vite.js'), 'build', '--config', join(root, config)];
  const { status, output } = await runNode([...command, '--logLevel', 'warn'], { quiet: true });
  if (status !== 0) throw new Error(`The build of ${name} failed:\n${output}`);
}

function newest(sources: readonly string[]): number {
  const files = sources
    .map(name => join(root, name))
    .filter(path => existsSync(path))
    .flatMap(path => (statSync(path).isDirectory() ? filesIn(path) : [path]));
  return files.reduce((latest, file) => Math.max(latest, statSync(file).mtimeMs), 0);
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name));
}
