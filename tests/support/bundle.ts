/**
 * Before all tests: the programs that they start in a file each, as they are built for the app. The suites start them hundreds of
 * times, and from the sources each start costs a second of processor for some five hundred modules.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'vite';
import { bundled, bundleFolder, sources } from './entries.ts';

export default async function bundle(): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node24',
      minify: false,
      // Another run of the tests may be using what lies there.
      emptyOutDir: false,
      outDir: dirname(bundled.cli),
      rolldownOptions: {
        input: {
          main: sources.cli,
          'token-host': sources.host,
          'flows-process': sources.flows,
          'portal-process': sources.portal,
          'powers-process': sources.powers,
          'cli-process': sources.commands,
        },
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
    // koffi is native, and found from where it is installed.
    ssr: { noExternal: true, external: ['koffi'] },
  });
  // cli/run.ts starts the host by its place beside cli/.
  mkdirSync(`${bundleFolder}/native`, { recursive: true });
  writeFileSync(`${bundleFolder}/native/token-host.ts`, `import '../cli/token-host.mjs';\n`);
}
