/** The first slice through the whole house: sign a document with each family of keys and read the signature back. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { KeyId } from './sandbox-keys.ts';

const families: Readonly<Record<string, KeyId>> = {
  'GOST-2015-512': 'individual',
  RSA: 'individual-rsa-sign',
  'GOST-2004': 'head-gost2004',
};

for (const [family, id] of Object.entries(families)) {
  test(`signs and verifies with a ${family} key`, async ({ open, keys, document }) => {
    const app = await open();
    const key = keys.key(id);
    await app.addKeys([key]);
    const contract = document('Шарт № 17, қазақша.txt');
    const [signature = ''] = await app.sign([contract], key);
    expect(existsSync(signature)).toBe(true);

    await app.verify([signature], 'valid');
    for (const step of ['format', 'digest', 'signature', 'purpose', 'chain', 'validity'])
      await expect(app.step(step)).toHaveAttribute('data-status', 'ok');
    for (const step of ['revocation', 'timestamp'])
      await expect(app.step(step)).toHaveAttribute('data-status', 'unknown');
    await expect(app.at('verify-signer')).toContainText(key.name);

    const broken = join(dirname(signature), 'broken.txt.cms');
    const bytes = readFileSync(signature);
    bytes[bytes.indexOf('Content of')]! ^= 1;
    writeFileSync(broken, bytes);
    await app.verify([broken], 'invalid');
    await expect(app.step('digest')).toHaveAttribute('data-status', 'failed');
    expect(await app.driver.policyViolations()).toEqual([]);
  });
}

test('signs several documents with one password, and none that has a signature already', async ({
  open,
  keys,
  document,
}) => {
  const app = await open();
  const key = keys.key('individual');
  await app.addKeys([key]);
  const documents = ['a.txt', 'b.txt', 'c.txt'].map(name => document(name));
  writeFileSync(`${documents[1]}.cms`, 'somebody’s file');
  await app.startSigning(documents);
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(2);
  await expect(app.resultRows('failed')).toHaveCount(1);
  await app.expectError('output.exists');
  expect(readFileSync(`${documents[1]}.cms`, 'utf8')).toBe('somebody’s file');
  // The key stays open: the next document needs no password.
  await app.startSigning([document('d.txt')]);
  await expect(app.at('pin-input')).toHaveCount(0);
  await app.at('picker-confirm').click();
  await expect(app.resultRows('signed')).toHaveCount(1);
});

test('a detached signature finds its document beside it, and asks for it where it is gone', async ({
  open,
  keys,
  document,
  folder,
}) => {
  const app = await open({ settings: { detached: true } });
  const key = keys.key('individual');
  await app.addKeys([key]);
  const contract = document('contract.pdf');
  const [signature = ''] = await app.sign([contract], key);
  await app.verify([signature], 'valid');
  await expect(app.at('verify-content')).toHaveText('contract.pdf');

  const alone = join(folder, 'alone.cms');
  writeFileSync(alone, readFileSync(signature));
  await app.goTo('verify');
  await app.drop([alone]);
  await expect(app.at('verify-needs-content')).toBeVisible();
  await app.driver.answerDialog([contract]);
  await app.at('verify-content-choose').first().click();
  await expect(app.at('verify-verdict')).toHaveAttribute('data-verdict', 'valid');
});

test('a signature whose authority nobody trusts is unproven, not invalid', async ({
  open,
  keys,
  document,
}) => {
  const app = await open({ settings: { trust: [] } });
  const key = keys.key('individual');
  await app.addKeys([key]);
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await app.verify([signature], 'unproven');
  await expect(app.step('chain')).toHaveAttribute('data-status', 'unknown');
  await expect(app.step('signature')).toHaveAttribute('data-status', 'ok');
});

test('what was signed can be shown and opened by the system', async ({ open, keys, document, folder }) => {
  const app = await open();
  const key = keys.key('individual');
  await app.addKeys([key]);
  const contract = document('a.txt');
  await app.sign([contract], key);
  await app.at('sign-result-show').click();
  await app.at('sign-result-open').click();
  await expect.poll(() => app.driver.openedBySystem()).toEqual([folder, contract]);
});

test('documents come from a dialog, and a cancelled one changes nothing', async ({ open, document }) => {
  const app = await open();
  await app.driver.answerDialog([]);
  await app.at('sign-choose').first().click();
  await expect(app.at('sign-drop')).toBeVisible();
  await app.driver.answerDialog([document('a.txt'), document('b.txt')]);
  await app.at('sign-choose').first().click();
  await expect(app.at('sign-file-row')).toHaveCount(2);
});

test('files given at the start, and by a later start, are in the window', async ({ start, document }) => {
  const first = document('first.txt');
  const app = await start({ files: [first] });
  await expect(app.at('sign-file-row')).toHaveCount(1);
  await app.driver.startAgain([document('second.txt')]);
  await expect(app.at('sign-file-row')).toHaveCount(2);
});

test('keys, documents and signatures dropped together each find their place', async ({
  open,
  keys,
  document,
}) => {
  const app = await open();
  await app.drop([keys.key('individual').path, document('a.txt'), document('b.txt')]);
  await expect(app.at('sign-file-row')).toHaveCount(2);
  await app.goTo('keys');
  await expect(app.storeCard(keys.key('individual'))).toBeVisible();
});
