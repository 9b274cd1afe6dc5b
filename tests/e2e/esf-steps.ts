/** What a person does in ИС ЭСФ, step by step. */
import { expect } from '@playwright/test';
import type { EsfPortal } from './esf-portal.ts';
import type { SandboxKey } from './sandbox-keys.ts';
import type { TanbaApp } from './tanba-app.ts';

export const cabinetPassword = 'Qwerty12x';
const patience = { timeout: 30_000 };

export async function begin(app: TanbaApp, category: string): Promise<void> {
  await app.at('nav-esf').click();
  await app.at(`esf-category-${category}`).click();
  await app.at('esf-start').click();
  await expectStep(app, 'certificate');
}

export async function expectStep(app: TanbaApp, step: string): Promise<void> {
  await expect(app.page.locator(`[data-step="${step}"][data-state="current"]`)).toBeVisible(patience);
}

export async function presentKey(app: TanbaApp, key: SandboxKey): Promise<void> {
  await app.at('esf-next').click();
  await app.pick(key);
  await expectStep(app, 'data');
}

export async function fillData(app: TanbaApp, email: string): Promise<void> {
  await app.at('esf-phone').fill('8 (701) 555-01-01');
  await app.at('esf-email').fill(email);
  await app.at('esf-documentNumber').fill('012345678');
  await app.at('esf-documentIssued').fill('05.05.2015');
  await app.at('esf-documentIssuer').fill('МВД РК');
}

export async function sendData(app: TanbaApp, email: string): Promise<void> {
  await fillData(app, email);
  await app.at('esf-password').fill(cabinetPassword);
  await app.at('esf-password-again').fill(cabinetPassword);
  await app.at('esf-next').click();
  await expectStep(app, 'agreement');
}

export async function readAgreement(app: TanbaApp): Promise<void> {
  await expect(app.at('esf-agreement')).toBeVisible(patience);
  if (await app.at('esf-agreement-end').isVisible()) await app.at('esf-agreement-end').click();
  await expect(app.at('esf-agreement-read')).toBeVisible();
}

export async function signAgreement(app: TanbaApp, key: SandboxKey): Promise<void> {
  await readAgreement(app);
  await app.at('esf-next').click();
  await app.pick(key);
  await expectStep(app, 'completion');
}

export async function followLink(app: TanbaApp, esf: EsfPortal): Promise<void> {
  await app.at('esf-link').fill(await esf.newLink());
  await app.at('esf-follow').click();
}

export async function logIn(app: TanbaApp, key: SandboxKey, password = cabinetPassword): Promise<void> {
  await app.at('esf-login-next').click();
  await app.pick(key);
  await app.at('esf-cabinet-password').fill(password);
  await app.at('esf-login-next').click();
}

/** The whole way, from the choice of the category to a session. */
export async function register(
  app: TanbaApp,
  esf: EsfPortal,
  category: string,
  key: SandboxKey,
  email: string,
): Promise<void> {
  await begin(app, category);
  await presentKey(app, key);
  await sendData(app, email);
  await signAgreement(app, key);
  await followLink(app, esf);
  await expect(app.at('esf-registered')).toBeVisible(patience);
  await app.at('esf-next').click();
  await logIn(app, key);
  await expect(app.at('header-session')).toBeVisible(patience);
}
