/**
 * Every screen and dialog in each language: nothing cut off at 100 % and 200 % zoom, as far as a program can tell; no serious finding of
 * axe; and a picture for somebody to look at. TANBA_PICTURES=all takes them in all sizes, light and dark, which needs four times as long.
 */
import { dirname, join } from 'node:path';
import { startEsfPortal } from './esf-portal.ts';
import { lookAtAll } from './look-at.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { expect, test } from './sandbox-services.ts';
import { faultsOfScreens, screenStates } from './screens.ts';
import { esfStates } from './screens-of-esf.ts';
import { reportStates } from './screens-of-reports.ts';
import { tokenStates } from './screens-of-tokens.ts';
import { notBuilt } from './virtual-tokens.ts';
import type { ScreenState, Stage } from './screens.ts';

test('every screen', async ({ start, keys, folder }) => {
  const app = await start({ settings: { language: 'kk' }, faults: faultsOfScreens });
  await takePictures({ app, keys, folder }, screenStates);
});

test('every screen of tokens', async ({ start, keys, folder, tokens }) => {
  test.skip(notBuilt !== false, `the virtual token is not there: ${String(notBuilt)}`);
  const app = await start({ settings: { language: 'ru' }, tokens });
  await takePictures({ app, keys, folder, tokens }, tokenStates);
});

test('every screen of reports', async ({ start, services, folder }) => {
  const { keys, settings } = services;
  const app = await start({ settings: { language: 'en', timestamp: 'on', ...settings } });
  await takePictures({ app, keys, folder, services }, reportStates);
});

test('every screen of the portal', async ({ start, keys, folder }) => {
  // One of its own: a portal registers a company once.
  const { authorities } = copySandboxKeys(join(folder, 'portal'));
  const { portal: esf, stop } = await startEsfPortal(dirname(authorities));
  try {
    const app = await start({ settings: { language: 'ru', sandboxPortal: esf.origin } });
    await takePictures({ app, keys, folder, esf }, esfStates);
  } finally {
    await stop();
  }
});

async function takePictures<S extends Stage>(stage: S, states: readonly ScreenState<S>[]): Promise<void> {
  test.setTimeout(600_000);
  const { app } = stage;
  for (const state of states) {
    await state.reach(stage);
    await lookAtAll(app, state.name);
  }
  expect(await app.driver.policyViolations()).toEqual([]);
}
