/** Builds the probe into out/probe, the way the product is built. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const out = (path: string) => at(`../../../out/probe/${path}`);

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: out('main'),
      emptyOutDir: true,
      rolldownOptions: { input: { main: at('main.ts'), host: at('host.ts') } },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: out('preload'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { preload: at('preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('page'),
    base: '/',
    build: { outDir: out('renderer'), emptyOutDir: true, rolldownOptions: { input: at('page/index.html') } },
  },
});
