import { defineConfig } from 'vitest/config';

/** Unit tests sit beside their files; vectors, interop and whole-program suites under tests/. End-to-end is Playwright's. */
export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'out/**', 'tests/e2e/**'],
    environment: 'node',
    globalSetup: 'tests/support/bundle.ts',
    // Which libraries of tokens lie on a computer must not change what a test of something else does.
    env: { TANBA_TOKEN_LIBRARIES: '' },
    // Suites start real processes and generate RSA keys: generous for a loaded two-core machine, and nothing is measured here.
    testTimeout: 180_000,
    hookTimeout: 240_000,
    maxWorkers: 2,
  },
});
