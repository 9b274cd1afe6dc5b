/** The story that `npm run demo` tells by itself where nobody can see a window: sign, verify, a wrong password, a broken signature. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { launchApp } from '../../tests/e2e/launch.ts';
import type { AppDriver } from '../../tests/e2e/app-driver.ts';
import { root } from '../run.ts';
import { startEsfPortal } from '../../tests/e2e/esf-portal.ts';
import type { EsfPortal } from '../../tests/e2e/esf-portal.ts';
import {
  begin,
  expectStep,
  followLink,
  logIn,
  presentKey,
  sendData,
  readAgreement,
} from '../../tests/e2e/esf-steps.ts';
import { TanbaApp } from '../../tests/e2e/tanba-app.ts';
import type { SandboxKey } from '../../tests/e2e/sandbox-keys.ts';
import type { Demo, DemoKey } from './prepare.ts';

/** The key families whose use the story shows, by the sandbox's names. */
const shownKeys = ['individual', 'individual-rsa-sign', 'head-gost2004'] as const;

class Story {
  readonly #app: AppDriver;
  readonly #demo: Demo;
  #pictures = 0;

  constructor(app: AppDriver, demo: Demo) {
    this.#app = app;
    this.#demo = demo;
  }

  async tell(): Promise<void> {
    const signatures: string[] = [];
    for (const [index, key] of this.#chosenKeys().entries())
      signatures.push(await this.#sign(this.#demo.documents[index]!, key));
    await this.#verify(signatures[0]!, 'valid');
    await this.#wrongPassword(this.#chosenKeys()[0]!);
    await this.#brokenSignature(signatures[0]!);
    await this.#keys();
    await this.#register();
  }

  #chosenKeys(): DemoKey[] {
    return shownKeys.map(id => this.#demo.keys.find(key => key.id === id)!);
  }

  #at(id: string) {
    return this.#app.page.getByTestId(id);
  }

  async #picture(name: string): Promise<void> {
    this.#pictures += 1;
    const file = `${String(this.#pictures).padStart(2, '0')}-${name}.png`;
    await this.#app.page.screenshot({ path: join(this.#demo.folder, 'pictures', file) });
  }

  async #choose(documents: readonly string[]): Promise<void> {
    await this.#at('nav-sign').click();
    if (await this.#at('sign-more').isVisible()) await this.#at('sign-more').click();
    await this.#app.dropFiles(this.#at('sign-drop'), documents);
    await expect(this.#at('sign-file-row')).toHaveCount(documents.length);
    await this.#at('sign-submit').click();
  }

  async #pick(key: DemoKey, password: string): Promise<void> {
    const card = this.#at('key-card').filter({ hasText: basename(key.path) });
    await card.click();
    await this.#at('pin-input').fill(password);
    await this.#picture('password');
    await this.#at('picker-confirm').click();
  }

  async #sign(document: string, key: DemoKey): Promise<string> {
    await this.#choose([document]);
    await this.#picture('key-picker');
    await this.#pick(key, key.password);
    await expect(this.#at('sign-result')).toBeVisible({ timeout: 30_000 });
    await this.#picture('signed');
    const signature = `${document}.cms`;
    console.log(`signed     ${basename(document)} with ${basename(key.path)} (${key.id})`);
    const signed = join(this.#demo.folder, 'signed');
    mkdirSync(signed, { recursive: true });
    copyFileSync(signature, join(signed, basename(signature)));
    return signature;
  }

  async #verify(signature: string, verdict: string): Promise<void> {
    await this.#at('nav-verify').click();
    await this.#app.dropFiles(this.#at('verify-drop'), [signature]);
    await expect(this.#at('verify-verdict')).toHaveAttribute('data-verdict', verdict);
    const words = await this.#at('verify-verdict').innerText();
    console.log(`verified   ${basename(signature)}: ${verdict} (“${words.split('\n')[0]}”)`);
    await this.#picture(`verify-${verdict}`);
  }

  async #wrongPassword(key: DemoKey): Promise<void> {
    await this.#at('nav-keys').click();
    const card = this.#at('store-card').filter({ hasText: basename(key.path) });
    if (await card.getByTestId('store-lock').isVisible()) await card.getByTestId('store-lock').click();
    await card.getByTestId('store-unlock').click();
    await this.#at('pin-input').fill('Wrong-password-1');
    await this.#at('unlock-confirm').click();
    await expect(this.#at('error-code')).toContainText('keystore.pin-incorrect');
    console.log('refused    a wrong password: keystore.pin-incorrect');
    await this.#picture('wrong-password');
    await this.#app.page.keyboard.press('Escape');
  }

  /** A company at the practice portal: four steps, the link of the mail, and the first login. */
  async #register(): Promise<void> {
    const { portal, stop } = await startEsfPortal(dirname(this.#demo.keys[0]!.path));
    try {
      await this.#registerAt(portal);
    } finally {
      await stop();
    }
  }

  async #registerAt(portal: EsfPortal): Promise<void> {
    const app = new TanbaApp(this.#app);
    const head = this.#demo.keys.find(({ id }) => id === 'head') as DemoKey & SandboxKey;
    await app.change(portal.settings);
    await begin(app, 'legal');
    await this.#picture('portal-certificate');
    await presentKey(app, head);
    await sendData(app, 'head@sandbox.example');
    await this.#picture('portal-agreement');
    await readAgreement(app);
    await this.#at('esf-next').click();
    await app.pick(head);
    console.log('registered a company at the practice portal: the agreement is signed, a link was mailed');
    await expectStep(app, 'completion');
    await followLink(app, portal);
    await expect(this.#at('esf-registered')).toBeVisible();
    console.log('followed   the link of the mail');
    await this.#at('esf-next').click();
    await logIn(app, head);
    const who = await this.#at('header-session').innerText();
    console.log(`logged in  ${who.split('\n').join(' ')}`);
    await this.#picture('portal-session');
  }

  async #brokenSignature(signature: string): Promise<void> {
    const bytes = readFileSync(signature);
    const place = bytes.length - 20; // inside the signature value at the end
    bytes[place]! ^= 1;
    const broken = join(this.#demo.folder, 'signed', `broken ${basename(signature)}`);
    writeFileSync(broken, bytes);
    await this.#verify(broken, 'invalid');
  }

  async #keys(): Promise<void> {
    await this.#at('nav-keys').click();
    await this.#picture('keys');
    await this.#at('nav-settings').click();
    await this.#picture('settings');
  }
}

/** Plays the story on the built app and leaves pictures and signed files in the demo's folder. */
export async function playStory(demo: Demo): Promise<void> {
  mkdirSync(join(demo.folder, 'pictures'), { recursive: true });
  const app = await launchApp({ entry: join(root, 'out', 'main', 'main.js'), userData: demo.userData });
  try {
    console.log(
      `the window is open on ${app.shell === 'electron' ? 'Electron' : 'the Chromium stand-in'}, on a display that nobody sees`,
    );
    await new Story(app, demo).tell();
  } finally {
    await app.dispose();
  }
}
