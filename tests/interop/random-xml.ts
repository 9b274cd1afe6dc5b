/** Well-formed documents out of a number: every corner that canonical forms know of, in any mixture. */
import { choices } from '../support/choices.ts';

const TEXTS = [
  'x',
  ' ',
  '\n',
  '\r\n',
  '\r',
  '\t',
  'қаз',
  '𝄞',
  '&lt;',
  '&amp;',
  '&gt;',
  '>',
  '"',
  "'",
  '&#13;',
  '&#xD;',
  '&#9;',
  '&#x1F600;',
  '&quot;',
  '&apos;',
  '\u00A0',
  '\u0085',
  '\u2028',
];
// No & and no quotes: libxml2 2.9 forgets to escape namespace names, which Canonical XML §2.3 treats as attributes.
const URIS = ['urn:a', 'urn:b', 'http://example.org/?a=1', 'urn:%D2%9B', 'URN:a'];
const PREFIXES = ['p', 'q', 'r', 'P', 'ж'];
const NAMES = ['a', 'b', 'item', 'xmlnsx', 'Ж', 'x-1', '𐀀', '\uF900'];

type Scope = ReadonlyMap<string, string>;

/** The text of a document; the same for the same seed. */
export function randomXml(seed: number): string {
  const below = choices(seed);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  const many = (count: number, make: () => string): string =>
    Array.from({ length: below(count) }, make).join('');

  const quoted = (value: string): string =>
    below(2) === 0
      ? `"${value.replaceAll('"', '&quot;')}"`
      : `'${value.replaceAll("'", '&apos;').replaceAll('"', '&#34;')}'`;
  const comment = (): string => `<!--${pick([' c ', '', '&', '\r\n', 'қ'])}-->`;
  const instruction = (): string =>
    `<?${pick(['pi', 'ж', 'x-y'])}${pick(['', ' data', '  two  spaces ', ' \r\n', ' &lt;'])}?>`;
  const text = (): string => many(4, () => pick(TEXTS));

  const declarations = (scope: Scope): { text: string; scope: Scope } => {
    const inner = new Map(scope);
    const written = new Map<string, string>();
    for (let count = below(3); count > 0; count--) written.set(pick(PREFIXES), pick(URIS));
    if (below(4) === 0) written.set('', below(3) === 0 ? '' : pick(URIS));
    for (const [prefix, uri] of written) inner.set(prefix, uri);
    const attributes = [...written].map(
      ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}=${quoted(uri)}`,
    );
    return { text: attributes.join(pick(['', ' ', '\n'])), scope: inner };
  };

  const attributes = (scope: Scope): string => {
    const used = new Set<string>();
    return many(4, () => {
      const prefix = below(2) === 0 ? '' : pick(['xml', ...[...scope.keys()].filter(key => key !== '')]);
      const local = prefix === 'xml' ? pick(['lang', 'base', 'id']) : pick(NAMES);
      const key = `${prefix === '' ? '' : (scope.get(prefix) ?? 'xml')} ${local}`;
      if (used.has(key)) return '';
      used.add(key);
      const value =
        prefix === 'xml' && local === 'id'
          ? `i${below(1_000_000)}`
          : many(3, () => pick(TEXTS.filter(part => part !== '\u0085')));
      return ` ${prefix === '' ? '' : `${prefix}:`}${local}=${quoted(value)}`;
    });
  };

  const element = (depth: number, outer: Scope): string => {
    const { text: declared, scope } = declarations(outer);
    const prefix =
      below(2) === 0 ? '' : pick(['', ...[...scope.keys()].filter(key => key !== '').map(key => `${key}:`)]);
    const name = prefix + pick(NAMES);
    const start = `<${name}${declared}${attributes(scope)}${pick(['', ' ', '\n'])}`;
    if (below(4) === 0) return `${start}/>`;
    const makers = [text, text, comment, instruction, () => `<![CDATA[${pick(['', '<&>', ']]', '\r\n'])}]]>`];
    if (depth < 5)
      makers.push(
        () => element(depth + 1, scope),
        () => element(depth + 1, scope),
      );
    return `${start}>${many(5, () => pick(makers)())}</${name}${pick(['', ' '])}>`;
  };

  const around = (): string => many(3, () => pick([comment, instruction, () => pick(['\n', ' '])])());
  return `${pick(['', '<?xml version="1.0" encoding="UTF-8"?>\n'])}${around()}${element(0, new Map())}${around()}`;
}

const DAMAGE = [
  '<',
  '>',
  '/',
  '"',
  "'",
  '&',
  ';',
  ':',
  '=',
  ' ',
  '!',
  '-',
  '?',
  'x',
  '#',
  '[',
  ']',
  '\u0001',
  'xmlns',
  '--',
  ']]>',
  '<!--',
  '&#0;',
  '\uFFFE',
  'é',
  '.',
  '0',
  '\u00B7',
  '\u0301',
  '\u2028',
];

/** The text with one character taken away, added or replaced; most of such texts are not well-formed any more. */
export function damagedXml(seed: number): string {
  const below = choices(seed + 1_000_000);
  const characters = [...randomXml(seed)];
  const at = below(characters.length);
  const removed = below(2);
  characters.splice(at, removed, ...(below(3) === 0 ? [] : [DAMAGE[below(DAMAGE.length)]!]));
  return characters.join('');
}
