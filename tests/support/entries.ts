/** Where the program's processes start: from their sources, and from the files that bundle.ts made of them. */
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const bundleFolder = at('out/tests');
export const sources = { cli: at('cli/main.ts'), host: at('native/token-host.ts') } as const;
export const bundled = {
  cli: at('out/tests/cli/main.mjs'),
  host: at('out/tests/cli/token-host.mjs'),
} as const;
