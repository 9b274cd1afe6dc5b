import { defineConfig } from 'vitest/config';

/** They watch the calls of a module, which another file may have loaded before: these have modules of their own. */
const watching = ['core/crypto/base-multiple.test.ts'];
const elsewhere = ['node_modules/**', 'out/**', 'tests/e2e/**'];

/** Unit tests sit beside their files; vectors, interop and whole-program suites under tests/. End-to-end is Playwright's. */
export default defineConfig({
  test: {
    globalSetup: 'tests/support/bundle.ts',
    // For two cores: programs that were started are waited for much of the time.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        // One set of modules in each worker: loading them anew for each file costs more than most of its tests.
        test: {
          name: 'shared',
          include: ['**/*.test.ts'],
          exclude: [...elsewhere, ...watching],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'watching', include: watching } },
    ],
    environment: 'node',
    // Which libraries of tokens lie on a computer must not change what a test of something else does.
    env: { TANBA_TOKEN_LIBRARIES: '' },
    // Suites start real processes and generate RSA keys: generous for a loaded two-core machine, and nothing is measured here.
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
