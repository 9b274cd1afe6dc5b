/** Searching the help: it is all in the program, so nothing goes over the network. */
import type { HelpTexts } from '../i18n/help/shape.ts';

export type Found = readonly [heading: string, text: string];

/** Shorter words are in every text. */
const SHORTEST = 3;

/** Steps and answers that have every word, those of one topic together; null where nothing is searched for. */
export function searchHelp(texts: HelpTexts, search: string): readonly Found[] | null {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.join('').length < SHORTEST) return null;
  const has = (parts: readonly string[]): boolean => {
    const text = parts.join(' ').toLocaleLowerCase();
    return words.every(word => text.includes(word));
  };
  return Object.values(texts).flatMap(({ title, steps, answers }): Found[] => [
    ...steps.filter(step => has([title, step])).map((step): Found => [title, step]),
    ...answers.filter(has),
  ]);
}
