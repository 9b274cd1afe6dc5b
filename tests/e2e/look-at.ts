/** Looks at the screen that is shown: nothing cut off, no serious finding of axe, and a picture of it for somebody to see. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools/run.ts';
import { seriousFindings } from './axe.ts';
import { expect } from './fixtures.ts';
import type { TanbaApp } from './tanba-app.ts';

export type PictureLanguage = 'kk' | 'ru' | 'en';

const folderOfPictures = join(root, 'out', 'pictures');
const languages = ['kk', 'ru', 'en'] as const satisfies readonly PictureLanguage[];
/** Names depend on the language and contrast on the theme: each screen is seen in both themes. */
const themeOf = { kk: 'light', ru: 'dark', en: 'light' } as const;
const themes = ['light', 'dark'] as const;
const allPictures = process.env.TANBA_PICTURES === 'all';
/** axe is slow: it looks once in each theme. */
const languagesOfAxe: readonly PictureLanguage[] = allPictures ? languages : ['kk', 'ru'];
const softly = expect.configure({ soft: true, timeout: 3_000 });
const sizes = [
  { name: '100', width: 1100, height: 720, zoom: 1 },
  // Narrower and lower than the smallest window at 100 %.
  { name: '200', width: 1100, height: 720, zoom: 2 },
  ...(allPictures ? [{ name: '900x600', width: 900, height: 600, zoom: 1 }] : []),
];

/** In one language, and the theme that it is looked at in. @param name of the screen, for the picture */
export async function lookAt(app: TanbaApp, name: string, language: PictureLanguage): Promise<void> {
  mkdirSync(folderOfPictures, { recursive: true });
  for (const theme of allPictures ? themes : [themeOf[language]]) {
    await show(app, language, theme);
    const named = `${name}.${language}.${theme}`;
    if (theme === themeOf[language] && languagesOfAxe.includes(language))
      expect.soft(await seriousFindings(app.page), `axe on ${named}`).toEqual([]);
    await takeSizes(app, named);
  }
}

/** In each language, changed while the screen is shown; the one that it was in comes last, and stays. */
export async function lookAtAll(app: TanbaApp, name: string): Promise<void> {
  const found = await app.page.locator('html').getAttribute('lang');
  const inOrder = [...languages].sort((a, b) => Number(a === found) - Number(b === found));
  for (const language of inOrder) await lookAt(app, name, language);
}

async function takeSizes(app: TanbaApp, named: string): Promise<void> {
  for (const size of sizes) {
    await app.driver.resize(size.width, size.height);
    await app.driver.setZoom(size.zoom);
    const name = `${named}.${size.name}`;
    if (allPictures || size === sizes[0])
      await app.page.screenshot({ path: join(folderOfPictures, `${name}.png`), animations: 'disabled' });
    // The page may still be taking the new size.
    await softly.poll(() => app.page.evaluate(cutOff), { message: `cut off in ${name}` }).toEqual([]);
  }
  await app.driver.resize(1100, 720);
  await app.driver.setZoom(1);
}

async function show(app: TanbaApp, language: PictureLanguage, theme: 'light' | 'dark'): Promise<void> {
  await app.change({ language, theme });
  const page = app.page.locator('html');
  await expect(page).toHaveAttribute('lang', language);
  await expect(page).toHaveClass(theme === 'dark' ? /\bdark\b/ : /^(?!.*\bdark\b)/);
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
