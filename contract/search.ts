/** Searching among people as they are typed: in any order of words, with or without Kazakh letters, numbers in groups or not. */

/** Letters that a Russian keyboard has not, with what is typed there in their place; and ё, which hardly anybody types. */
const typedAs = new Map([...'әғқңөұүһіё'].map((letter, at) => [letter, 'агкноуухие'[at]!]));

/** A text as it is compared. */
export function folded(text: string): string {
  return text.toLowerCase().replace(/[әғқңөұүһіё]/g, letter => typedAs.get(letter) ?? letter);
}

/** What a folded text is to contain, each of it; nothing where nothing is sought. */
export function wordsSought(text: string): readonly string[] {
  const digits = text.replaceAll(/\s/g, '');
  if (/^\d+$/.test(digits)) return [digits];
  return folded(text)
    .split(/\s+/)
    .filter(word => word !== '');
}
