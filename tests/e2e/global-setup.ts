/** Once a run: a display, demo keys, and the probe of the shell contract. Whoever starts the run has built the product. */
import { join } from 'node:path';
import { binOf, root, runNode } from '../../tools/run.ts';
import { ensureDisplay } from '../../tools/display.ts';
import { makeSandboxKeys } from './sandbox-keys.ts';

export default async function setUp(): Promise<() => void> {
  const display = await ensureDisplay();
  const config = join(root, 'tests', 'e2e', 'probe', 'electron.vite.config.ts');
  const keys = makeSandboxKeys();
  const build = await runNode(
    [binOf('electron-vite', 'bin/electron-vite.js'), 'build', '--config', config, '--logLevel', 'warn'],
    { quiet: true },
  );
  if (build.status !== 0) throw new Error(`The probe cannot be built:\n${build.output}`);
  await keys;
  return () => display.stop();
}
