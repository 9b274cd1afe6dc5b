/** The states of the window that tokens bring, and how a test gets there; one after the other, in one app. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { removeToken, setFaults } from '../../native/virtual-token/token-folder.ts';
import { pin } from './virtual-tokens.ts';
import type { ScreenState, Stage } from './screens.ts';
import type { TanbaApp } from './tanba-app.ts';
import type { VirtualTokens } from './virtual-tokens.ts';

export type TokenStage = Stage & { readonly tokens: VirtualTokens };

const storeOf = ({ app }: Stage, text: string) => app.at('store-card').filter({ hasText: text });
const soon = { timeout: 60_000 };

/** Nobody is quick enough to put another token into a slot before it was seen to be empty. */
async function swap(app: TanbaApp, { dir }: VirtualTokens, slot: number, serial: string): Promise<void> {
  removeToken({ dir, slot });
  await expect(app.tokenCard(serial)).toHaveCount(0, soon);
}

async function closeDialog({ app }: Stage): Promise<void> {
  await app.page.keyboard.press('Escape');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
}

export const tokenStates: readonly ScreenState<TokenStage>[] = [
  {
    name: 'keys-token',
    reach: async stage => {
      const { app, tokens, keys } = stage;
      tokens.put(keys.key('individual'));
      tokens.putUnpaired(keys.key('individual-rsa-sign'), keys.key('expired'));
      tokens.put(keys.key('head'), { slot: 1, serial: '00000000000000b2', triesLeft: 3 });
      await app.goTo('keys');
      await storeOf(stage, '00a1').getByTestId('store-unlock').click(soon);
      await app.at('pin-input').fill(pin);
      await app.at('unlock-confirm').click();
      await expect(storeOf(stage, '00a1').getByTestId('token-unpaired')).toHaveCount(2, soon);
      await expect(storeOf(stage, '00b2')).toBeVisible(soon);
    },
  },
  {
    name: 'pin-change',
    reach: async stage => {
      await storeOf(stage, '00a1').getByTestId('store-change-pin').click();
      for (const [field, text] of [
        ['old', pin],
        ['new', '8642'],
        ['again', '8643'],
      ] as const)
        await stage.app.at(`pin-change-${field}`).getByTestId('pin-input').fill(text);
      await stage.app.at('pin-change-confirm').click();
      await expect(stage.app.at('pin-change-slip')).toBeVisible();
    },
  },
  {
    name: 'picker-token',
    reach: async stage => {
      const { app, folder } = stage;
      await closeDialog(stage);
      const document = join(folder, 'Шарт № 17.pdf');
      writeFileSync(document, 'content');
      await app.startSigning([document]);
      await app.tokenCard('00b2').getByRole('radio').check();
      await expect(app.at('pin-input')).toBeVisible();
    },
  },
  {
    name: 'picker-token-wrong',
    reach: async ({ app }) => {
      await app.at('pin-input').fill('99999999');
      await app.at('picker-confirm').click();
      await app.expectError('token.pin-incorrect');
    },
  },
  {
    name: 'picker-token-final',
    reach: async ({ app, tokens, keys }) => {
      await swap(app, tokens, 1, '00b2');
      tokens.put(keys.key('head'), { slot: 1, serial: '00000000000000c3', triesLeft: 1 });
      await app.tokenCard('00c3').getByRole('radio').check(soon);
      await expect(app.at('pin-final')).toBeVisible();
    },
  },
  {
    name: 'picker-token-locked',
    reach: async ({ app, tokens, keys }) => {
      await swap(app, tokens, 1, '00c3');
      tokens.put(keys.key('head'), { slot: 1, serial: '00000000000000c3', triesLeft: 0 });
      tokens.putBlank(2);
      await expect(app.at('token-advice').first()).toBeVisible(soon);
      await expect(app.tokenCard('00d4')).toBeVisible(soon);
      await app.tokenCard('00d4').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'picker-token-pad',
    reach: async ({ app, tokens, keys }) => {
      await swap(app, tokens, 2, '00d4');
      tokens.put(keys.key('individual'), {
        slot: 2,
        serial: '00000000000000e5',
        model: 'Token with a pad',
        protectedAuthenticationPath: true,
      });
      await app.tokenCard('00e5').getByRole('radio').check(soon);
      await expect(app.at('pin-pad')).toBeVisible();
    },
  },
  {
    name: 'doctor',
    reach: async stage => {
      await closeDialog(stage);
      await stage.app.goTo('keys');
      await stage.app.at('keys-where').click();
      await expect(stage.app.at('doctor-headline')).toBeVisible(soon);
      await expect(stage.app.at('doctor-progress')).toHaveAttribute('data-working', 'false', soon);
    },
  },
  {
    name: 'keys-driver-stopped',
    reach: async ({ app, tokens }) => {
      setFaults(tokens.dir, 'C_GetSlotList crash segv');
      await app.goTo('keys');
      await expect(app.at('driver-card')).toBeVisible(soon);
    },
  },
  {
    name: 'settings-tokens',
    reach: async ({ app }) => {
      await app.goTo('settings');
      const drivers = app.at('settings-drivers');
      await drivers.locator('summary').click();
      await app.at('settings-token-keep').scrollIntoViewIfNeeded();
      await drivers.scrollIntoViewIfNeeded();
    },
  },
];
