/** Exact slices of DER: the fields of a structure with their bytes as they stand, since signatures are over bytes. */
import { Asn1Error, malformed } from './asn1-error.ts';
import { readHeader } from './tlv.ts';

/** One element of definite length. `raw` is header and content, a view of the input. */
export interface Element {
  readonly tag: number;
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
}

/**
 * The element at `offset`.
 * @throws Asn1Error 'truncated', or 'malformed' where its length is indefinite: see toDefinite()
 */
export function elementAt(bytes: Uint8Array, offset: number): Element {
  const header = readHeader(bytes, offset);
  if (header.length === null) throw malformed('indefinite length');
  const begin = offset + header.headerLength;
  const end = begin + header.length;
  if (end > bytes.length) throw new Asn1Error('truncated', 'an element is longer than the data');
  return { tag: header.tag, raw: bytes.subarray(offset, end), content: bytes.subarray(begin, end) };
}

/** The one element that fills the bytes; its tag must be the given one. */
export function soleElement(bytes: Uint8Array, tag: number): Element {
  const element = elementAt(bytes, 0);
  if (element.raw.length !== bytes.length) throw malformed('bytes after the end');
  return expectTag(element, tag);
}

/** All elements of a content, at most `max` of them; each with the given tag where one is given. */
export function elementsOf(content: Uint8Array, max: number, tag?: number): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < content.length;) {
    if (elements.length === max) throw new Asn1Error('too-large', `more than ${max} elements`);
    const element = elementAt(content, at);
    elements.push(tag === undefined ? element : expectTag(element, tag));
    at += element.raw.length;
  }
  return elements;
}

function expectTag(element: Element, tag: number): Element {
  if (element.tag !== tag) throw malformed(`tag ${element.tag} instead of ${tag}`);
  return element;
}

/** Reads the fields of a SEQUENCE from the first to the last; what is not asked for is an error at `end()`. */
export class Fields {
  readonly #content: Uint8Array;
  #at = 0;

  /** `content` is the content of the SEQUENCE, without its header. */
  constructor(content: Uint8Array) {
    this.#content = content;
  }

  /** The next field, which must have one of the tags. */
  take(...tags: readonly number[]): Element {
    const element = elementAt(this.#content, this.#at);
    if (!tags.includes(element.tag)) throw malformed(`tag ${element.tag} instead of ${tags.join(' or ')}`);
    this.#at += element.raw.length;
    return element;
  }

  /** The next field if it has the tag, else null, and nothing is consumed. */
  optional(tag: number): Element | null {
    return this.#at < this.#content.length && elementAt(this.#content, this.#at).tag === tag
      ? this.take(tag)
      : null;
  }

  /** The bytes of all fields that were not asked for yet. */
  rest(): Uint8Array {
    return this.#content.subarray(this.#at);
  }

  /** No field may be left. */
  end(): void {
    if (this.#at !== this.#content.length) throw malformed('more fields than the structure has');
  }
}
