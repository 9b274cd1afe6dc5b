/**
 * An enterprise from the first invitation to another head, at two computers: the head works in Russian with the company's key on a
 * token, the employee in Kazakh with key files. The portal is in this process, so that a day can pass in a moment.
 */
import { join } from 'node:path';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import { appLink } from '../../contract/portal/links.ts';
import { powerPresets } from '../../contract/portal/powers.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { entityFor, fullName, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import { accept, accountant, inDays, logIn, secondEmployee } from '../support/enterprise.ts';
import { invite, row } from './employee-steps.ts';
import { enter, present, startPlace } from './enterprise.ts';
import type { Place } from './enterprise.ts';
import { cabinetPassword, expectStep, openStores, presentKey, readAgreement, sendData } from './esf-steps.ts';
import { choose } from './esf-walk.ts';
import type { Choice } from './esf-walk.ts';
import { expect, test } from './fixtures.ts';
import { lookAt } from './look-at.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';
import { notBuilt, pin } from './virtual-tokens.ts';

const former = personFor('former head, still at the portal');
const successor = personFor('new head of the same entity');
const entity = entityFor('head replaced');
const dayMs = 24 * 60 * 60_000;
/** More than a full accountant: decides over people, too. */
const trusted: readonly Power[] = ['employee.add', 'employee.powers'];

interface Life {
  readonly portal: Place['portal'];
  readonly head: TanbaApp;
  readonly worker: TanbaApp;
  readonly onToken: Choice;
  readonly keys: Readonly<Record<'personal' | 'signatory' | 'successor', SandboxKey>>;
  /** What the second employee, at no window, may do now: '' or the code of the refusal. */
  secondMay(power: Power): Promise<string>;
}

const typed = (day: string): string => day.split('-').toReversed().join('.');
const today = (): string => typed(dayInKazakhstan(new Date()));
const inAMonth = (): string => typed(inDays(30));
const invitation = (link: string): string => appLink({ kind: 'invitation', link });
const rowsIn = (app: TanbaApp, state: string) =>
  app.page.locator(`[data-testid="poa-row"][data-state="${state}"]`);

async function openUsers(app: TanbaApp): Promise<void> {
  await app.at('nav-esf').click();
  await app.at('esf-tab-esfUsers').click();
}

async function openPowers(app: TanbaApp): Promise<void> {
  await app.at('nav-esf').click();
  await app.at('esf-tab-poaList').click();
}

/** Switched on and saved, with a key of the enterprise. */
async function activate(app: TanbaApp, iin: string, key: Choice, active: string): Promise<void> {
  await row(app, iin).getByTestId('employee-active').click();
  await app.at('employees-save').click();
  await app.at('save-sign').click();
  await choose(app, key);
  await expect(row(app, iin)).toContainText(active);
}

/** From the open dialog of powers to the document that is in force; `until` null: for as long as is suggested. */
async function giveTo(app: TanbaApp, until: string | null, key: Choice, plan: string): Promise<void> {
  if (until !== null) await app.at('powers-until').fill(until);
  await app.at('powers-next').click();
  await expect(app.at('plan')).toContainText(plan);
  await app.at('powers-next').click();
  await app.at('poa-sign-send').click();
  await choose(app, key);
  await expect(app.at('poa-document-state')).toHaveAttribute('data-state', 'active');
}

async function openGiving(app: TanbaApp, iin: string): Promise<void> {
  await row(app, iin).getByTestId('employee-open').click();
  await app.at('employee-powers').click();
}

const state = (app: TanbaApp) => expect(app.at('membership').first());
const granted = (app: TanbaApp) => expect(app.at('granted-powers').locator('li'));

test('invited, used, changed, expired, revoked, and another head in the middle', async ({
  start,
  folder,
  tokens,
}) => {
  test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);
  test.setTimeout(200_000);
  let passed = 0;
  const now = (): Date => new Date(Date.now() + passed);
  const { portal, settings, keyOf } = await startPlace(join(folder, 'enterprise'), { now });
  tokens.put(keyOf('company', { person: former, company: entity }));
  const life: Life = {
    portal,
    head: await start({ settings: { language: 'ru', ...settings }, tokens, computer: 'head' }),
    worker: await start({ settings: { language: 'kk', ...settings }, computer: 'worker' }),
    onToken: { token: '00a1', pin },
    keys: {
      personal: keyOf('accountant', { person: accountant }),
      signatory: keyOf('signatory', { person: accountant, company: entity, profile: 'signatory' }),
      successor: keyOf('successor', { person: successor, company: entity }),
    },
    secondMay: await eyesOf(portal),
  };
  const { head, worker, keys } = life;
  for (const { page } of [head, worker]) page.setDefaultTimeout(30_000);
  const personalHead = keyOf('head', { person: former });
  await openStores(head, [personalHead, keys.personal]);
  await openStores(worker, Object.values(keys));
  await enter(head, personalHead, entity.name);

  await test.step('invited, once more, and another one withdrawn', () => inviting(life));
  await test.step('made active', async () => {
    await openUsers(head);
    await head.at('employees-refresh').click();
    await activate(head, accountant.iin, life.onToken, 'Активный');
  });
  await test.step('given powers', () => giving(life));
  await test.step('used', () => using(life));
  await test.step('changed by two at once', () => clashing(life));
  await test.step('changed', () => changing(life));
  await test.step('expired', async () => {
    passed = dayMs;
    await expired(life);
    passed = 0;
  });
  await test.step('revoked', () => revoking(life));
  await test.step('another head', () => replacing(life, personalHead));
  await test.step('left', () => leaving(life));
  expect(await head.driver.policyViolations()).toEqual([]);
  await portal.close();
});

async function eyesOf(portal: Place['portal']): Promise<Life['secondMay']> {
  let token: string | null = null;
  return async power => {
    token ??= await logIn(portal, secondEmployee, entity.bin);
    return (await portal.call('powers.use', undefined, { params: { power }, token })).code;
  };
}

async function inviting({ portal, head, worker, keys }: Life): Promise<void> {
  await openUsers(head);
  await invite(head, accountant.iin, accountant.email);
  const first = portal.lastLink(accountant.email);
  await row(head, accountant.iin).getByTestId('employee-open').click();
  await head.at('employee-resend').click();
  await expect(head.at('note').last()).toContainText('прежняя ссылка больше не действует');
  await invite(head, secondEmployee.iin, secondEmployee.email);
  await row(head, secondEmployee.iin).getByTestId('employee-open').click();
  await head.at('employee-withdraw').click();
  await expect(row(head, secondEmployee.iin)).toContainText('Отозван');

  await present(worker, keys.personal);
  await expect(worker.at('header-session')).toBeVisible();
  await worker.at('esf-tab-esfEnterprises').click();
  await worker.at('esf-link').fill(invitation(first));
  await worker.at('esf-follow').click();
  await worker.expectError('portal.link-invalid');
  await worker.at('esf-link').fill(invitation(portal.lastLink(accountant.email)));
  await worker.at('esf-follow').click();
  await worker.at('accept-sign').click();
  await worker.pick(keys.personal);
  await state(worker).toHaveAttribute('data-state', 'inactive');
}

/** A preset of one's own is made, renamed, deleted, and had back. */
async function giving({ head, onToken }: Life): Promise<void> {
  await openGiving(head, accountant.iin);
  await head.at('preset-full-accountant').click();
  for (const power of trusted) await head.at(`power-${power}`).check();
  await head.at('preset-save').click();
  await head.at('preset-name').fill('Главбух');
  await head.at('preset-keep').click();
  await head.at('preset-rename').click();
  await head.at('preset-name').fill('Правая рука');
  await head.at('preset-keep').click();
  await expect(head.at('preset-own')).toHaveText('Правая рука');
  await head.at('preset-remove').click();
  await expect(head.at('preset-own')).toHaveCount(0);
  await head.at('note').getByRole('button', { name: 'Вернуть' }).click();
  await head.at('preset-invoices-only').click();
  await head.at('preset-own').click();
  for (const power of trusted) await expect(head.at(`power-${power}`)).toBeChecked();
  await giveTo(head, '31.12.2029', onToken, 'Добавлять сотрудника');
}

/** The employee acts for the enterprise: invites, makes active, hands on what he has; with the enterprise's key in his own name. */
async function using({ portal, worker, keys, secondMay }: Life): Promise<void> {
  await worker.at('memberships-refresh').click();
  await state(worker).toHaveAttribute('data-state', 'active');
  await granted(worker).toHaveCount(powerPresets['full-accountant'].length + trusted.length);
  await worker.at('membership-work').click();
  await expect(worker.at('header-session')).toContainText(entity.name);
  // His own is not his to renew.
  await worker.at('esf-tab-poaList').click();
  await expect(rowsIn(worker, 'active').getByTestId('poa-revoke')).toHaveCount(1);
  await expect(worker.at('poa-renew')).toHaveCount(0);
  await worker.at('esf-tab-esfUsers').click();
  await row(worker, accountant.iin).getByTestId('employee-open').click();
  await expect(worker.at('edit-position')).toBeVisible();
  await expect(worker.at('employee-powers')).toHaveCount(0);
  await worker.page.keyboard.press('Escape');
  await invite(worker, secondEmployee.iin, secondEmployee.email);
  const found = portal.db.get<{ id: string }>(
    "SELECT id FROM employees WHERE iin = ? AND state = 'invited'",
    secondEmployee.iin,
  );
  await accept(portal, secondEmployee, found!.id);
  await worker.at('employees-refresh').click();
  const last = row(worker, secondEmployee.iin).filter({ hasText: 'Белсенді' });
  await expect(last).toHaveCount(1);
  await last.getByTestId('employee-active').click();
  await worker.at('employees-save').click();
  await worker.at('save-sign').click();
  await worker.pick(keys.signatory);
  await expect(worker.at('employees-unsaved')).toHaveCount(0);
  expect(await secondMay('invoice.view')).toBe('portal.no-power');
  await last.getByTestId('employee-open').click();
  await worker.at('employee-powers').click();
  await worker.at('power-invoice.view').check();
  // Not for longer than he has it himself.
  await worker.at('powers-until').fill('31.12.2029');
  await worker.at('powers-next').click();
  await expect(worker.at('powers-until-note')).not.toBeEmpty();
  await worker.at('powers-until').fill(inAMonth());
  await giveTo(worker, null, keys.signatory, 'Шот-фактура');
  expect(await secondMay('invoice.view')).toBe('');
}

async function editPosition(app: TanbaApp, iin: string, active: string, position: string): Promise<void> {
  await row(app, iin).filter({ hasText: active }).getByTestId('employee-open').click();
  await app.at('edit-position').fill(position);
  await app.at('employee-keep').click();
  await app.at('employees-save').click();
  await expect(app.at('signed-text-open')).toBeVisible();
}

/** While the head reads what is to be signed the employee saves the same record: both versions are shown, and nothing is lost. */
async function clashing({ head, worker, onToken, keys }: Life): Promise<void> {
  await openUsers(head);
  await head.at('employees-refresh').click();
  await editPosition(head, secondEmployee.iin, 'Активный', 'Экономист');
  await openUsers(worker);
  await editPosition(worker, secondEmployee.iin, 'Белсенді', 'Кассир');
  await worker.at('save-sign').click();
  await worker.pick(keys.signatory);
  await expect(worker.at('employees-unsaved')).toHaveCount(0);
  await head.at('save-sign').click();
  await choose(head, onToken);
  await expect(head.at('merge')).toContainText('Кассир');
  await head.at('merge-mine').check();
  await head.at('save-sign').click();
  await expect(head.at('save-differences')).toContainText('Экономист');
  await head.at('save-sign').click();
  await choose(head, onToken);
  await expect(head.at('employees-unsaved')).toHaveCount(0);
  await expect(row(head, secondEmployee.iin).filter({ hasText: 'Экономист' })).toHaveCount(1);
}

/** Fewer powers, and only for today. Whoever works at the other computer meets the refusal, and then sees it. */
async function changing({ head, worker, onToken }: Life): Promise<void> {
  await openUsers(worker);
  await worker.at('employees-invite').click();
  await worker.at('invite-iin').fill(successor.iin);
  await openUsers(head);
  await head.at('employees-refresh').click();
  await openGiving(head, accountant.iin);
  await head.at('power-employee.add').uncheck();
  await giveTo(head, today(), onToken, 'Уберётся');

  await worker.at('invite-next').click();
  await worker.expectError('portal.no-power');
  await worker.page.keyboard.press('Escape');
  await expect(worker.at('employees-invite')).toHaveCount(0);
  await expect(row(worker, accountant.iin)).toBeVisible();
}

async function expired({ head, worker, secondMay }: Life): Promise<void> {
  await worker.at('employees-refresh').click();
  await expect(worker.at('employees-not-allowed')).toBeVisible();
  await expect(worker.at('esf-tab-esfUsers')).toHaveCount(0);
  await worker.at('esf-tab-esfEnterprises').click();
  await worker.at('memberships-refresh').click();
  await granted(worker).toHaveCount(0);
  await openPowers(head);
  await expect(rowsIn(head, 'expired')).toHaveCount(1);
  await expect(rowsIn(head, 'expired').getByTestId('poa-renew')).toBeVisible();
  // What he handed on has a term of its own.
  expect(await secondMay('invoice.view')).toBe('');
}

/** A signed revocation ends at once what the other computer still shows. */
async function revoking({ head, worker, onToken, secondMay }: Life): Promise<void> {
  await worker.at('memberships-refresh').click();
  await granted(worker).toHaveCount(powerPresets['full-accountant'].length + 1);
  await openUsers(worker);
  await expect(row(worker, accountant.iin)).toBeVisible();
  await head.at('esf-tab-esf').click();
  await openPowers(head);
  await rowsIn(head, 'active')
    .filter({ hasText: fullName(accountant) })
    .getByTestId('poa-revoke')
    .click();
  await head.at('poa-revoke-confirm').click();
  await choose(head, onToken);
  await expect(rowsIn(head, 'active')).toHaveCount(1);
  await worker.at('employees-refresh').click();
  await expect(worker.at('employees-not-allowed')).toContainText('өкілеттік');
  expect(await secondMay('invoice.view')).toBe('');
}

/** The new head registers with a key in his own name; from then on the former one's window is refused. */
async function replacing({ portal, head, worker, onToken, keys }: Life, personal: SandboxKey): Promise<void> {
  const email = 'successor@sandbox.example';
  await worker.at('header-logout').click();
  await worker.at('nav-esf').click();
  await worker.at('esf-tab-esf').click();
  await worker.at('esf-start-head-change').click();
  await expectStep(worker, 'preconditions');
  await worker.at('esf-next').click();
  await expectStep(worker, 'certificate');
  await presentKey(worker, keys.successor);
  await sendData(worker, email);
  await readAgreement(worker);
  await worker.at('esf-next').click();
  await worker.pick(keys.successor);
  await expectStep(worker, 'completion');
  await worker.at('esf-link').fill(appLink({ kind: 'registration', link: portal.lastLink(email) }));
  await worker.at('esf-follow').click();
  await expect(worker.at('esf-registered')).toBeVisible();
  await worker.at('esf-home').click();
  await enter(worker, keys.successor, entity.name, cabinetPassword);

  await openPowers(head);
  await expect(head.at('note').last()).toContainText('Сеанс на портале завершён');
  await present(head, onToken);
  await head.expectError('portal.head-replaced');
  await expect(head.at('error-notice')).toContainText('Руководитель сменился');
  await head.at('nav-esf').click();
  await present(head, personal);
  await expect(head.at('esf-profile').filter({ hasText: entity.name })).toBeDisabled();
  await expect(head.at('esf-profile-why')).toHaveText('Руководитель сменился');
  await lookAt(head, 'esf-profile-blocked', 'ru');

  // What others gave stands, and the new head gives and ends.
  await openPowers(worker);
  await expect(rowsIn(worker, 'active')).toHaveCount(1);
  await rowsIn(worker, 'active').getByTestId('poa-revoke').click();
  await worker.at('poa-revoke-confirm').click();
  await worker.pick(keys.successor);
  await expect(rowsIn(worker, 'active')).toHaveCount(0);
  await openUsers(worker);
  await openGiving(worker, accountant.iin);
  await worker.at('preset-invoices-only').click();
  await giveTo(worker, '31.12.2029', keys.successor, 'Шот-фактура');
}

/** At the former head's computer somebody else works now, and then does not any more. */
async function leaving({ head, worker, keys, secondMay }: Life): Promise<void> {
  expect(await secondMay('invoice.view')).toBe('portal.no-power');
  await head.at('header-logout').click();
  await enter(head, keys.personal, entity.name);
  await head.at('esf-tab-esfEnterprises').click();
  await granted(head).toHaveCount(powerPresets['invoices-only'].length);
  await head.at('membership-leave').click();
  await head.at('membership-leave').click();
  await expect(head.at('note').filter({ hasText: `Вы вышли из предприятия: ${entity.name}` })).toBeVisible();
  // With the profile that was worked in its session has ended; as a person he sees what was.
  await present(head, keys.personal);
  await head.at('esf-tab-esfEnterprises').click();
  await state(head).toHaveAttribute('data-state', 'left');
  await openUsers(worker);
  await worker.at('employees-refresh').click();
  await expect(row(worker, accountant.iin)).toContainText('Кетті');
  await openPowers(worker);
  await expect(rowsIn(worker, 'active')).toHaveCount(0);
}
