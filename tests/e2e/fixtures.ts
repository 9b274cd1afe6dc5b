/** What specs share: apps that are as new, and a folder with keys and documents. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { root } from '../../tools/run.ts';
import { createAppPool } from './app-pool.ts';
import { launchApp } from './launch.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { TanbaApp } from './tanba-app.ts';
import type { Settings } from '../../contract/settings.ts';
import type { AppDriver } from './app-driver.ts';
import type { AppPool } from './app-pool.ts';
import { makeVirtualTokens } from './virtual-tokens.ts';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { VirtualTokens } from './virtual-tokens.ts';

export { expect } from '@playwright/test';

/** How the product is started for a test. */
export interface StartOptions extends OpenOptions {
  /** A later start: everything as the one before left it. */
  readonly again?: boolean;
  /** Another person's computer: nothing of the first one's is there. */
  readonly computer?: string;
  /** A person's files on the command line. */
  readonly files?: readonly string[];
  /** What the token host does wrong, see native/fake-provider.ts. */
  readonly faults?: readonly { command: string; call?: number; fault: string; milliseconds?: number }[];
}

export interface OpenOptions {
  readonly settings?: Partial<Settings>;
  /** The libraries of tokens that are there; without them none is, whatever this computer has. */
  readonly tokens?: VirtualTokens;
}

interface Fixtures {
  /** A folder of the test's own, removed after it. */
  readonly folder: string;
  readonly keys: SandboxKeys;
  /** A folder of virtual tokens, with none in it. */
  readonly tokens: VirtualTokens;
  /** Writes a document into the test's folder; its path. */
  readonly document: (name: string, content?: string) => string;
  /** The product running as after its first start: in English, light, trusting the sandbox, unless the options say otherwise. */
  readonly open: (options?: OpenOptions) => Promise<TanbaApp>;
  /** Starts the product, for tests that kill it, start it again or need more said at its start than settings; else open() costs less. */
  readonly start: (options?: StartOptions) => Promise<TanbaApp>;
  /** The probe of the shell contract, just started; for tests that end it or lead it astray. */
  readonly freshProbe: AppDriver;
  /** The probe, one for many tests, with its page loaded anew. */
  readonly probe: AppDriver;
}

interface WorkerFixtures {
  readonly sharedProbe: AppDriver;
  readonly pool: AppPool;
  /** Where the virtual tokens of this worker's tests are plugged in, one test after the other. */
  readonly tokenSlots: string;
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

const settingsOf = (keys: SandboxKeys, { settings, tokens }: OpenOptions): Partial<Settings> => ({
  language: 'en',
  theme: 'light',
  trust: [keys.authorities],
  tokenLibraries: tokens ? [tokens.library] : [],
  ...settings,
});

interface Launch {
  readonly userData: string;
  /** Null: as the start before left them. */
  readonly settings: Partial<Settings> | null;
  readonly env: Readonly<Record<string, string>>;
  readonly files?: readonly string[] | undefined;
}

async function launchProduct({ userData, settings, env, files = [] }: Launch): Promise<TanbaApp> {
  mkdirSync(userData, { recursive: true });
  if (settings) writeFileSync(join(userData, 'settings.json'), JSON.stringify(settings));
  return new TanbaApp(
    await launchApp({
      entry: appEntry,
      userData,
      parameters: files,
      env: { TANBA_TOKEN_LIBRARIES: '', ...env },
    }),
  );
}

function startProduct(folder: string, keys: SandboxKeys, options: StartOptions): Promise<TanbaApp> {
  const script = join(folder, 'faults.json');
  writeFileSync(
    script,
    JSON.stringify({ calls: join(folder, 'host-calls.log'), faults: options.faults ?? [] }),
  );
  return launchProduct({
    userData: join(folder, options.computer ?? 'user-data'),
    settings: options.again ? null : settingsOf(keys, options),
    files: options.files,
    env: {
      ...(options.faults && { TANBA_HOST_FAULTS: script }),
      ...(options.tokens && { TANBA_VIRTUAL_TOKEN: options.tokens.dir }),
    },
  });
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: async ({}, use) => {
    const folder = freshFolder('e2e');
    await use(folder);
    removeFolder(folder);
  },
  keys: ({ folder }, use) => use(copySandboxKeys(join(folder, 'keys'))),
  tokens: ({ folder, tokenSlots }, use) => use(makeVirtualTokens(folder, tokenSlots)),
  document: ({ folder }, use) =>
    use((name, content = `Content of ${name}\n`) => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return path;
    }),
  open: async ({ keys, pool }, use, info) => {
    const opened: TanbaApp[] = [];
    await use(async (options = {}) => {
      const app = await pool.take(settingsOf(keys, options));
      opened.push(app);
      return app;
    });
    for (const app of opened)
      if (info.status === info.expectedStatus) await pool.giveBack(app);
      else await app.driver.dispose();
  },
  start: async ({ folder, keys }, use) => {
    const started: TanbaApp[] = [];
    await use(async (options = {}) => {
      const app = await startProduct(folder, keys, options);
      started.push(app);
      return app;
    });
    for (const app of started) await app.driver.dispose();
  },
  pool: [
    async ({ tokenSlots }, use) => {
      const folder = freshFolder('pool');
      let count = 0;
      const pool = createAppPool(settings =>
        launchProduct({
          userData: join(folder, String(++count)),
          settings,
          env: { TANBA_VIRTUAL_TOKEN: tokenSlots },
        }),
      );
      await use(pool);
      await pool.dispose();
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
  tokenSlots: [
    async ({}, use) => {
      const folder = freshFolder('tokens');
      await use(folder);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
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
