/** Which language the command line speaks. */
import { languages } from '../../contract/errors/index.ts';
import type { Language } from '../../contract/errors/index.ts';
import { en } from './en.ts';
import { kk } from './kk.ts';
import { ru } from './ru.ts';
import type { CliWords } from './words.ts';

export const cliWords: Readonly<Record<Language, CliWords>> = { kk, ru, en };

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}

/** The language of the system, by POSIX's variables in their order; Windows has none of them and is asked through Intl. */
export function systemLanguage(env: NodeJS.ProcessEnv): Language {
  const locale =
    env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  const code = locale.split(/[-_.@]/)[0]!.toLowerCase();
  return isLanguage(code) ? code : 'en';
}
