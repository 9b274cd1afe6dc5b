/** One registration walked in the window, wholly in one language, from the choice of the category to the mail's link. */
import { expect } from '@playwright/test';
import {
  cabinetPassword,
  expectStep,
  expectStepIn,
  fillData,
  fillFields,
  followLink,
  readAgreement,
  savedForms,
} from './esf-steps.ts';
import type { WalkLanguage } from './esf-steps.ts';
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
}

const contracts = {
  operator: { number: 'СРП-49/1', date: '15.03.2024' },
  attorney: { number: 'ДП-7', date: '20.05.2025' },
} as const;

/** What a walk is walked with: the keys are open. */
export interface Walker {
  readonly app: TanbaApp;
  readonly esf: EsfPortal;
  /** Of the window. */
  readonly language: WalkLanguage;
}

/** Chooses categories on the home screen, and walks to the end. */
export async function registerAs(walker: Walker, walk: Walk): Promise<void> {
  const { app } = walker;
  await app.at('nav-esf').click();
  for (const category of walk.categories) await app.at(`esf-category-${category}`).click();
  if (walk.project) {
    const project = app.page.locator(`input[name="esf-project"][value="${walk.project}"]`);
    // What was opened once stays open.
    if (!(await project.isVisible())) await app.page.locator('details.more > summary').click();
    await project.check();
  }
  await app.at('esf-start').click();
  await walkOn(walker, walk);
}

/** From the first step to the screen that says that the address is confirmed. */
export async function walkOn({ app, esf, language }: Walker, walk: Walk): Promise<void> {
  const at = (step: StepId): Promise<void> => expectStepIn(app, language, step);
  await at('certificate');
  await app.at('esf-next').click();
  for (const key of walk.keys) await choose(app, key);
  await at('data');
  await enterData(app, walk);
  if (walk.project) {
    await at('contract');
    await enterContract(app, walk.project);
  }
  await at('agreement');
  await readAgreement(app);
  await expect(app.at('esf-agreement')).toHaveAttribute('lang', language);
  await app.at('esf-next').click();
  for (const key of walk.keys) await choose(app, key);
  await at('completion');
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

async function enterData(app: TanbaApp, { email, password }: Walk): Promise<void> {
  await fillData(app, email, {
    'esf-password': password ?? cabinetPassword,
    ...(password === undefined && { 'esf-password-again': cabinetPassword }),
  });
  await app.at('esf-next').click();
}

async function enterContract(app: TanbaApp, project: Project): Promise<void> {
  const { number, date } = contracts[project];
  const [first, second] = ['АО «Первая сторона»', 'ТОО «Вторая сторона»'];
  await fillFields(app, {
    'esf-contract-number': number,
    'esf-contract-date': date,
    'esf-contract-parties': first,
  });
  // One party is not a contract: said on the spot, and nothing is sent.
  await app.at('esf-next').click();
  await expect(app.at('esf-contract-parties')).toHaveAttribute('aria-invalid', 'true');
  await expect(app.at('esf-contract-parties')).toBeFocused();
  await fillFields(app, { 'esf-contract-parties': `${first}\n${second}` });
  await expect
    .poll(() => app.page.evaluate(savedForms))
    .toContainEqual(expect.objectContaining({ contractParties: [first, second] }));
  await app.at('esf-next').click();
}
