/**
 * Running apps that tests take one after the other. A start costs as much as many a test, most of it Chromium's: what a test has left
 * behind is put away through the product's own calls, and the page is loaded anew.
 */
import { expect } from '@playwright/test';
import { defaultSettings } from '../../contract/settings.ts';
import type { TanbaApp } from './tanba-app.ts';
import type { Settings } from '../../contract/settings.ts';

export interface AppPool {
  /** One as it is after its first start, with these settings. */
  take(settings: Partial<Settings>): Promise<TanbaApp>;
  /** After a test that left it running and well; anything else is to be disposed of by the caller. */
  giveBack(app: TanbaApp): Promise<void>;
  dispose(): Promise<void>;
}

/** @param launch starts one more, with user data of its own */
export function createAppPool(launch: (settings: Partial<Settings>) => Promise<TanbaApp>): AppPool {
  const idle: TanbaApp[] = [];
  return {
    async take(settings) {
      const app = idle.pop();
      if (app === undefined) return launch(settings);
      await beginAnew(app, settings);
      return app;
    },
    async giveBack(app) {
      await app.page.evaluate(forget, defaultSettings);
      idle.push(app);
    },
    async dispose() {
      for (const app of idle.splice(0)) await app.driver.dispose();
    },
  };
}

async function beginAnew(app: TanbaApp, settings: Partial<Settings>): Promise<void> {
  const { tokenLibraries = [] } = settings;
  if (tokenLibraries.length > 0) {
    // The product loads no library that nobody chose in a dialog.
    await app.driver.answerDialog(tokenLibraries);
    await app.page.evaluate(chooseLibrary);
  }
  await app.change(settings);
  await app.page.reload();
  await app.driver.setZoom(1);
  await app.driver.resize(1100, 664);
  await app.driver.openedBySystem();
  await expect(app.at('nav-sign')).toHaveAttribute('aria-current', 'page');
}

type Calls = Record<string, (input?: unknown) => Promise<{ ok: boolean; value: never }>>;

/** Runs in the page. */
async function chooseLibrary(): Promise<void> {
  const { tanba } = window as unknown as { tanba: Calls };
  await tanba['dialog.openFiles']!({ kind: 'library', multiple: true });
}

/** Runs in the page. */
async function forget(settings: Settings): Promise<void> {
  const { tanba } = window as unknown as { tanba: Calls };
  const ask = async <T>(name: string, input?: unknown): Promise<T> => {
    const answer = await tanba[name]!(input);
    if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.value;
  };
  await ask('portal.logOut');
  for (const { id } of await ask<{ id: string }[]>('flows.list')) await ask('flows.discard', id);
  await ask('settings.set', settings);
  // After the libraries: a token that is plugged in is not forgotten.
  for (const { ref } of await ask<{ ref: object }[]>('keys.list')) await ask('keys.forget', ref);
  localStorage.clear();
}
