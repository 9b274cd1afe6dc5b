/**
 * Every screen and dialog in each language: nothing cut off at 100 % and 200 % zoom and in the smallest window, as far as a program can
 * tell; no serious finding of axe; and a picture for somebody to look at. TANBA_PICTURES=all takes the pictures of all sizes in light
 * and dark, which needs four times as long.
 */
import { dirname, join } from 'node:path';
import { startEsfPortal } from './esf-portal.ts';
import { lookAt } from './look-at.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { expect, test } from './sandbox-services.ts';
import { faultsOfScreens, screenStates } from './screens.ts';
import { esfStates } from './screens-of-esf.ts';
import { reportStates } from './screens-of-reports.ts';
import { tokenStates } from './screens-of-tokens.ts';
import { notBuilt } from './virtual-tokens.ts';
import type { ScreenState, Stage } from './screens.ts';

const languages = ['kk', 'ru', 'en'] as const;

for (const language of languages) {
  test(`every screen in ${language}`, async ({ start, keys, folder }) => {
    test.setTimeout(240_000);
    const app = await start({ settings: { language }, faults: faultsOfScreens });
    await takePictures({ app, keys, folder }, screenStates, language);
  });

  test(`every screen of tokens in ${language}`, async ({ start, keys, folder, tokens }) => {
    test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);
    test.setTimeout(240_000);
    const app = await start({ settings: { language }, tokens });
    await takePictures({ app, keys, folder, tokens }, tokenStates, language);
  });

  test(`every screen of reports in ${language}`, async ({ start, services, folder }) => {
    test.setTimeout(240_000);
    const { keys, settings } = services;
    const app = await start({ settings: { language, timestamp: 'on', ...settings } });
    await takePictures({ app, keys, folder, services }, reportStates, language);
  });

  test(`every screen of the portal in ${language}`, async ({ start, keys, folder }) => {
    test.setTimeout(240_000);
    // One of its own: a portal registers a company once.
    const { authorities } = copySandboxKeys(join(folder, 'portal'));
    const { portal: esf, stop } = await startEsfPortal(dirname(authorities));
    try {
      const app = await start({ settings: { language, sandboxPortal: esf.origin } });
      await takePictures({ app, keys, folder, esf }, esfStates, language);
    } finally {
      await stop();
    }
  });
}

async function takePictures<S extends Stage>(
  stage: S,
  states: readonly ScreenState<S>[],
  language: (typeof languages)[number],
): Promise<void> {
  const { app } = stage;
  for (const state of states) {
    await state.reach(stage);
    await lookAt(app, state.name, language);
  }
  expect(await app.driver.policyViolations()).toEqual([]);
}
