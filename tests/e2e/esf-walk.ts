/** One registration walked in the window from the choice of the category to the mail's link, changing the language at every step. */
import { expect } from '@playwright/test';
import { messages } from '../../renderer/i18n/index.ts';
import { cabinetPassword, expectStep, fillData, followLink, openStores, readAgreement } from './esf-steps.ts';
import type { StepId } from '../../contract/flow.ts';
import type { Category, Project } from '../../contract/portal/model.ts';
import type { EsfPortal } from './esf-portal.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

/** What is chosen in the picker: a key file, or a token by its serial number with its PIN. */
export type Choice = SandboxKey | { readonly token: string; readonly pin: string };

export interface Walk {
  readonly categories: readonly Category[];
  readonly project?: Project;
  /** In the order in which they are asked for: the person's, the entity's. */
  readonly keys: readonly Choice[];
  readonly email: string;
  /** Of the account that exists. */
  readonly password?: string;
  /** The link is opened outside, and leads back to the screen that waits for it; else it is pasted. */
  readonly opensLink?: boolean;
  /** Begins in Kazakh, else in Russian. */
  readonly kazakh?: boolean;
}

const contracts = {
  operator: { number: 'СРП-49/1', date: '15.03.2024' },
  attorney: { number: 'ДП-7', date: '20.05.2025' },
} as const;

/** Chooses categories on the home screen, and walks to the end. */
export async function registerAs(app: TanbaApp, esf: EsfPortal, walk: Walk): Promise<void> {
  await openStores(app, walk.keys.filter(isFile));
  await app.at('nav-esf').click();
  for (const category of walk.categories) await app.at(`esf-category-${category}`).click();
  if (walk.project) {
    await app.page.locator('details.more > summary').click();
    await app.page.locator(`input[name="esf-project"][value="${walk.project}"]`).check();
  }
  await app.at('esf-start').click();
  await walkOn(app, esf, walk);
}

/** From the first step to the screen that says that the address is confirmed. */
export async function walkOn(app: TanbaApp, esf: EsfPortal, walk: Walk): Promise<void> {
  const speak = speaker(app, walk.kazakh ?? false);
  await speak('certificate');
  await app.at('esf-next').click();
  for (const key of walk.keys) await choose(app, key);
  await speak('data');
  await enterData(app, walk);
  if (walk.project) {
    await speak('contract');
    await enterContract(app, walk.project);
  }
  await speak('agreement');
  await readAgreement(app);
  await app.at('esf-next').click();
  for (const key of walk.keys) await choose(app, key);
  await speak('completion');
  await expect(app.at('esf-check-mail')).toContainText(walk.email);
  await (walk.opensLink ? openLink(app, esf) : followLink(app, esf));
  await expect(app.at('esf-registered')).toBeVisible();
}

/** As the browser does with a link of the scheme: another start of the program, which hands it over and ends. */
async function openLink(app: TanbaApp, esf: EsfPortal): Promise<void> {
  await app.goTo('settings');
  await app.driver.startAgain([await esf.newLink()]);
  await expectStep(app, 'completion');
  await expect(app.at('esf-link')).toHaveValue(/^tanba:\/\/portal\/registration\?link=/);
  await expect(app.at('esf-follow')).toBeFocused();
  await app.page.keyboard.press('Enter');
}

function isFile(choice: Choice): choice is SandboxKey {
  return 'path' in choice;
}

export async function choose(app: TanbaApp, choice: Choice): Promise<void> {
  if (isFile(choice)) return app.pick(choice);
  // A token that was opened stays so for some minutes.
  const card = app.tokenCard(choice.token);
  await card.getByRole('radio').check();
  const field = card.getByTestId('pin-input');
  await expect(field.or(card.locator('p.open'))).toBeVisible();
  if (await field.isVisible()) await field.fill(choice.pin);
  await app.at('picker-confirm').click();
}

/** Every second step in the other language: the words are there, and nothing that was typed goes. */
function speaker(app: TanbaApp, kazakh: boolean): (step: StepId) => Promise<void> {
  let language: 'kk' | 'ru' = kazakh ? 'ru' : 'kk';
  return async step => {
    await expectStep(app, step);
    language = language === 'kk' ? 'ru' : 'kk';
    await app.change({ language });
    await expect(app.page.locator(`[data-step="${step}"]`)).toContainText(messages[language].esf.step[step]);
  };
}

async function enterData(app: TanbaApp, { email, password }: Walk): Promise<void> {
  await fillData(app, email);
  await app.at('esf-password').fill(password ?? cabinetPassword);
  if (password === undefined) await app.at('esf-password-again').fill(cabinetPassword);
  await app.at('esf-next').click();
}

async function enterContract(app: TanbaApp, project: Project): Promise<void> {
  const { number, date } = contracts[project];
  await app.at('esf-contract-number').fill(number);
  await app.at('esf-contract-date').fill(date);
  // One party is not a contract: said on the spot, and nothing is sent.
  await app.at('esf-contract-parties').fill('АО «Первая сторона»');
  await app.at('esf-next').click();
  await expectStep(app, 'contract');
  await app.at('esf-contract-parties').fill('АО «Первая сторона»\nТОО «Вторая сторона»');
  await app.at('esf-next').click();
}
