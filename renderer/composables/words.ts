/** The window's words: `t` with checked keys, in the language of the moment. */
import { computed } from 'vue';
import { i18n } from '../i18n/index.ts';
import type { MessageKey } from '../i18n/index.ts';
import type { Language } from '../../contract/errors/index.ts';

export type { MessageKey };
export type WordParams = Readonly<Record<string, string | number>>;

export const language = computed<Language>(() => i18n.global.locale.value as Language);

/** The words of a key; `n` among the parameters also chooses the form that goes with the number. */
export function t(key: MessageKey, params: WordParams = {}): string {
  const { n } = params;
  return typeof n === 'number' ? i18n.global.t(key, params, n) : i18n.global.t(key, params);
}

export function setLanguage(next: Language): void {
  i18n.global.locale.value = next;
  document.documentElement.lang = next;
}
