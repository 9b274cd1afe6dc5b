import { describe, expect, it } from 'vitest';
import { languages, remedies } from '../../contract/errors/index.ts';
import { stepNames } from '../../contract/report.ts';
import { help, i18n, messages, pluralForms } from './index.ts';
import { helpTopics } from './help/shape.ts';

type Tree = { readonly [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  );
}
const all = Object.fromEntries(languages.map(language => [language, new Map(leaves(messages[language]))]));
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const paths = [...(all.kk?.keys() ?? [])];

describe('the messages', () => {
  it.each(paths)('%s takes the same parameters in every language', path => {
    const own = all.kk?.get(path) ?? '';
    for (const language of languages)
      expect(placeholders(all[language]?.get(path) ?? ''), language).toEqual(placeholders(own));
  });
  it('are never empty', () => {
    for (const language of languages)
      for (const [path, text] of all[language] ?? []) expect(text.trim(), `${language} ${path}`).not.toBe('');
  });
  it('are Kazakh in Kazakh and Russian in Russian: no sentence was left in another', () => {
    const kazakh = /[әғқңөұүһі]/i;
    for (const [path, text] of all.ru ?? []) expect(kazakh.test(text), path).toBe(false);
    for (const [path, text] of all.en ?? []) expect(/\p{Script=Cyrillic}/u.test(text), path).toBe(false);
    // Endings of Russian verbs and nouns that no Kazakh word has.
    const russian = /(?:ть|ться|ние|ого)(?!\p{L})/u;
    for (const [path, text] of all.kk ?? []) expect(russian.test(text), path).toBe(false);
  });
  it('have a button for every remedy and a title for every step', () => {
    for (const remedy of remedies) expect(messages.kk.remedy[remedy]).toBeTruthy();
    for (const step of stepNames) expect(messages.kk.step[step]).toBeTruthy();
  });
});

describe('counting', () => {
  it.each([
    ['ru', 1, 'Подписан 1 документ'],
    ['ru', 3, 'Подписано 3 документа'],
    ['ru', 5, 'Подписано 5 документов'],
    ['ru', 11, 'Подписано 11 документов'],
    ['ru', 21, 'Подписан 21 документ'],
    ['ru', 112, 'Подписано 112 документов'],
    ['kk', 1, '1 құжатқа қол қойылды'],
    ['kk', 40, '40 құжатқа қол қойылды'],
    ['en', 1, '1 document signed'],
    ['en', 2, '2 documents signed'],
  ] as const)('%s %i', (language, n, expected) => {
    i18n.global.locale.value = language;
    expect(i18n.global.t('sign.doneAll', { n }, n)).toBe(expected);
  });
  it('writes the sign of an address, which its own format takes for a link', () => {
    i18n.global.locale.value = 'ru';
    expect(i18n.global.t('esf.field.shape.email')).toBe('Адрес неполный: нужны знак @ и домен');
  });
  it('gives as many forms as a language has', () => {
    for (const [path, text] of all.ru ?? []) {
      const forms = text.split(' | ').length;
      expect([1, 3], path).toContain(forms);
    }
    for (const language of ['kk', 'en'] as const)
      for (const [path, text] of all[language] ?? []) expect(text.split(' | ').length, path).toBeLessThan(3);
    expect(pluralForms.ru(0)).toBe(2);
  });
});

describe('the help', () => {
  it.each(helpTopics)('%s has as much to say in every language', topic => {
    for (const language of languages) {
      const text = help[language][topic];
      expect(text.steps).toHaveLength(help.kk[topic].steps.length);
      expect(text.answers).toHaveLength(help.kk[topic].answers.length);
    }
  });
});
