/** From the bytes of an XML entity to its text: XML 1.0 §4.3.3 and appendix F, for the encodings that occur. */
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToLatin1, decodeText } from '../bytes.ts';
import type { TextEncodingName } from '../bytes.ts';

interface Mark {
  readonly bytes: readonly number[];
  readonly encoding: TextEncodingName;
  /** Declarations that do not contradict the mark. */
  readonly declared: readonly string[];
}

const MARKS: readonly Mark[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8', declared: ['utf-8'] },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le', declared: ['utf-16', 'utf-16le'] },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be', declared: ['utf-16', 'utf-16be'] },
];

/** Declared encodings that are read where there is no byte order mark. */
const DECLARED: Readonly<Record<string, TextEncodingName>> = {
  'utf-8': 'utf-8',
  'us-ascii': 'utf-8',
  'windows-1251': 'windows-1251',
};

const DECLARATION =
  /^<\?xml[\t\n\r ]+version[\t\n\r ]*=[\t\n\r ]*["'][^"'<]*["'](?:[\t\n\r ]+encoding[\t\n\r ]*=[\t\n\r ]*["']([A-Za-z][A-Za-z0-9._-]*)["'])?[^?<]*\?>/;

/** The XML declaration at the start of a text: its length, and the encoding that it names; null where there is none. */
export function xmlDeclaration(text: string): { length: number; encoding: string | null } | null {
  const found = DECLARATION.exec(text.slice(0, 512));
  return found === null ? null : { length: found[0].length, encoding: found[1]?.toLowerCase() ?? null };
}

/**
 * Text of an XML entity without its byte order mark. A string is taken as decoded already (what it declares then no longer
 * means anything); bytes are UTF-8 or UTF-16 by their mark, else what they declare, else UTF-8.
 * Errors: xml.encoding where the encoding is unknown, contradicts the mark, or is not what the bytes are in.
 */
export function readText(xml: Uint8Array | string): string {
  if (typeof xml === 'string') return xml.startsWith('\uFEFF') ? xml.slice(1) : xml;
  const mark = MARKS.find(candidate => candidate.bytes.every((byte, index) => xml[index] === byte));
  const body = xml.subarray(mark?.bytes.length ?? 0);
  if (mark !== undefined) {
    const text = decode(body, mark.encoding);
    const declared = xmlDeclaration(text)?.encoding ?? null;
    if (declared !== null && !mark.declared.includes(declared)) throw unreadable(declared);
    return text;
  }
  const declared = xmlDeclaration(bytesToLatin1(body.subarray(0, 512)))?.encoding ?? 'utf-8';
  const encoding = DECLARED[declared];
  if (encoding === undefined) throw unreadable(declared);
  return decode(body, encoding);
}

function decode(bytes: Uint8Array, encoding: TextEncodingName): string {
  try {
    return decodeText(bytes, encoding);
  } catch (cause) {
    throw new TanbaError('xml.encoding', { encoding }, { cause });
  }
}

function unreadable(encoding: string): TanbaError {
  return new TanbaError('xml.encoding', { encoding: encoding.slice(0, 40) });
}

/** Whether bytes are likely XML: the first character that is not white space opens a tag, a declaration or a comment. */
export function looksLikeXml(bytes: Uint8Array): boolean {
  const mark = MARKS.find(candidate => candidate.bytes.every((byte, index) => bytes[index] === byte));
  const wide = mark !== undefined && mark.encoding !== 'utf-8';
  const head = bytesToLatin1(bytes.subarray(mark?.bytes.length ?? 0, 1024));
  // In UTF-16 every other byte of ASCII is zero; without a mark a zero byte is in no XML at all.
  return /^[\t\n\r ]*<[A-Za-z_:?!\u0080-\u00FF]/.test(wide ? head.replaceAll('\0', '') : head);
}
