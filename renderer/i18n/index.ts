/** The languages of the window: messages, help, and how each language counts. */
import { createI18n } from 'vue-i18n';
import type { Language } from '../../contract/errors/index.ts';
import { en } from './en/index.ts';
import { kk } from './kk/index.ts';
import type { Messages } from './kk/index.ts';
import { ru } from './ru/index.ts';
import { enHelp } from './help/en.ts';
import { kkHelp } from './help/kk.ts';
import { ruHelp } from './help/ru.ts';
import type { HelpTexts } from './help/shape.ts';

export const messages: Readonly<Record<Language, Messages>> = { kk, ru, en };
export const help: Readonly<Record<Language, HelpTexts>> = { kk: kkHelp, ru: ruHelp, en: enHelp };

/** Languages under their own names, in the order in which Kazakhstan writes them. */
export const languageNames: readonly (readonly [language: Language, short: string, name: string])[] = [
  ['kk', 'ҚАЗ', 'Қазақша'],
  ['ru', 'РУС', 'Русский'],
  ['en', 'ENG', 'English'],
];

/** Russian: 1 and 21 / 2–4 and 22–24 / the rest. */
function russianForm(count: number): number {
  const tens = count % 100;
  const ones = count % 10;
  if (ones === 1 && tens !== 11) return 0;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}

const oneOrMany = (count: number): number => (count === 1 ? 0 : 1);

/** Which of a message's forms goes with a count. Kazakh nouns stay singular after a number; where it has two forms they mean one and many. */
export const pluralForms: Readonly<Record<Language, (count: number) => number>> = {
  kk: oneOrMany,
  ru: russianForm,
  en: oneOrMany,
};

function pluralRule(language: Language) {
  return (count: number, forms: number): number => Math.min(pluralForms[language](count), forms - 1);
}

type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Path<T[K]>}`;
}[keyof T & string];
/** Every message by its path; a misspelt one does not compile. */
export type MessageKey = Path<Messages>;

export const i18n = createI18n({
  legacy: false,
  locale: 'kk' as string,
  messages: messages as unknown as Record<string, Record<string, string>>,
  pluralRules: { kk: pluralRule('kk'), ru: pluralRule('ru'), en: pluralRule('en') },
  missingWarn: true,
  fallbackWarn: false,
});
