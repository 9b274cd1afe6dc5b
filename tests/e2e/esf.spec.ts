/** ИС ЭСФ in the window, at the real sandbox portal over HTTP: registering, logging in, recovering, and the errors that people meet. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { expect, test } from './esf-portal.ts';
import {
  begin,
  cabinetPassword,
  expectStep,
  fillData,
  fillFields,
  followLink,
  logIn,
  presentKey,
  readAgreement,
  savedForms,
  sendData,
} from './esf-steps.ts';
import { certificateOf } from './taxpayer-keys.ts';
import type { TanbaApp } from './tanba-app.ts';
import type { SandboxKey } from './sandbox-keys.ts';

/** Opens the store of a key on the screen of keys, so that the window knows whose it is. */
async function unlock(app: TanbaApp, key: SandboxKey): Promise<void> {
  await app.storeCard(key).getByTestId('store-unlock').click();
  await app.at('pin-input').fill(key.password);
  await app.at('unlock-confirm').click();
  await expect(app.storeCard(key).getByTestId('store-lock')).toBeVisible({ timeout: 30_000 });
}

test('the real portal does not look as if it registered anybody', async ({ open }) => {
  const app = await open({ settings: { portal: 'production' } });
  await app.at('nav-esf').click();
  await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'production');
  await expect(app.at('header-portal')).toHaveAttribute('data-portal', 'production');
  await expect(app.at('esf-start')).toHaveCount(0);
  await expect(app.at('esf-login-open')).toBeVisible();
  await app.change({ portal: 'test' });
  await expect(app.at('esf-banner')).toHaveAttribute('data-portal', 'test');
  await expect(app.at('header-portal')).toHaveAttribute('data-portal', 'test');
  await expect(app.at('esf-start')).toHaveCount(0);
});

test('a legal entity, in Russian: a key of the wrong subject, another’s default key, mended in one press; each recovery', async ({
  open,
  keys,
  esf,
}) => {
  await esf.reset();
  const app = await open({ settings: { language: 'ru', ...esf.settings } });
  const [individual, head, other] = [keys.key('individual'), keys.key('head'), keys.key('signatory')];
  await app.addKeys([individual, head, other]);
  await unlock(app, other);
  await begin(app, 'legal');

  await app.at('esf-next').click();
  await app.pick(individual);
  await expect(app.at('picker')).toContainText('Ключ не подходит для данного типа субъекта');
  await expect(app.keyCard(individual)).toHaveAttribute('data-fits', 'false');
  await app.pick(head);
  await expectStep(app, 'data');
  await app.at('esf-tab-entity').click();
  await expect(app.at('esf-subject')).toContainText('ПЕСОЧНЫЙ ДВОР');
  await sendData(app, 'head@sandbox.example');

  await setDefaultKey(app, other);
  await readAgreement(app);
  await expect(app.at('esf-default-key')).toContainText('ПЕСОЧНАЯ');
  await app.at('esf-next').click();
  await app.expectError('key.other-owner');
  await expect(app.at('error-notice')).toContainText('Не подписано сертификатом пользователя');
  await app.change({ language: 'kk' });
  await expect(app.at('error-notice')).toContainText('пайдаланушы сертификатымен қол қойылмаған', {
    ignoreCase: true,
  });
  await app.change({ language: 'ru' });
  await app.page.locator('[data-remedy="stop-default-key"]').click();
  await expect(app.keyCard(other)).toHaveAttribute('data-fits', 'false');
  await app.pick(head);
  await expectStep(app, 'completion');
  await expect(app.at('esf-default-key')).toHaveCount(0);

  await followLink(app, esf);
  await expect(app.at('esf-registered')).toBeVisible();
  await app.at('esf-next').click();
  await logIn(app, head);
  await expect(app.at('header-session')).toContainText('ПЕСОЧНЫЙ ДВОР');
  await app.at('header-logout').click();
  await expect(app.at('header-session')).toHaveCount(0);

  // Each recovery by itself: the address, then, at another time, the password; the mail goes to the new one.
  const iin = describeCertificate(certificateOf(head)).iin!;
  await app.at('nav-esf').click();
  await app.at('esf-start-recover-email').click();
  await fillFields(app, { 'esf-iin': iin, 'esf-newEmail': 'moved@sandbox.example' });
  await app.at('esf-next').click();
  await app.pick(head);
  await expectStep(app, 'email-link');
  await followLink(app, esf);
  await expect(app.at('esf-recovered')).toBeVisible();
  await app.at('nav-esf').click();
  await app.at('esf-start-recover-password').click();
  await fillFields(app, { 'esf-iin': iin, 'esf-email': 'moved@sandbox.example' });
  await app.at('esf-next').click();
  await expectStep(app, 'password-link');
  await followLink(app, esf);
  await fillFields(app, { 'esf-password': 'Another34y', 'esf-password-again': 'Another34y' });
  await app.at('esf-next').click();
  await app.pick(head);
  await expect(app.at('esf-recovered')).toBeVisible();
  await app.at('esf-next').click();
  await logIn(app, head, 'Another34y');
  await expect(app.at('header-session')).toContainText('ПЕСОЧНЫЙ ДВОР');
});

/** What the mark in the picker does, for a key that no step of this flow would take. */
async function setDefaultKey(app: TanbaApp, key: SandboxKey): Promise<void> {
  const alias = await app.page.evaluate(async path => {
    type List = () => Promise<{ value: { ref: { path?: string }; keys: { alias: string }[] }[] }>;
    const { tanba } = window as unknown as { tanba: Record<string, List> };
    const { value } = await tanba['keys.list']!();
    return value.find(({ ref }) => ref.path === path)!.keys[0]!.alias;
  }, key.path);
  await app.change({ defaultKeys: { SIGN: { store: { kind: 'file', path: key.path }, alias }, AUTH: null } });
}

test('a person, in Kazakh: goes on after the program was killed, logs in, loses address and password and recovers both', async ({
  start,
  keys,
  esf,
}) => {
  const key = keys.key('individual');
  await esf.reset();
  const first = await start({ settings: { language: 'kk', ...esf.settings } });
  await first.addKeys([key]);
  await begin(first, 'individual');
  await presentKey(first, key);
  await fillData(first, 'aizhan@sandbox.example');
  await expect
    .poll(() => first.page.evaluate(savedForms))
    .toContainEqual(expect.objectContaining({ documentIssuer: 'МВД РК' }));
  await first.driver.kill();
  const outbox = join(first.driver.userData, 'outbox');
  mkdirSync(outbox, { recursive: true });
  writeFileSync(join(outbox, `${randomUUID()}.json`), '{"id":');

  const app = await start({ again: true });
  const damage = app.at('note').filter({ hasText: 'poa.damaged' });
  await expect(damage).toContainText('бөлек сақталды');
  await damage.getByRole('button', { name: 'Хабарды жабу' }).click();
  await expect(damage).toHaveCount(0);
  await app.at('nav-esf').click();
  await app.at('esf-go-on').click();
  await expectStep(app, 'data');
  await expect(app.at('esf-documentNumber')).toHaveValue('012345678');
  await expect(app.at('esf-password')).toHaveValue('');
  await app.at('esf-password').fill(cabinetPassword);
  await app.at('esf-password-again').fill(cabinetPassword);
  await app.at('esf-next').click();
  await expectStep(app, 'agreement');
  await expect(app.at('esf-next')).toBeDisabled();
  await readAgreement(app);
  await app.at('esf-next').click();
  await app.pick(key);
  await expectStep(app, 'completion');
  await followLink(app, esf);
  await expect(app.at('esf-registered')).toBeVisible();
  await app.at('esf-next').click();
  await logIn(app, key, 'Wrong12password');
  await app.expectError('portal.password-wrong');
  await app.page.locator('[data-remedy="recover-access"]').click();
  await expectStep(app, 'password-request');
  await app.at('esf-home').click();

  await app.at('esf-start-recover-access').click();
  await app.at('esf-iin').fill('850314200177');
  await app.at('esf-newEmail').fill('new@sandbox.example');
  await app.at('esf-next').click();
  await expect(app.at('esf-iin-note')).toContainText('бақылау цифры');
  await app.at('esf-iin').fill(await iinOf(app));
  await app.at('esf-next').click();
  await app.pick(key);
  await expectStep(app, 'email-link');
  await followLink(app, esf);
  await expectStep(app, 'password-request');
  await expect(app.at('esf-email')).toHaveValue('new@sandbox.example');
  await app.at('esf-next').click();
  await expectStep(app, 'password-link');
  await followLink(app, esf);
  await app.at('esf-password').fill('Another34y');
  await app.at('esf-password-again').fill('Another34y');
  await app.at('esf-next').click();
  await app.pick(key);
  await expect(app.at('esf-recovered')).toBeVisible();
  await app.at('esf-next').click();
  await logIn(app, key, 'Another34y');
  await expect(app.at('header-session')).toBeVisible();
});

/** Of the only key that the window knows. */
function iinOf(app: TanbaApp): Promise<string> {
  return app.page.evaluate(async () => {
    type List = () => Promise<{ value: { keys: { iin: string }[] }[] }>;
    const { tanba } = window as unknown as { tanba: Record<string, List> };
    return (await tanba['keys.list']!()).value[0]!.keys[0]!.iin;
  });
}
