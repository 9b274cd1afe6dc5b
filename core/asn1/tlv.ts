/**
 * Tag, length, value: the framing of BER and DER (X.690 §8.1), read without recursion.
 *
 * ASN.1 libraries recurse into what they are given and allocate as they go; this reader runs before them, so that a
 * hostile file costs a bounded time and no stack. It is also what finds the pieces of a file too large for memory.
 */
import { Asn1Error, malformed } from './asn1-error.ts';

/** Identifier octets of the types that we name; context tags are `0xa0 | n` (constructed) and `0x80 | n` (primitive). */
export const tags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  constructedOctetString: 0x24,
  sequence: 0x30,
  set: 0x31,
} as const;

export const contextTag = (number: number): number => 0xa0 | number;

export interface TlvHeader {
  /** The identifier octet: class, constructed bit and tag number together. */
  readonly tag: number;
  readonly constructed: boolean;
  readonly headerLength: number;
  /** Octets of content; null where the end is marked by end-of-contents octets (X.690 §8.1.3.6). */
  readonly length: number | null;
}

/** The longest header that we accept: one identifier octet, one of form, six of length. */
export const maxHeaderLength = 8;

/** Two zero octets end an element of indefinite length; they read as a header of their own. */
export function isEndOfContents(header: TlvHeader): boolean {
  return header.tag === 0 && header.length === 0;
}

/**
 * Reads one header.
 * @throws Asn1Error 'truncated' where the bytes end inside it, 'malformed' for tag numbers above 30 (nothing that we
 *   read has them), lengths of 2^48 and more, and indefinite lengths of primitive elements
 */
export function readHeader(bytes: Uint8Array, offset: number): TlvHeader {
  const tag = octetAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw malformed('tag number above 30');
  const constructed = (tag & 0x20) !== 0;
  const form = octetAt(bytes, offset + 1);
  if (form < 0x80) return { tag, constructed, headerLength: 2, length: form };
  if (form === 0x80) {
    if (!constructed) throw malformed('indefinite length of a primitive element');
    return { tag, constructed, headerLength: 2, length: null };
  }
  const count = form & 0x7f;
  if (count > maxHeaderLength - 2) throw malformed('length of a length');
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + octetAt(bytes, offset + 2 + i);
  return { tag, constructed, headerLength: 2 + count, length };
}

function octetAt(bytes: Uint8Array, offset: number): number {
  const octet = bytes[offset];
  if (octet === undefined) throw new Asn1Error('truncated', 'the data end inside a header');
  return octet;
}

export interface Asn1Limits {
  /** Elements inside each other. */
  readonly maxDepth: number;
  readonly maxElements: number;
  readonly maxBytes: number;
}

/** Room for the largest honest certificate, signature or key file, with a margin. */
export const defaultLimits: Asn1Limits = { maxDepth: 64, maxElements: 200_000, maxBytes: 16 * 1024 * 1024 };

/**
 * Checks the framing of all that is nested in one element, and that it fills the bytes exactly. To be called before the
 * bytes are given to asn1js.
 * @throws Asn1Error with the reason
 */
export function guardAsn1(bytes: Uint8Array, limits: Partial<Asn1Limits> = {}): void {
  const all = { ...defaultLimits, ...limits };
  if (bytes.length > all.maxBytes) throw new Asn1Error('too-large', `more than ${all.maxBytes} bytes`);
  if (elementEnd(bytes, 0, all) !== bytes.length) throw malformed('bytes after the end');
}

/** One open constructed element: where its content must end, or null where end-of-contents octets will say. */
interface OpenElement {
  readonly end: number | null;
  /** End of the nearest enclosing element of definite length: nothing inside may pass it. */
  readonly bound: number;
}

/** Follows the headers of one element and of all that is nested in it, and knows when it is over. */
export class Nesting {
  readonly #total: number;
  readonly #limits: Asn1Limits;
  readonly #open: OpenElement[] = [];
  #count = 0;

  /** `total` is the number of bytes that there are. */
  constructor(total: number, limits: Asn1Limits) {
    this.#total = total;
    this.#limits = limits;
  }

  /** Whether the outermost element has ended. */
  get closed(): boolean {
    return this.#open.length === 0;
  }

  /**
   * Takes the next header, whose content begins at `begin`, and returns the offset of the header after it: inside a
   * constructed element, after a primitive one.
   */
  next(header: TlvHeader, begin: number): number {
    const { maxDepth, maxElements } = this.#limits;
    if (++this.#count > maxElements) throw new Asn1Error('too-large', `more than ${maxElements} elements`);
    const at = isEndOfContents(header) ? this.#endOfContents(begin) : this.#enter(header, begin);
    if (this.#open.length > maxDepth) throw new Asn1Error('too-deep', `deeper than ${maxDepth}`);
    while (this.#open.at(-1)?.end === at) this.#open.pop();
    return at;
  }

  #endOfContents(begin: number): number {
    const ended = this.#open.pop();
    if (ended?.end !== null || begin > ended.bound) throw malformed('end-of-contents without a beginning');
    return begin;
  }

  #enter(header: TlvHeader, begin: number): number {
    const bound = this.#open.at(-1)?.bound ?? this.#total;
    const end = header.length === null ? null : begin + header.length;
    if ((end ?? begin) > bound) throw overrun(bound, this.#total);
    if (!header.constructed) return begin + (header.length ?? 0);
    this.#open.push({ end, bound: end ?? bound });
    return begin;
  }
}

/**
 * The offset after the element that begins at `start`, whatever its form; all that is nested in it is walked.
 * @throws Asn1Error
 */
export function elementEnd(bytes: Uint8Array, start: number, limits: Asn1Limits = defaultLimits): number {
  const nesting = new Nesting(bytes.length, limits);
  let at = start;
  do {
    const header = readHeader(bytes, at);
    at = nesting.next(header, at + header.headerLength);
  } while (!nesting.closed);
  return at;
}

function overrun(bound: number, total: number): Asn1Error {
  return bound === total
    ? new Asn1Error('truncated', 'an element is longer than the data')
    : malformed('an element is longer than the one around it');
}
