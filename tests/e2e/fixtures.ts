/** What specs share: apps with user data of their own, ended after the test, and a folder with keys and documents. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { root } from '../../tools/run.ts';
import { launchApp } from './launch.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { TanbaApp } from './tanba-app.ts';
import type { Settings } from '../../contract/settings.ts';
import type { AppDriver } from './app-driver.ts';
import { makeVirtualTokens } from './virtual-tokens.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { VirtualTokens } from './virtual-tokens.ts';

export { expect } from '@playwright/test';

/** How the product is started for a test. */
export interface StartOptions {
  readonly settings?: Partial<Settings>;
  /** A later start: everything as the one before left it. */
  readonly again?: boolean;
  /** Another person's computer: nothing of the first one's is there. */
  readonly computer?: string;
  /** A person's files on the command line. */
  readonly files?: readonly string[];
  /** What the token host does wrong, see native/fake-provider.ts. */
  /** The libraries of tokens that are there; without them none is, whatever this computer has. */
  readonly tokens?: VirtualTokens;
  readonly faults?: readonly { command: string; call?: number; fault: string; milliseconds?: number }[];
}

interface Fixtures {
  /** A folder of the test's own, removed after it. */
  readonly folder: string;
  readonly keys: SandboxKeys;
  /** A folder of virtual tokens, with none in it. */
  readonly tokens: VirtualTokens;
  /** Writes a document into the test's folder; its path. */
  readonly document: (name: string, content?: string) => string;
  /** Starts the product: in English, light, trusting the sandbox, unless the options say otherwise. */
  readonly start: (options?: StartOptions) => Promise<TanbaApp>;
  /** The probe of the shell contract, just started; for tests that end it or lead it astray. */
  readonly freshProbe: AppDriver;
  /** The probe, one for many tests, with its page loaded anew. */
  readonly probe: AppDriver;
}

interface WorkerFixtures {
  readonly sharedProbe: AppDriver;
}

const freshFolder = (purpose: string) => mkdtempSync(join(tmpdir(), `tanba-${purpose}-`));
const removeFolder = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
const probeEntry = join(root, 'out', 'probe', 'main', 'main.js');
const appEntry = join(root, 'out', 'main', 'main.js');

async function withProbe(folder: string, use: (driver: AppDriver) => Promise<void>): Promise<void> {
  const driver = await launchApp({ entry: probeEntry, userData: join(folder, 'user-data') });
  await use(driver);
  await driver.dispose();
}

async function startProduct(folder: string, keys: SandboxKeys, options: StartOptions): Promise<TanbaApp> {
  const userData = join(folder, options.computer ?? 'user-data');
  mkdirSync(userData, { recursive: true });
  const settings: Partial<Settings> = {
    language: 'en',
    theme: 'light',
    trust: [keys.authorities],
    tokenLibraries: options.tokens ? [options.tokens.library] : [],
    ...options.settings,
  };
  if (!options.again) writeFileSync(join(userData, 'settings.json'), JSON.stringify(settings));
  const script = join(folder, 'faults.json');
  writeFileSync(
    script,
    JSON.stringify({ calls: join(folder, 'host-calls.log'), faults: options.faults ?? [] }),
  );
  const env = {
    TANBA_TOKEN_LIBRARIES: '',
    ...(options.faults && { TANBA_HOST_FAULTS: script }),
    ...(options.tokens && { TANBA_VIRTUAL_TOKEN: options.tokens.dir }),
  };
  return new TanbaApp(await launchApp({ entry: appEntry, userData, parameters: options.files ?? [], env }));
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: async ({}, use) => {
    const folder = freshFolder('e2e');
    await use(folder);
    removeFolder(folder);
  },
  keys: ({ folder }, use) => use(copySandboxKeys(join(folder, 'keys'))),
  tokens: ({ folder }, use) => use(makeVirtualTokens(folder)),
  document: ({ folder }, use) =>
    use((name, content = `Content of ${name}\n`) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    }),
  start: async ({ folder, keys }, use) => {
    const started: TanbaApp[] = [];
    await use(async (options = {}) => {
      const app = await startProduct(folder, keys, options);
      started.push(app);
      return app;
    });
    for (const app of started) await app.driver.dispose();
  },
  sharedProbe: [
    async ({}, use) => {
      const folder = freshFolder('probe');
      await withProbe(folder, use);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
  probe: async ({ sharedProbe }, use) => {
    await sharedProbe.page.reload();
    await use(sharedProbe);
  },
  freshProbe: ({ folder }, use) => withProbe(folder, use),
});
