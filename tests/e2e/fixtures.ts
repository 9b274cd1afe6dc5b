/** What specs share: an app with fresh user data for each test, ended after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from '@playwright/test';
import { root } from '../../tools/run.ts';
import { launchApp } from './launch.ts';
import type { AppDriver } from './app-driver.ts';

export { expect } from '@playwright/test';

interface Fixtures {
  /** A folder of the test's own, removed after it. */
  readonly folder: string;
  /** The probe of the shell contract, just started; for tests that end it or lead it astray. */
  readonly freshProbe: AppDriver;
  /** The probe, one for many tests, with its page loaded anew. */
  readonly probe: AppDriver;
  /** The product. */
  readonly app: AppDriver;
}

interface WorkerFixtures {
  readonly sharedProbe: AppDriver;
}

const freshFolder = (purpose: string) => mkdtempSync(join(tmpdir(), `tanba-${purpose}-`));
const removeFolder = (folder: string) =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
const probeEntry = join(root, 'out', 'probe', 'main', 'main.js');
const appEntry = join(root, 'out', 'main', 'main.js');

/** Starts an app on user data of its own and ends it afterwards, whatever the test made of it. */
async function withApp(entry: string, folder: string, use: (driver: AppDriver) => Promise<void>) {
  const driver = await launchApp({ entry, userData: join(folder, 'user-data') });
  await use(driver);
  await driver.dispose();
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: async ({}, use) => {
    const folder = freshFolder('e2e');
    await use(folder);
    removeFolder(folder);
  },
  sharedProbe: [
    async ({}, use) => {
      const folder = freshFolder('probe');
      await withApp(probeEntry, folder, use);
      removeFolder(folder);
    },
    { scope: 'worker' },
  ],
  probe: async ({ sharedProbe }, use) => {
    await sharedProbe.page.reload();
    await use(sharedProbe);
  },
  freshProbe: ({ folder }, use) => withApp(probeEntry, folder, use),
  app: ({ folder }, use) => withApp(appEntry, folder, use),
});
