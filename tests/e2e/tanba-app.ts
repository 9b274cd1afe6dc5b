/** The product in a test's words: what a person does in the window, and what it then says. */
import { basename } from 'node:path';
import { expect } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import type { Settings } from '../../contract/settings.ts';
import type { AppDriver } from './app-driver.ts';
import type { SandboxKey } from './sandbox-keys.ts';

export type Screen = 'sign' | 'verify' | 'keys' | 'settings';
export type Verdict = 'valid' | 'invalid' | 'unproven';

/** Work with keys and hosts may take a while on a busy machine. */
const patience = { timeout: 60_000 };

export class TanbaApp {
  readonly driver: AppDriver;
  readonly page: Page;

  constructor(driver: AppDriver) {
    this.driver = driver;
    this.page = driver.page;
  }

  at(testId: string): Locator {
    return this.page.getByTestId(testId);
  }

  async goTo(screen: Screen): Promise<void> {
    await this.at(`nav-${screen}`).click();
    await expect(this.at(`nav-${screen}`)).toHaveAttribute('aria-current', 'page');
  }

  /** Drops files on the window. */
  drop(paths: readonly string[]): Promise<void> {
    return this.driver.dropFiles(this.page.locator('main'), paths);
  }

  async addKeys(keys: readonly SandboxKey[]): Promise<void> {
    await this.goTo('keys');
    await this.drop(keys.map(key => key.path));
    for (const key of keys) await expect(this.storeCard(key)).toBeVisible();
  }

  storeCard(key: SandboxKey): Locator {
    return this.at('store-card').filter({ hasText: basename(key.path) });
  }

  keyCard(key: SandboxKey): Locator {
    return this.at('key-card').filter({ hasText: basename(key.path) });
  }

  /** The card of a token's key in the picker, by anything that it says. */
  tokenCard(text: string): Locator {
    return this.at('key-card').filter({ hasText: text });
  }

  /** Chooses a token's key in the open picker, types the PIN and confirms. */
  async pickOnToken(text: string, pin: string): Promise<void> {
    const card = this.tokenCard(text);
    await card.getByRole('radio').check();
    await card.getByTestId('pin-input').fill(pin);
    await this.at('picker-confirm').click();
  }

  /** Puts documents on the list and asks for signing; the picker is open then. */
  async startSigning(documents: readonly string[]): Promise<void> {
    await this.goTo('sign');
    if (await this.at('sign-more').isVisible()) await this.at('sign-more').click();
    await this.drop(documents);
    await expect(this.at('sign-file-row')).toHaveCount(documents.length);
    await this.at('sign-submit').click();
    await expect(this.at('picker')).toBeVisible();
  }

  /** Chooses the key in the open picker, types the password and confirms. */
  async pick(key: SandboxKey, password = key.password): Promise<void> {
    const card = this.keyCard(key);
    await card.getByRole('radio').check();
    const pin = card.getByTestId('pin-input');
    // A chosen card shows either the field or that the key is open already; which one takes a moment to appear.
    await expect(pin.or(card.locator('p.open'))).toBeVisible();
    if (await pin.isVisible()) await pin.fill(password);
    await this.at('picker-confirm').click();
  }

  /** The whole way; paths of the signatures that were made. */
  async sign(documents: readonly string[], key: SandboxKey): Promise<string[]> {
    await this.startSigning(documents);
    await this.pick(key);
    await expect(this.at('sign-result')).toBeVisible(patience);
    await expect(this.resultRows('signed')).toHaveCount(documents.length);
    return documents.map(document => `${document}.cms`);
  }

  resultRows(state: 'signed' | 'failed'): Locator {
    return this.page.locator(`[data-testid="sign-result-row"][data-state="${state}"]`);
  }

  /** Drops a signature on the verify screen and waits for the sentence. */
  async verify(files: readonly string[], verdict: Verdict): Promise<void> {
    await this.goTo('verify');
    await this.drop(files);
    await expect(this.at('verify-verdict')).toHaveAttribute('data-verdict', verdict, patience);
  }

  /** The status of a step of the shown report, of its only signer. */
  step(name: string): Locator {
    return this.page.locator(`[data-testid="verify-step"][data-step="${name}"]`);
  }

  /** Waits for an error with this code, and for the words of it. */
  async expectError(code: string): Promise<void> {
    const notice = this.at('error-notice').filter({ has: this.page.getByText(code, { exact: false }) });
    await expect(notice.first()).toBeVisible(patience);
    await expect(notice.first()).not.toBeEmpty();
  }

  /** Changes settings as the settings screen does, for tests that are not about that screen. */
  async change(settings: Partial<Settings>): Promise<void> {
    const answer = await this.page.evaluate(
      change =>
        (window as unknown as { tanba: Record<string, (input: unknown) => Promise<{ ok: boolean }>> }).tanba[
          'settings.set'
        ]!(change),
      settings,
    );
    if (!answer.ok) throw new Error(`The settings were refused: ${JSON.stringify(answer)}`);
  }
}
