/** All that a verdict rests on, in the window and before real services: time-stamps, revocation, expectations, whose authorities. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './sandbox-services.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { SandboxServices } from './sandbox-services.ts';
import type { OpenOptions } from './fixtures.ts';
import type { TanbaApp } from './tanba-app.ts';
import type { VerificationReport } from '../../contract/report.ts';

type Open = (options?: OpenOptions) => Promise<TanbaApp>;

/** An app that trusts and asks the sandbox, with a key. */
async function appWith(
  open: Open,
  { settings }: SandboxServices,
  key: SandboxKey,
  more: OpenOptions['settings'] = {},
): Promise<TanbaApp> {
  const app = await open({ settings: { ...settings, ...more } });
  await app.addKeys([key]);
  return app;
}

const sentence = (app: TanbaApp) => app.at('verify-sentence');
const stampStep = (app: TanbaApp, name: string) =>
  app.page.locator(`[data-testid="verify-stamp-step"][data-step="${name}"]`);

async function chooseKind(app: TanbaApp, document: string, kind: 'xml' | 'raw'): Promise<void> {
  await app.goTo('sign');
  await app.drop([document]);
  if (kind === 'raw') await app.at('sign-more-kinds').click();
  await app.at(`sign-${kind}`).check();
  await app.at('sign-submit').click();
}

test('a time-stamped signature proves when it was made, and that its certificate was good', async ({
  open,
  services,
  document,
}) => {
  const key = services.keys.key('individual');
  const app = await appWith(open, services, key, { timestamp: 'on' });
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await app.verify([signature], 'valid');
  await expect(sentence(app)).toHaveText('The signature is valid');
  await expect(app.at('verify-time')).toContainText('the time-stamp proves it');
  for (const step of ['revocation', 'timestamp', 'validity'])
    await expect(app.step(step)).toHaveAttribute('data-status', 'ok');
  await app.at('verify-steps').locator('summary').click();
  await expect(app.step('revocation')).toContainText('OCSP');
  await app.at('verify-stamp').locator('summary').click();
  await expect(stampStep(app, 'chain')).toHaveAttribute('data-status', 'ok');
  await expect(stampStep(app, 'signature')).toBeVisible();
  // Sandbox authorities are never shown as Kazakhstan's own.
  await expect(app.at('verify-verdict')).toHaveAttribute('data-tone', 'caution');
  await expect(app.at('verify-verdict').getByTestId('trust-badge')).toHaveAttribute('data-trust', 'sandbox');
});

test('without a time-stamping service the signature is kept, and stamped later by a button', async ({
  start,
  services,
  document,
}) => {
  await services.fault('tsa', 'down');
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(start, services, key);
  await app.startSigning([document('a.txt')]);
  await app.page.keyboard.press('Escape');
  await app.at('sign-timestamp').click();
  await app.at('sign-submit').click();
  await app.pick(key);
  await expect(app.at('sign-pending')).toBeVisible();
  const state = app.resultRows('signed').getByTestId('stamp-state');
  await expect(state).toHaveAttribute('data-state', 'waiting');
  await app.at('stamp-now').click();
  await expect(state).toHaveAttribute('data-state', 'failed');
  await expect(state.getByTestId('error-notice')).toBeVisible();

  await app.driver.closeWindow();
  await services.fault('tsa', null);
  const later = await start({ again: true });
  await expect(later.at('pending-stamps')).toContainText('1 signature waits for its time-stamp');
  await later.at('pending-stamp').click();
  await expect(later.at('pending-stamps')).toHaveCount(0);
  await expect(later.at('note')).toContainText('Time-stamp added to 1 signature');
});

test('a stamp is had at once in the result when the service is back', async ({
  open,
  services,
  document,
}) => {
  await services.fault('tsa', 'forbidden');
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, key, { timestamp: 'on' });
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await services.fault('tsa', null);
  await app.at('stamp-now').click();
  await expect(app.at('stamp-state')).toHaveAttribute('data-state', 'stamped');
  await expect(app.at('sign-pending')).toHaveCount(0);
  await app.verify([signature], 'valid');
  await expect(app.step('timestamp')).toHaveAttribute('data-status', 'ok');
});

/** Of the only key that the app knows. */
async function serialOf(app: TanbaApp): Promise<string> {
  return app.page.evaluate(async () => {
    const { tanba } = window as unknown as { tanba: Record<string, (input: unknown) => Promise<unknown>> };
    const stores = (await tanba['keys.list']?.(null)) as { value: { keys: { serial: string }[] }[] };
    return stores.value[0]?.keys[0]?.serial ?? '';
  });
}

test('a revoked certificate is said to be, in the sentence and in its step', async ({
  start,
  services,
  document,
}) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(start, services, key);
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await services.revoke(await serialOf(app));
  await app.verify([signature], 'invalid');
  await expect(app.at('verify-verdict')).toContainText('The certificate was revoked');
  await expect(app.step('revocation')).toHaveAttribute('data-code', 'revocation.revoked');
});

test('what could not be asked is part of the sentence, and asked again by a button', async ({
  start,
  services,
  document,
}) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(start, services, key);
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await services.fault('ocsp', 'down');
  await services.fault('crl', 'html');
  await app.verify([signature], 'valid');
  await expect(sentence(app)).toHaveText(
    'The signature is valid; whether the certificate was revoked could not be asked',
  );
  await expect(app.at('verify-verdict')).toHaveAttribute('data-tone', 'caution');
  await expect(app.at('verify-signer')).toHaveAttribute('data-standing', 'partly');
  await services.restore();
  await app.at('verify-again').click();
  await expect(sentence(app)).toHaveText('The signature is valid');
  await app.at('verify-offline').click();
  await expect(sentence(app)).toContainText('revoked');
  await expect(app.page.getByText('Verified offline')).toBeVisible();
});

test('another signer than the one expected is said apart from whether the signature holds', async ({
  open,
  services,
  document,
}) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, key);
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await app.verify([signature], 'valid');
  const expectNumber = async (number: string): Promise<void> => {
    if (!(await app.at('verify-expect-number').isVisible())) await app.at('verify-expect').click();
    await app.at('verify-expect-number').fill(number);
    await app.at('verify-expect-set').click();
  };
  await expectNumber('123');
  await expect(app.page.getByText('12 digits are needed')).toBeVisible();
  await expectNumber('850101 300018');
  await expect(sentence(app)).toHaveText('The signature is valid, but not by the signer you expect');
  await app.expectError('policy.other-signer');
  const iin = await app.at('verify-signer').locator('.digits').first().innerText();
  await expectNumber(iin);
  await expect(app.at('verify-demand')).toHaveAttribute('data-status', 'ok');
  await expect(sentence(app)).toHaveText('The signature is valid');
  await app.at('verify-expect-clear').click();
  await expect(app.at('verify-demand')).toHaveCount(0);
});

test('XML is signed inside, in the layout that is asked for', async ({ open, services, document }) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, key);
  const invoice = document('invoice.xml', '<?xml version="1.0"?><invoice><sum>100</sum></invoice>');
  await app.goTo('sign');
  await app.drop([document('a.txt')]);
  await expect(app.at('sign-attached')).toBeVisible();
  await expect(app.at('sign-xml')).toHaveCount(0);
  await app.at('sign-clear').click();
  await app.drop([invoice]);
  await app.at('sign-xml').check();
  await expect(app.at('sign-timestamp')).toHaveCount(0);
  await app.at('sign-technical').click();
  await app.at('sign-layout').selectOption('santuario');
  await app.at('sign-submit').click();
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
  const signed = `${invoice}.signed.xml`;
  expect(readFileSync(signed, 'utf8')).toMatch(/SignatureValue>\r?\n?.*&#13;/s);
  await app.at('sign-result-verify').click();
  await expect(app.at('verify-verdict')).toHaveAttribute('data-verdict', 'valid');
  await expect(app.at('verify-signer')).toContainText('the whole document');

  // A second signature goes into a copy; both are verified.
  await app.at('verify-add-mine').click();
  await app.at('picker-confirm').click();
  await expect(app.at('verify-signer')).toHaveCount(2);
  await expect(app.at('verify-verdict')).toHaveAttribute('data-verdict', 'valid');
  expect(existsSync(`${signed}.signed.xml`)).toBe(true);
});

test('a bare signature value is one line, and offers no verifying', async ({ open, services, document }) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, key);
  const path = document('a.xml', '<a/>');
  await chooseKind(app, path, 'raw');
  await app.pick(key);
  await expect(app.resultRows('signed')).toHaveCount(1);
  expect(readFileSync(`${path}.signature.txt`, 'utf8').trim()).toMatch(/^[A-Za-z0-9+/]{300,}={0,2}$/);
  await expect(app.at('sign-result-verify')).toHaveCount(0);
});

test('one’s own signature is added to another’s, once that has been verified', async ({
  open,
  services,
  document,
}) => {
  const first = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, first, { timestamp: 'on' });
  const [signature = ''] = await app.sign([document('a.txt')], first);
  const second = services.keys.key('individual');
  await app.addKeys([second]);
  await app.goTo('sign');
  await app.drop([signature]);
  await expect(app.at('verify-verdict')).toHaveAttribute('data-verdict', 'valid');
  await app.at('verify-add-mine').click();
  await app.pick(second);
  await expect(app.at('verify-signer')).toHaveCount(2);
  await expect(sentence(app)).toHaveText('All 2 signatures are valid');
  await expect(app.at('verify-stamp')).toHaveCount(2);
});

test('the report is kept as JSON and as PDF, and the document taken out', async ({
  open,
  services,
  document,
  folder,
}) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(open, services, key, { timestamp: 'on' });
  const [signature = ''] = await app.sign([document('a.txt', 'What was signed')], key);
  await app.verify([signature], 'valid');
  const save = async (tool: string, name: string): Promise<string> => {
    const path = join(folder, name);
    await app.driver.answerDialog([path]);
    await app.at(`verify-${tool}`).click();
    await expect(app.at('note').filter({ hasText: `Saved: ${name}` })).toBeVisible();
    return path;
  };
  const json = JSON.parse(readFileSync(await save('json', 'report.json'), 'utf8')) as VerificationReport;
  expect(json).toMatchObject({ verdict: 'valid', signature: 'a.txt.cms', signers: [{ trust: 'sandbox' }] });
  expect(json.signers[0]?.trustedTime).toMatch(/^\d{4}-/);
  const pdf = readFileSync(await save('pdf', 'report.pdf'));
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.length).toBeGreaterThan(5_000);
  expect(readFileSync(await save('extract', 'taken-out.txt'), 'utf8')).toBe('What was signed');
  await app.driver.answerDialog([]);
  await app.at('verify-json').click();
  await expect(app.at('error-notice')).toHaveCount(0);
});

test('practice authorities are trusted only when switched on, and then seen on every screen', async ({
  open,
  services,
}) => {
  const app = await open({ settings: services.settings });
  await expect(app.at('trust-marker')).toHaveCount(0);
  await app.goTo('settings');
  await app.at('settings-trust-test').click();
  await expect(app.at('settings-trust-warning')).toBeVisible();
  await app.goTo('verify');
  await expect(app.at('trust-marker')).toContainText('Test stand');
  await app.at('trust-marker').click();
  await app.at('settings-trust-test').click();
  await expect(app.at('trust-marker')).toHaveCount(0);

  await app.at('settings-tsa').locator('summary').click();
  await app.at('settings-tsa-address').fill('tsa.example');
  await app.at('settings-tsa-add').click();
  await expect(app.page.getByText('An address begins with')).toBeVisible();
  await app.at('settings-tsa-address').fill('http://tsa.example/');
  await app.at('settings-tsa-add').click();
  await expect(app.at('settings-tsa-item')).toHaveCount(2);
  await app.at('settings-tsa-remove').first().click();
  await expect(app.at('settings-tsa-item')).toHaveCount(1);
  await app.at('note-action').click();
  await expect(app.at('settings-tsa-item')).toHaveCount(2);
});

test('kept evidence decides where nobody can be asked', async ({ start, services, document }) => {
  const key = services.keys.key('individual-rsa-sign');
  const app = await appWith(start, services, key, { keepEvidence: true });
  const [signature = ''] = await app.sign([document('a.txt')], key);
  await app.verify([signature], 'valid');
  expect(existsSync(`${signature}.evidence`)).toBe(true);
  await services.fault('ocsp', 'down');
  await services.fault('crl', 'down');
  await app.at('verify-offline').click();
  await expect(app.page.getByText('Verified offline')).toBeVisible();
  await expect(sentence(app)).toHaveText('The signature is valid');
  writeFileSync(`${signature}.evidence/not-an-answer`, 'x');
  await app.at('verify-offline').click();
  await expect(sentence(app)).toHaveText('The signature is valid');
});
