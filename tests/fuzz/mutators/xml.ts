/** Damage to XML by its tokens: tags, attributes and texts are moved, doubled and exchanged, and most results stay well-formed. */
import type { Choose, Mutator } from '../target.ts';
import { mutateBytes } from './bytes.ts';

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const inserts = [
  '<!-- c -->',
  '<![CDATA[x]]>',
  '<?p d?>',
  '&#13;',
  '&amp;',
  '&#x10FFFF;',
  '&lt;',
  '&e;',
  '\r\n',
  '\u00A0',
  '<!DOCTYPE a [<!ENTITY e "x">]>',
  `<ds:Object xmlns:ds="${DS}"/>`,
  `<Signature xmlns="${DS}"/>`,
  '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"/>',
  '<x Id="b"/>',
  ']]>',
  '--',
  '</a>',
];
const attributes = [
  ' Id="b"',
  ' ID="d1"',
  ' xml:id="b"',
  ' wsu:Id="b"',
  ' xmlns=""',
  ' xmlns="urn:x"',
  ' xmlns:ds="urn:x"',
  ' xmlns:s="urn:x"',
  ' xml:base="http://x/"',
  ' xml:space="preserve"',
  ' a="&#10;"',
  ' URI="#b"',
  ' Type="http://www.w3.org/2000/09/xmldsig#Manifest"',
];
const algorithms = [
  `${DS}enveloped-signature`,
  `${DS}sha1`,
  `${DS}hmac-sha1`,
  'http://www.w3.org/2001/10/xml-exc-c14n#',
  'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'http://www.w3.org/TR/1999/REC-xslt-19991116',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  '',
];

const among = <T>(list: readonly T[], choose: Choose): T => list[choose(list.length)]!;

/** Tags and what stands between them. */
function tokensOf(text: string): string[] {
  return text.match(/<[^>]*>?|[^<]+/g) ?? [];
}

/** Where the element that opens at `start` ends; `start` itself where nothing opens there. */
function endOf(tokens: readonly string[], start: number): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.startsWith('</')) depth--;
    else if (/^<[^!?]/.test(token) && !token.endsWith('/>')) depth++;
    if (depth <= 0) return at;
  }
  return start;
}

function opening(tokens: readonly string[], choose: Choose): number {
  const found = tokens.flatMap((token, at) => (/^<[^!?/]/.test(token) ? [at] : []));
  return found.length === 0 ? 0 : among(found, choose);
}

type Damage = (tokens: string[], choose: Choose, others: readonly string[]) => void;

/** Takes a whole element, itself or from another document. */
function elementFrom(tokens: readonly string[], choose: Choose): string[] {
  const start = opening(tokens, choose);
  return tokens.slice(start, endOf(tokens, start) + 1);
}

function changeTag(tokens: string[], choose: Choose, change: (tag: string) => string): void {
  const at = opening(tokens, choose);
  if (tokens[at] !== undefined) tokens[at] = change(tokens[at]);
}

const damages: readonly Damage[] = [
  (tokens, choose) => void tokens.splice(choose(tokens.length), 1),
  (tokens, choose) => void tokens.splice(choose(tokens.length), 0, among(tokens, choose)),
  (tokens, choose) => void tokens.splice(choose(tokens.length), 0, among(inserts, choose)),
  (tokens, choose) => {
    const start = opening(tokens, choose);
    tokens.splice(start, endOf(tokens, start) - start + 1);
  },
  (tokens, choose) => void tokens.splice(choose(tokens.length + 1), 0, ...elementFrom(tokens, choose)),
  (tokens, choose, others) =>
    void tokens.splice(choose(tokens.length + 1), 0, ...elementFrom(tokensOf(among(others, choose)), choose)),
  // Signature wrapping: the element moves elsewhere, and something else may take its place.
  (tokens, choose) => {
    const start = opening(tokens, choose);
    const moved = tokens.splice(
      start,
      endOf(tokens, start) - start + 1,
      ...(choose(2) === 0 ? [] : ['<a>2</a>']),
    );
    tokens.splice(choose(tokens.length + 1), 0, ...moved);
  },
  (tokens, choose) => {
    const start = opening(tokens, choose);
    const depth = 1 << choose(choose(10) === 0 ? 11 : 3);
    tokens.splice(endOf(tokens, start) + 1, 0, '</w>'.repeat(depth));
    tokens.splice(start, 0, '<w>'.repeat(depth));
  },
  (tokens, choose) => changeTag(tokens, choose, tag => tag.replace(/(?=[\s/>])/, among(attributes, choose))),
  (tokens, choose) => changeTag(tokens, choose, tag => tag.replace(/\s[^\s=]+="[^"]*"/, '')),
  (tokens, choose) =>
    changeTag(tokens, choose, tag => tag.replace(/(Algorithm=")[^"]*/, `$1${among(algorithms, choose)}`)),
  (tokens, choose) =>
    changeTag(tokens, choose, tag =>
      tag.replace(
        /((?:Id|URI)=")[^"]*/,
        `$1${among(['', '#', 'b', '#b', '#xpointer(/)', 'http://x/'], choose)}`,
      ),
    ),
  (tokens, choose) =>
    changeTag(tokens, choose, tag => tag.replace(/^<(\w+:)?/, among(['<', '<ds:', '<x:', '<:'], choose))),
  (tokens, choose) =>
    changeTag(tokens, choose, tag => tag.replace(/="[^"]*/, `="${'x'.repeat(1 << choose(14))}`)),
  (tokens, choose) => changeTag(tokens, choose, tag => tag.replace(/(?=[\s/>])/, many(1 << choose(9)))),
  (tokens, choose) => {
    const texts = tokens.flatMap((token, at) => (token.startsWith('<') ? [] : [at]));
    const at = texts.length === 0 ? -1 : among(texts, choose);
    const text = tokens[at];
    if (text === undefined) return;
    const cut = choose(text.length + 1);
    tokens[at] =
      text.slice(0, cut) + among([...inserts, 'A', '=', '+', ''], choose) + text.slice(cut + choose(2));
  },
];

function many(count: number): string {
  return Array.from(
    { length: count },
    (_unused, index) => ` xmlns:n${index}="u:${index}" n${index}:a=""`,
  ).join('');
}

/** Encodings besides UTF-8, with and without what they should be declared by. */
const encoders: readonly ((text: string) => Uint8Array)[] = [
  text => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le')),
  text => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()),
  text => new Uint8Array(Buffer.from(`\uFEFF${text}`)),
  text => new Uint8Array(Buffer.from(text, 'latin1')),
];

export const mutateXml: Mutator = (original, others, choose) => {
  if (choose(8) === 0) return mutateBytes(original, others, choose);
  const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
  const donor = textOf(among(others, choose));
  const tokens = tokensOf(textOf(original));
  for (let count = 1 + choose(3); count > 0; count--)
    damages[choose(damages.length)]!(tokens, choose, [donor]);
  const text = tokens.join('');
  const encode =
    choose(20) === 0 ? among(encoders, choose) : (plain: string) => new Uint8Array(Buffer.from(plain));
  return encode(text);
};
