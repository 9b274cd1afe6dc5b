/** Where the program's processes start: from their sources, and from the files that bundle.ts made of them. */
import { cpSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const bundleFolder = at('out/tests');
export const sources = {
  cli: at('cli/main.ts'),
  host: at('native/token-host.ts'),
  /** What tests start to kill it, and what runs commands for them. */
  flows: at('tests/support/flows-process.ts'),
  portal: at('tests/support/portal-process.ts'),
  powers: at('tests/support/powers-process.ts'),
  commands: at('tests/support/cli-process.ts'),
} as const;
export const bundled = {
  cli: at('out/tests/cli/main.mjs'),
  host: at('out/tests/cli/token-host.mjs'),
  flows: at('out/tests/cli/flows-process.mjs'),
  portal: at('out/tests/cli/portal-process.mjs'),
  powers: at('out/tests/cli/powers-process.mjs'),
  commands: at('out/tests/cli/cli-process.mjs'),
} as const;

/** A copy of what was bundled, for a test of many minutes: another run of tests bundles anew. @returns where the program lies in it */
export function keptBundle(program: keyof typeof bundled, folder: string): string {
  cpSync(dirname(bundled[program]), folder, { recursive: true });
  return join(folder, basename(bundled[program]));
}
