import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';
import { defineConfig } from 'vitest/config';

/** They watch the calls of a module, which another file may have loaded before: these have modules of their own. */
const watching = ['core/crypto/base-multiple.test.ts'];
const elsewhere = ['node_modules/**', 'out/**', 'tests/e2e/**'];

/** They take longest, and in a fresh clone nothing is known of that: begun last, one of them would run alone. */
const longest = ['tests/fuzz/', 'tests/cli/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex(folder => moduleId.includes(folder));
      return index === -1 ? longest.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Unit tests sit beside their files; vectors, interop and whole-program suites under tests/. End-to-end is Playwright's. */
export default defineConfig({
  test: {
    globalSetup: 'tests/support/bundle.ts',
    // For two cores: programs that were started are waited for much of the time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
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
