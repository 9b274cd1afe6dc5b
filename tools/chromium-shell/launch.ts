/**
 * `node tools/chromium-shell/launch.ts ENTRY [ARGUMENTS]` runs a built main process on an installed Chromium instead of
 * Electron: 'electron' is resolved to the stand-in, the rest is the product as it is. Never shipped.
 */
import { enableCompileCache, registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// The stand-in runs from its sources, and the product's main file is large: compiled once, not at each start.
enableCompileCache(join(import.meta.dirname, '..', '..', 'out', 'cache', 'shell'));

const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

const entry = process.argv[2];
if (!entry) throw new Error('Usage: node tools/chromium-shell/launch.ts ENTRY [ARGUMENTS]');
// As under Electron: the program, then the entry, then what the person gave.
process.argv.splice(1, 1);
await import(pathToFileURL(resolve(entry)).href);
