/**
 * Every screen and dialog in each language: nothing cut off at 100 % and 200 % zoom and in the smallest window, as far as a program can
 * tell; no serious finding of axe; and a picture for somebody to look at. TANBA_PICTURES=all takes the pictures of all sizes in light
 * and dark, which needs four times as long.
 */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../tools/run.ts';
import { seriousFindings } from './axe.ts';
import { startEsfPortal } from './esf-portal.ts';
import { copySandboxKeys } from './sandbox-keys.ts';
import { expect, test } from './sandbox-services.ts';
import { faultsOfScreens, screenStates } from './screens.ts';
import { esfStates } from './screens-of-esf.ts';
import { reportStates } from './screens-of-reports.ts';
import { tokenStates } from './screens-of-tokens.ts';
import { notBuilt } from './virtual-tokens.ts';
import type { ScreenState, Stage } from './screens.ts';
import type { TanbaApp } from './tanba-app.ts';

const folderOfPictures = join(root, 'out', 'pictures');
const languages = ['kk', 'ru', 'en'] as const;
/** axe is slow, and names depend on the language and contrast on the theme: each of both is looked at on every screen. */
const themeForAxe = { kk: 'light', ru: 'dark', en: 'light' } as const;
const themes = ['light', 'dark'] as const;
const allPictures = process.env.TANBA_PICTURES === 'all';
const sizes = [
  { name: '100', width: 1100, height: 720, zoom: 1 },
  { name: '200', width: 1100, height: 720, zoom: 2 },
  { name: '900x600', width: 900, height: 600, zoom: 1 },
] as const;

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
  mkdirSync(folderOfPictures, { recursive: true });
  for (const state of states) {
    await state.reach(stage);
    for (const theme of allPictures ? themes : [themeForAxe[language]]) {
      await showTheme(app, theme);
      const named = `${state.name}.${language}.${theme}`;
      if (theme === themeForAxe[language])
        expect.soft(await seriousFindings(app.page), `axe on ${named}`).toEqual([]);
      await takeSizes(app, named);
    }
    await showTheme(app, 'light');
  }
  expect(await app.driver.policyViolations()).toEqual([]);
}

async function takeSizes(app: TanbaApp, named: string): Promise<void> {
  for (const size of sizes) {
    await app.driver.resize(size.width, size.height);
    await app.driver.setZoom(size.zoom);
    const name = `${named}.${size.name}`;
    if (allPictures || size === sizes[0])
      await app.page.screenshot({ path: join(folderOfPictures, `${name}.png`), animations: 'disabled' });
    expect.soft(await app.page.evaluate(cutOff), `cut off in ${name}`).toEqual([]);
  }
  await app.driver.resize(1100, 720);
  await app.driver.setZoom(1);
}

async function showTheme(app: TanbaApp, theme: 'light' | 'dark'): Promise<void> {
  await app.change({ theme });
  await expect(app.page.locator('html')).toHaveClass(theme === 'dark' ? /\bdark\b/ : /^(?!.*\bdark\b)/);
}

/** Runs in the page: what does not fit. An ellipsis is a decision and a scroll bar a way; text that just ends is neither. */
function cutOff(): string[] {
  const found: string[] = [];
  const { scrollWidth } = document.documentElement;
  if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide in a window of ${innerWidth}`);
  for (const element of document.querySelectorAll<HTMLElement>('*')) {
    const scrolls = /auto|scroll/.test(getComputedStyle(element).overflowX);
    if (scrolls && element.checkVisibility() && element.scrollWidth > element.clientWidth + 1)
      found.push(`${element.tagName}.${element.className} scrolls sideways`);
  }
  for (const element of document.querySelectorAll<HTMLElement>('button, a, label, h1, h2, h3, p, summary')) {
    if (!element.checkVisibility() || element.closest('.unseen, .skip')) continue;
    const style = getComputedStyle(element);
    const hides = style.overflowX === 'hidden' || style.overflowX === 'clip';
    const tooWide =
      hides && style.textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
    const box = element.getBoundingClientRect();
    const outside = box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
    if (tooWide || outside)
      found.push(`${element.tagName} “${element.innerText.slice(0, 40)}” (${box.left}…${box.right})`);
  }
  return found;
}
