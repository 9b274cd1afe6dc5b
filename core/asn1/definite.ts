/**
 * BER with indefinite lengths and split octet strings (X.690 §8.1.3.6, §8.7.3) made definite: what Java's and OpenSSL's
 * streaming encoders write, in the one form that the rest of core reads.
 */
import { concatBytes } from '../bytes.ts';
import { malformed } from './asn1-error.ts';
import { isEndOfContents, readHeader, tags } from './tlv.ts';

/** Identifier and length octets of a definite element, as DER writes them (X.690 §10.1). */
export function derHeader(tag: number, length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Uint8Array.of(tag, 0x80 | octets.length, ...octets);
}

/** One element made of an identifier octet and the parts of its content. */
export function derElement(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(derHeader(tag, length), ...parts);
}

/**
 * The same element with definite lengths. What is definite already stays byte for byte, long forms of lengths included:
 * signatures are over these bytes. The input has passed guardAsn1(), which bounds the depth of the recursion here.
 */
export function toDefinite(bytes: Uint8Array): Uint8Array {
  return definiteAt(bytes, 0).element;
}

interface Converted {
  readonly element: Uint8Array;
  /** Offset after the element in the input. */
  readonly next: number;
  /** Whether the element is other than the input's bytes. */
  readonly changed: boolean;
}

function definiteAt(bytes: Uint8Array, offset: number): Converted {
  const header = readHeader(bytes, offset);
  const begin = offset + header.headerLength;
  if (!header.constructed) {
    const next = begin + (header.length ?? 0);
    return { element: bytes.subarray(offset, next), next, changed: false };
  }
  const { children, next } = definiteChildren(bytes, begin, header.length);
  const parts = children.map(child => child.element);
  if (header.tag === tags.constructedOctetString) {
    return { element: derElement(tags.octetString, ...parts.map(octetsOf)), next, changed: true };
  }
  const changed = header.length === null || children.some(child => child.changed);
  return {
    element: changed ? derElement(header.tag, ...parts) : bytes.subarray(offset, next),
    next,
    changed,
  };
}

function definiteChildren(bytes: Uint8Array, begin: number, length: number | null) {
  const children: Converted[] = [];
  let at = begin;
  for (;;) {
    if (length !== null && at === begin + length) return { children, next: at };
    if (length === null && isEndOfContents(readHeader(bytes, at))) return { children, next: at + 2 };
    const child = definiteAt(bytes, at);
    children.push(child);
    at = child.next;
  }
}

/** The octets of one segment of a constructed OCTET STRING; segments that were constructed are primitive by now. */
function octetsOf(segment: Uint8Array): Uint8Array {
  const header = readHeader(segment, 0);
  if (header.tag !== tags.octetString) throw malformed('an octet string made of something else');
  return segment.subarray(header.headerLength);
}
