/** What a person does in ИС ЭСФ, step by step. */
import { expect } from '@playwright/test';
import { messages } from '../../renderer/i18n/index.ts';
import type { StepId } from '../../contract/flow.ts';
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

export type WalkLanguage = 'kk' | 'ru';

/** The step, with its name in the language of the window. */
export async function expectStepIn(app: TanbaApp, language: WalkLanguage, step: StepId): Promise<void> {
  const current = app.page.locator(`html[lang="${language}"] [data-step="${step}"][data-state="current"]`);
  await expect(current).toContainText(messages[language].esf.step[step], patience);
}

export async function presentKey(app: TanbaApp, key: SandboxKey): Promise<void> {
  await app.at('esf-next').click();
  await app.pick(key);
  await expectStep(app, 'data');
}

/** @param more fields by their test id */
export async function fillData(
  app: TanbaApp,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  await fillFields(app, {
    'esf-phone': '8 (701) 555-01-01',
    'esf-email': email,
    'esf-documentNumber': '012345678',
    'esf-documentIssued': '05.05.2015',
    'esf-documentIssuer': 'МВД РК',
    ...more,
  });
}

/** Fills fields as Playwright does, all of them in one trip to the page. */
export async function fillFields(app: TanbaApp, values: Readonly<Record<string, string>>): Promise<void> {
  await expect(app.at(Object.keys(values)[0]!)).toBeEditable();
  await app.page.evaluate(fields => {
    for (const [id, text] of Object.entries(fields)) {
      const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-testid="${id}"]`)!;
      field.focus();
      field.select();
      document.execCommand('insertText', false, text);
      if (field.value === '') throw new Error(`nothing was typed into ${id}`);
      field.blur();
    }
  }, values);
}

export async function sendData(app: TanbaApp, email: string): Promise<void> {
  await fillData(app, email, { 'esf-password': cabinetPassword, 'esf-password-again': cabinetPassword });
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

/** Runs in the page: what was typed into the flows, as main keeps it. */
export async function savedForms(): Promise<unknown[]> {
  const { tanba } = window as unknown as {
    tanba: Record<string, () => Promise<{ value: { form: unknown }[] }>>;
  };
  return (await tanba['flows.list']!()).value.map(({ form }) => form);
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
