/** Three builds: the main process with the token host, the preload, the renderer. What ships is out/, and from node_modules koffi alone (electron-builder.yml). */
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const devPort = 5173;

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: at('out/main'),
      emptyOutDir: true,
      rolldownOptions: {
        input: { main: at('electron/main.ts'), 'token-host': at('native/token-host.ts') },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: at('out/preload'),
      emptyOutDir: true,
      minify: true,
      rolldownOptions: {
        input: { preload: at('electron/preload.ts') },
        // Sandboxed preloads are CommonJS, and one file: they can require nothing but 'electron'.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    base: '/',
    plugins: [vue()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      minify: true,
      // A file per asset: the policy allows data: for images only.
      assetsInlineLimit: 0,
      // It comes from this machine's disk.
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: {
        input: at('renderer/index.html'),
        // In a chunk of its own it is run before every other one: schemas are made while modules are loaded.
        output: { codeSplitting: { groups: [{ name: 'in-page', test: /[\\/]contract[\\/]in-page\.ts$/ }] } },
      },
    },
    // The window loads app://tanba/, which main fetches from here; only the hot-reload socket comes here by itself.
    server: {
      host: 'localhost',
      port: devPort,
      strictPort: true,
      hmr: { protocol: 'ws', host: 'localhost', port: devPort, clientPort: devPort },
    },
  },
});
