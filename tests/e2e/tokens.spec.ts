/** Tokens in the window, on the virtual token behind the real hosts: chosen, unlocked, pulled, broken, and looked into. */
import { existsSync } from 'node:fs';
import {
  insertToken,
  pullToken,
  setFaults,
  triesLeft,
  typeOnPinPad,
} from '../../native/virtual-token/token-folder.ts';
import { expect, test } from './fixtures.ts';
import { notBuilt, pin } from './virtual-tokens.ts';
import type { TanbaApp } from './tanba-app.ts';

test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);

/** Noticed within a second by the program; the rest is for a busy machine. */
const soon = { timeout: 5_000 };
const newPin = '86421357';

const storeOf = (app: TanbaApp, text: string) => app.at('store-card').filter({ hasText: text });

async function millisecondsOf(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return Math.round(performance.now() - start);
}

test('a key on a token signs; a wrong PIN costs one try, and says so before the next', async ({
  open,
  tokens,
  keys,
  document,
}) => {
  tokens.put(keys.key('individual'));
  const app = await open({ tokens });
  await app.startSigning([document('a.txt')]);
  const card = app.tokenCard('00a1');
  await expect(card).toContainText(keys.key('individual').name, soon);
  await expect(card).toHaveAttribute('data-state', 'locked');

  await app.pickOnToken('00a1', '123');
  await app.expectError('token.pin-length');
  expect(triesLeft(tokens)).toBe(10);

  await app.pickOnToken('00a1', '99999999');
  await app.expectError('token.pin-incorrect');
  expect(triesLeft(tokens)).toBe(9);
  await app.at('pin-input').fill('1');
  await expect(app.at('pin-low')).toBeVisible();

  await app.pickOnToken('00a1', pin);
  await expect(app.resultRows('signed')).toHaveCount(1);
  expect(triesLeft(tokens)).toBe(10);
  // Open for the time that the settings say: the next signature asks for nothing.
  await app.startSigning([document('b.txt')]);
  await expect(app.tokenCard('00a1').locator('p.open')).toBeVisible();
  await app.at('picker-confirm').click();
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('the last try is spent after a confirmation only, and a locked token says who unlocks it', async ({
  open,
  tokens,
  keys,
  document,
}) => {
  tokens.put(keys.key('individual'), { triesLeft: 1 });
  const app = await open({ tokens });
  await app.startSigning([document('a.txt')]);
  await expect(app.at('pin-final')).toBeVisible(soon);
  await app.pickOnToken('00a1', '99999999');
  await app.expectError('token.pin-final-try');
  expect(triesLeft(tokens)).toBe(1);

  await app.at('pin-input').fill('99999999');
  await app.at('pin-final-sure').check();
  await app.at('picker-confirm').click();
  await expect(app.tokenCard('00a1')).toHaveAttribute('data-state', 'pin-locked', soon);
  expect(triesLeft(tokens)).toBe(0);
  await expect(app.tokenCard('00a1').getByRole('radio')).toBeDisabled();
  await expect(app.tokenCard('00a1')).toContainText('The PIN is locked');
  await expect(app.tokenCard('00a1').getByTestId('token-advice')).toContainText('Kaztoken');
  await app.tokenCard('00a1').getByTestId('token-vendor').click();
  await expect.poll(() => app.driver.openedBySystem()).toEqual(['https://kaztoken.kz/']);
});

test('the PIN is typed on the token’s own pad', async ({ open, tokens, keys, document }) => {
  tokens.put(keys.key('individual'), { protectedAuthenticationPath: true });
  typeOnPinPad(tokens, pin);
  setFaults(tokens.dir, 'C_Login slow 900');
  const app = await open({ tokens });
  await app.startSigning([document('a.txt')]);
  await expect(app.at('pin-pad')).toContainText('typed on the token itself', soon);
  await expect(app.at('pin-input')).toHaveCount(0);
  await app.at('picker-confirm').click();
  await expect(app.at('pin-pad')).toContainText('Type the PIN on the token');
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('a key that wants its PIN each time is asked each time', async ({ open, tokens, keys, document }) => {
  tokens.put(keys.key('individual'), { alwaysAuthenticate: true });
  const app = await open({ tokens });
  for (const name of ['a.txt', 'b.txt']) {
    await app.startSigning([document(name)]);
    await expect(app.at('pin-input')).toBeVisible(soon);
    await app.pickOnToken('00a1', pin);
    await expect(app.resultRows('signed')).toHaveCount(1);
  }
});

test('tokens come and go while the picker is open, and nothing that was chosen or typed is lost', async ({
  open,
  tokens,
  keys,
  document,
}) => {
  const app = await open({ tokens });
  const file = keys.key('head');
  await app.addKeys([file]);
  await app.startSigning([document('a.txt')]);
  await app.at('pin-input').fill('half a pass');

  tokens.put(keys.key('individual'));
  const card = app.tokenCard('00a1');
  await expect(card).toBeVisible(soon);
  await expect(app.at('picker-news')).toContainText('plugged in');
  await expect(app.keyCard(file).getByRole('radio')).toBeChecked();
  await expect(app.at('pin-input')).toHaveValue('half a pass');

  await card.getByRole('radio').check();
  await card.getByTestId('pin-input').fill('1234');
  // waitFor() looks at every frame, expect() a few times a second: the promise is 1000 ms, the rest is for a busy machine.
  const pulled = await millisecondsOf(async () => {
    pullToken(tokens);
    await app.at('picker-away').waitFor(soon);
  });
  await expect(app.at('pin-input')).toHaveCount(0);
  const back = await millisecondsOf(async () => {
    insertToken(tokens);
    await app.at('picker-away').waitFor({ ...soon, state: 'hidden' });
  });
  process.stdout.write(`in the window a pull shows after ${pulled} ms, an insertion after ${back} ms\n`);
  expect(Math.max(pulled, back)).toBeLessThan(3_000);
  await expect(card.getByRole('radio')).toBeChecked(soon);
  await expect(app.at('pin-input')).toHaveValue('');
  await app.pickOnToken('00a1', pin);
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('a token that is pulled in the middle of a signature: nothing half-made, and the next one works', async ({
  open,
  tokens,
  keys,
  document,
}) => {
  tokens.put(keys.key('individual'));
  setFaults(tokens.dir, 'C_Sign pull-token once');
  const app = await open({ tokens });
  const contract = document('a.txt');
  await app.startSigning([contract]);
  await app.pickOnToken('00a1', pin);
  await expect(app.at('error-code')).toContainText(/token\.(?:removed|not-present|session-lost)/);
  expect(existsSync(`${contract}.cms`)).toBe(false);
  insertToken(tokens);
  await app.at('sign-again').click();
  await expect(app.tokenCard('00a1')).toHaveAttribute('data-fits', 'true', soon);
  await app.pickOnToken('00a1', pin);
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('a driver that crashes again and again is stopped, and started again by a button', async ({
  open,
  tokens,
  keys,
}) => {
  tokens.put(keys.key('individual'));
  setFaults(tokens.dir, 'C_GetSlotList crash segv');
  const app = await open({ tokens });
  await app.goTo('keys');
  const driver = app.at('driver-card');
  await expect(driver).toContainText('was stopped');
  await expect(app.at('store-card')).toHaveCount(0);
  setFaults(tokens.dir);
  await driver.getByTestId('driver-retry').click();
  await expect(storeOf(app, '00a1')).toHaveAttribute('data-state', 'locked');
  await expect(driver).toHaveCount(0);
});

test('two tokens of one label are told apart, and each has its PIN changed', async ({
  open,
  tokens,
  keys,
  document,
}) => {
  tokens.put(keys.key('individual'));
  tokens.put(keys.key('individual'), { slot: 1, serial: '00000000000000b2', pin: '13572468' });
  const app = await open({ tokens });
  await app.startSigning([document('a.txt')]);
  await expect(app.at('key-card')).toHaveCount(2, soon);
  await app.pickOnToken('00b2', '13572468');
  await expect(app.resultRows('signed')).toHaveCount(1);
  await app.goTo('keys');
  await expect(storeOf(app, '00b2')).toHaveAttribute('data-state', 'unlocked');
  await expect(storeOf(app, '00a1')).toHaveAttribute('data-state', 'locked');

  // The first has the PIN that everybody knows: the advice to change it leads to the dialog.
  await storeOf(app, '00a1').getByTestId('store-unlock').click();
  await app.at('pin-input').fill(pin);
  await app.at('unlock-confirm').click();
  await storeOf(app, '00a1').getByTestId('token-change-now').click();
  const type = (field: string, text: string) =>
    app.at(`pin-change-${field}`).getByTestId('pin-input').fill(text);
  await type('old', pin);
  await type('new', newPin);
  await type('again', '11111111');
  await app.at('pin-change-confirm').click();
  await expect(app.at('pin-change-slip')).toBeVisible();
  await type('old', pin);
  await type('new', newPin);
  await type('again', newPin);
  await app.at('pin-change-confirm').click();
  await expect(app.at('pin-change')).toHaveCount(0);
  await expect(storeOf(app, '00a1').getByTestId('token-change-now')).toHaveCount(0);

  await storeOf(app, '00a1').getByTestId('store-lock').click();
  await app.startSigning([document('b.txt')]);
  await app.pickOnToken('00a1', newPin);
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('“Where is my token?” leads to the page that looks into the drivers', async ({
  open,
  tokens,
  document,
}) => {
  const app = await open({ tokens });
  await app.startSigning([document('a.txt')]);
  await app.at('picker-where').click();
  await app.at('help-doctor').click();
  const row = app.at('doctor-vendor').filter({ hasText: 'librtpkcs11ecp.so' });
  // This computer may have drivers of its own; ours is known by its place.
  await expect(row).toHaveAttribute('data-finding', 'no-token');

  tokens.put(null);
  await app.at('doctor-run').click();
  await expect(row).toHaveAttribute('data-finding', 'no-certificate');
  await expect(app.at('doctor-headline')).toHaveAttribute('data-headline', /works|locked/);
  await app.at('doctor-copy').click();
  await expect(app.at('note')).toContainText(['copied']);
  await app.goTo('settings');
  await app.page.getByText('Drivers', { exact: true }).click();
  await expect(app.at('settings-library-item')).toHaveCount(1);
  await app.at('settings-library-remove').click();
  await expect(app.at('settings-library-item')).toHaveCount(0);
  await app.goTo('keys');
  await expect(app.at('store-card')).toHaveCount(0);
});
