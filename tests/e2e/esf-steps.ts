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

/** Adds key files and opens them, as the screen of keys does, in one go. */
export async function openStores(app: TanbaApp, keys: readonly SandboxKey[]): Promise<void> {
  await app.page.evaluate(
    async wanted => {
      type Answer = { ok: boolean; error?: { code: string } };
      const { tanba } = window as unknown as { tanba: Record<string, (input: unknown) => Promise<Answer>> };
      const done = async (name: string, input: unknown): Promise<void> => {
        const { ok, error } = await tanba[name]!(input);
        if (!ok) throw new Error(error?.code);
      };
      await done(
        'keys.add',
        wanted.map(({ path }) => path),
      );
      for (const { path, password } of wanted) {
        await done('keys.unlock', { store: { kind: 'file', path }, pin: new TextEncoder().encode(password) });
      }
    },
    keys.map(({ path, password }) => ({ path, password })),
  );
}
