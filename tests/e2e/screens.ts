/** Every state of the window that has a look of its own, and how a test gets there; one after the other, in one app. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { SandboxKeys } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

export interface Stage {
  readonly app: TanbaApp;
  readonly keys: SandboxKeys;
  readonly folder: string;
}

export interface ScreenState<S extends Stage = Stage> {
  readonly name: string;
  /** Leads from the state before to this one. */
  readonly reach: (stage: S) => Promise<void>;
}

const documentsOf = (folder: string) =>
  [
    'Шарт № 17.pdf',
    'Договор поставки товаров от 01.11.2026 с приложениями и спецификацией, окончательная редакция.docx',
  ].map(name => join(folder, name));

async function closeDialog({ app }: Stage): Promise<void> {
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
}

export const screenStates: readonly ScreenState[] = [
  { name: 'sign-empty', reach: ({ app }) => app.goTo('sign') },
  { name: 'verify-empty', reach: ({ app }) => app.goTo('verify') },
  { name: 'keys-empty', reach: ({ app }) => app.goTo('keys') },
  { name: 'settings', reach: ({ app }) => app.goTo('settings') },
  {
    name: 'help',
    reach: async ({ app }) => {
      await app.goTo('sign');
      await app.at('help-open').click();
      await expect(app.at('help-panel')).toBeVisible();
    },
  },
  {
    name: 'sign-files',
    reach: async ({ app, folder }) => {
      await app.at('help-close').click();
      for (const path of documentsOf(folder)) writeFileSync(path, 'content\n'.repeat(5000));
      await app.drop(documentsOf(folder));
      await expect(app.at('sign-file-row')).toHaveCount(2);
    },
  },
  {
    name: 'picker-empty',
    reach: async ({ app }) => {
      await app.at('sign-submit').click();
      await expect(app.at('picker')).toBeVisible();
    },
  },
  {
    name: 'keys-locked',
    reach: async stage => {
      await closeDialog(stage);
      await stage.app.addKeys([
        stage.keys.key('individual'),
        stage.keys.key('head'),
        stage.keys.key('expired'),
      ]);
    },
  },
  {
    name: 'unlock',
    reach: async ({ app, keys }) => {
      await app.storeCard(keys.key('head')).getByTestId('store-unlock').click();
      await expect(app.at('pin-input')).toBeFocused();
    },
  },
  {
    name: 'unlock-wrong',
    reach: async ({ app }) => {
      await app.at('pin-input').fill('Wrong-password-1');
      await app.at('unlock-confirm').click();
      await app.expectError('keystore.pin-incorrect');
    },
  },
  {
    name: 'keys',
    reach: async ({ app, keys }) => {
      const { password } = keys.key('head');
      await app.at('pin-input').fill(password);
      await app.at('unlock-confirm').click();
      await expect(app.page.getByRole('dialog')).toHaveCount(0);
      await app.storeCard(keys.key('expired')).getByTestId('store-unlock').click();
      await app.at('pin-input').fill(password);
      await app.at('unlock-confirm').click();
      await expect(app.page.getByRole('dialog')).toHaveCount(0);
    },
  },
  {
    name: 'picker',
    reach: async ({ app, keys }) => {
      await app.goTo('sign');
      await app.at('sign-submit').click();
      await app.keyCard(keys.key('individual')).getByRole('radio').check();
      await expect(app.at('pin-input')).toBeVisible();
    },
  },
  {
    name: 'picker-wrong',
    reach: async ({ app }) => {
      await app.at('pin-input').fill('Құпиясөз');
      await app.at('picker-confirm').click();
      await app.expectError('keystore.pin-incorrect');
    },
  },
  {
    name: 'sign-working',
    reach: async ({ app, keys }) => {
      await app.pick(keys.key('individual'));
      await expect(app.at('sign-progress')).toBeVisible();
    },
  },
  {
    name: 'sign-stopped',
    reach: async ({ app, folder }) => {
      await app.at('sign-stop').click();
      await expect(app.resultRows('failed')).toHaveCount(documentsOf(folder).length);
    },
  },
  {
    name: 'sign-done',
    reach: async ({ app, keys, folder }) => {
      await app.at('sign-again').click();
      await app.pick(keys.key('individual'));
      await expect(app.resultRows('signed')).toHaveCount(documentsOf(folder).length);
    },
  },
  {
    name: 'sign-part',
    reach: async ({ app, keys, folder }) => {
      const more = join(folder, 'Жаңа құжат.txt');
      writeFileSync(more, 'content');
      await app.startSigning([documentsOf(folder)[0]!, more]);
      await app.pick(keys.key('individual'));
      await expect(app.resultRows('failed')).toHaveCount(1);
    },
  },
  {
    name: 'verify-valid',
    reach: ({ app, folder }) => app.verify([`${documentsOf(folder)[0]}.cms`], 'valid'),
  },
  {
    name: 'verify-invalid',
    reach: async ({ app, folder }) => {
      const bytes = readFileSync(`${documentsOf(folder)[0]}.cms`);
      bytes[bytes.indexOf('content')]! ^= 1;
      const broken = join(folder, 'broken.cms');
      writeFileSync(broken, bytes);
      await app.verify([broken], 'invalid');
    },
  },
  {
    name: 'verify-unproven',
    reach: async ({ app, folder }) => {
      await app.change({ trust: [] });
      await app.verify([`${documentsOf(folder)[1]}.cms`], 'unproven');
    },
  },
  {
    name: 'verify-needs-document',
    reach: async ({ app, keys, folder }) => {
      await app.change({ detached: true });
      const lost = join(folder, 'Жоғалған құжат.pdf');
      writeFileSync(lost, 'content');
      const [signature = ''] = await app.sign([lost], keys.key('individual'));
      rmSync(lost);
      await app.goTo('verify');
      await app.drop([signature]);
      await expect(app.at('verify-needs-content')).toBeVisible();
    },
  },
  {
    name: 'verify-refused',
    reach: async ({ app, folder }) => {
      const other = join(folder, 'not-a-signature.cms');
      writeFileSync(other, 'just words');
      await app.drop([other]);
      await expect(app.at('error-notice')).toBeVisible();
    },
  },
  {
    name: 'drop',
    reach: async ({ app, folder }) => {
      await app.goTo('sign');
      await app.driver.hoverFiles(app.page.locator('main'), documentsOf(folder));
      await expect(app.at('drop-overlay')).toBeVisible();
    },
  },
];

/** What the token host has to do wrong for these states: the first signature waits until somebody stops it. */
export const faultsOfScreens = [{ command: 'sign', call: 0, fault: 'slow', milliseconds: 120_000 }];
