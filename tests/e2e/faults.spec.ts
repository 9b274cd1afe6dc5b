/** What goes wrong with keys is said with its code and words, and the app goes on. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { SandboxKey } from './sandbox-keys.ts';

/** The commands that token hosts got so far, in their order, over all hosts. */
function hostCalls(folder: string): string[] {
  const log = join(folder, 'host-calls.log');
  if (!existsSync(log)) return [];
  const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => line.split(' ')[0] ?? '');
}

test('a wrong password is said so, and the right one works after it', async ({ open, keys, document }) => {
  const app = await open();
  const key = keys.key('individual');
  await app.addKeys([key]);
  await app.startSigning([document('a.txt')]);
  await app.pick(key, 'Wrong-password-1');
  await app.expectError('keystore.pin-incorrect');
  await expect(app.at('picker')).toBeVisible();
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('an empty password is not tried', async ({ start, keys, document, folder }) => {
  const app = await start({ faults: [] });
  const key = keys.key('individual');
  await app.addKeys([key]);
  await app.startSigning([document('a.txt')]);
  await app.pick(key, '');
  await app.expectError('keystore.pin-missing');
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
  expect(hostCalls(folder).filter(call => call === 'open')).toHaveLength(1);
});

const damages: Readonly<Record<string, { damage: (bytes: Buffer) => Buffer; code: RegExp }>> = {
  'half of a .p12': { damage: bytes => bytes.subarray(0, bytes.length / 2), code: /keystore\.[a-z-]+/ },
  'a text with the name of a .p12': { damage: () => Buffer.from('no key'), code: /keystore\.[a-z-]+/ },
  'an empty file': { damage: () => Buffer.alloc(0), code: /keystore\.[a-z-]+/ },
};
test('a damaged key file is said so, and the app goes on', async ({ open, keys, document }) => {
  const app = await open();
  const good = keys.key('individual');
  const damaged = Object.entries(damages).map(([name, { damage }], index): SandboxKey => {
    const path = join(keys.folder, `damaged-${index}.p12`);
    writeFileSync(path, damage(readFileSync(good.path)));
    return { ...good, id: name, path };
  });
  await app.addKeys([good, ...damaged]);
  for (const key of damaged) {
    await app.storeCard(key).getByTestId('store-unlock').click();
    await app.at('pin-input').fill(key.password);
    await app.at('unlock-confirm').click();
    await expect(app.at('error-code')).toHaveText(damages[key.id]!.code);
    await expect(app.at('error-code')).not.toContainText('pin-incorrect');
    await app.page.keyboard.press('Escape');
    await expect(app.at('pin-input')).toHaveCount(0);
  }
  await app.sign([document('a.txt')], good);
});

test('a host that is killed in the middle of a signature: said so, nothing half-made, and the next try works', async ({
  start,
  keys,
  document,
  folder,
}) => {
  const app = await start({ faults: [{ command: 'sign', call: 0, fault: 'slow', milliseconds: 60_000 }] });
  const key = keys.key('individual');
  await app.addKeys([key]);
  const contract = document('a.txt');
  await app.startSigning([contract]);
  await app.pick(key);
  await expect.poll(() => hostCalls(folder)).toContain('sign');
  const [host] = app.driver.hosts();
  process.kill(host!.pid, 'SIGKILL');
  await app.expectError('host.crashed');
  expect(existsSync(`${contract}.cms`)).toBe(false);

  // A sign is never replayed by itself, and the key is locked again.
  expect(hostCalls(folder).filter(call => call === 'sign')).toHaveLength(1);
  await app.sign([contract], key);
  expect(hostCalls(folder).filter(call => call === 'sign')).toHaveLength(2);
});

test('stopping in the middle of a signature leaves nothing half-made, and going on works', async ({
  start,
  keys,
  document,
}) => {
  const app = await start({ faults: [{ command: 'sign', call: 1, fault: 'slow', milliseconds: 25_000 }] });
  const key = keys.key('individual');
  await app.addKeys([key]);
  const documents = ['a.txt', 'b.txt', 'c.txt'].map(name => document(name));
  await app.startSigning(documents);
  await app.pick(key);
  await expect.poll(() => existsSync(`${documents[0]}.cms`)).toBe(true);
  await app.at('sign-stop').click();
  await app.expectError('host.cancelled');
  await expect(app.resultRows('signed')).toHaveCount(1);
  await expect(app.resultRows('failed')).toHaveCount(2);
  expect(documents.map(path => existsSync(`${path}.cms`))).toEqual([true, false, false]);
  await app.at('sign-again').click();
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(3);
  expect(documents.map(path => existsSync(`${path}.cms`))).toEqual([true, true, true]);
});

test('a driver that crashes takes nothing with it', async ({ start, keys, document }) => {
  const app = await start({ faults: [{ command: 'open', call: 0, fault: 'crash' }] });
  const key = keys.key('individual');
  await app.addKeys([key]);
  await app.startSigning([document('a.txt')]);
  await app.pick(key);
  await app.expectError('host.crashed');
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('a document that is gone is said so, and the others are signed', async ({ open, keys, document }) => {
  const app = await open();
  const key = keys.key('individual');
  await app.addKeys([key]);
  const [here, gone] = [document('here.txt'), document('gone.txt')];
  await app.startSigning([here, gone]);
  rmSync(gone);
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
  await app.expectError('document.not-found');
});

test('keys that do not fit are grey, with the reason', async ({ open, keys, document }) => {
  const app = await open();
  const unfit = [keys.key('expired'), keys.key('individual-rsa-auth')];
  await app.addKeys(unfit);
  for (const key of unfit) {
    await app.storeCard(key).getByTestId('store-unlock').click();
    await app.at('pin-input').fill(key.password);
    await app.at('unlock-confirm').click();
    await expect(app.storeCard(key)).toHaveAttribute('data-state', 'unlocked');
  }
  await app.startSigning([document('a.txt')]);
  for (const key of unfit) {
    await expect(app.keyCard(key)).toHaveAttribute('data-fits', 'false');
    await expect(app.keyCard(key).getByRole('radio')).toBeDisabled();
  }
});
