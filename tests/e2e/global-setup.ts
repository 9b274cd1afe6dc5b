/** Once a run: a display, demo keys, and the probe of the shell contract. Whoever starts the run has built the product. */
import { appBuild, buildIfStale } from '../../tools/build.ts';
import { ensureDisplay } from '../../tools/display.ts';
import { makeSandboxKeys } from './sandbox-keys.ts';

export default async function setUp(): Promise<() => void> {
  const display = await ensureDisplay();
  const [removeKeys] = await Promise.all([
    makeSandboxKeys(),
    buildIfStale({
      name: 'the probe',
      config: 'tests/e2e/probe/electron.vite.config.ts',
      product: 'out/probe/renderer/index.html',
      sources: [...appBuild.sources, 'tests/e2e/probe'],
    }),
  ]);
  return () => {
    removeKeys();
    display.stop();
  };
}
