/** Kazakh, Russian and English are complete, change while the app runs, and are remembered. */
import { expect, test } from './fixtures.ts';
import type { TanbaApp } from './tanba-app.ts';

const languages = ['kk', 'ru', 'en'] as const;
const words = {
  kk: /[әғқңөұүһі]/i,
  ru: /[а-яё]/i,
  en: /^[^а-яёәғқңөұүһі]*$/i,
} as const;

/** What the window says, without the names of the languages themselves. */
async function visibleText(app: TanbaApp): Promise<string> {
  const text = await app.page.locator('body').innerText();
  return text.replaceAll(/ҚАЗ|РУС|ENG|Қазақша|Русский|English/g, '');
}

test('the language changes while the app runs, on every screen', async ({ open }) => {
  const app = await open();
  for (const language of languages) {
    await app.at(`language-${language}`).click();
    await expect(app.page.locator('html')).toHaveAttribute('lang', language);
    for (const screen of ['sign', 'verify', 'keys', 'settings'] as const) {
      await app.goTo(screen);
      const text = await visibleText(app);
      expect(text).toMatch(words[language]);
      // A message that is missing shows as its own key.
      expect(text).not.toMatch(/\b[a-z]+\.[a-z]+[A-Za-z.]*\b(?<!\.p12|\.cms)/);
    }
    await app.goTo('sign');
  }
});

for (const language of languages) {
  test(`errors speak the language: ${language}`, async ({ open, keys }) => {
    const app = await open({ settings: { language } });
    const key = keys.key('individual');
    await app.addKeys([key]);
    await app.storeCard(key).getByTestId('store-unlock').click();
    await app.at('pin-input').fill('Wrong-password-1');
    await app.at('unlock-confirm').click();
    await expect(app.at('error-code')).toContainText('keystore.pin-incorrect');
    const password = { kk: /құпиясөз/i, ru: /пароль/i, en: /password/i }[language];
    await expect(app.at('error-notice')).toContainText(password);
  });
}

test('the chosen language is there after a new start', async ({ start }) => {
  const app = await start();
  await app.at('language-kk').click();
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'kk');
  await app.driver.closeWindow();
  const again = await start({ again: true });
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'kk');
});
