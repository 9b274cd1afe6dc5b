/**
 * BER with indefinite lengths and split octet strings (X.690 §8.1.3.6, §8.7.3) made definite: what Java's and OpenSSL's
 * streaming encoders write, in the one form that the rest of core reads.
 */
import { concatBytes } from '../bytes.ts';
import { malformed } from './asn1-error.ts';
import { isEndOfContents, readHeader, tags } from './tlv.ts';
import type { TlvHeader } from './tlv.ts';

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
  const plan = planAt(bytes, 0);
  const definite = new Uint8Array(plan.length);
  write(plan, bytes, definite, 0);
  return definite;
}

/** How an element is written. All lengths are known before the first byte is: megabytes in nested wrappers are moved once. */
interface Plan {
  readonly offset: number;
  /** Offset after the element in the input. */
  readonly next: number;
  /** Null where the element stays as it is in the input. */
  readonly header: Uint8Array | null;
  /** Of what follows the new header; of an octet string that was split, its segments, of which only the contents are written. */
  readonly children: readonly Plan[];
  /** The identifier octet that is written. */
  readonly tag: number;
  /** Octets to write: of the whole element, and of its content alone. */
  readonly length: number;
  readonly contentLength: number;
}

function planAt(bytes: Uint8Array, offset: number): Plan {
  const header = readHeader(bytes, offset);
  const begin = offset + header.headerLength;
  if (!header.constructed) return asItIs(header, offset, begin + (header.length ?? 0));
  const { children, next } = planChildren(bytes, begin, header.length);
  const isSplit = header.tag === tags.constructedOctetString;
  if (!isSplit && header.length !== null && children.every(child => child.header === null))
    return asItIs(header, offset, next);
  if (isSplit && children.some(({ tag }) => tag !== tags.octetString))
    throw malformed('an octet string made of something else');
  const tag = isSplit ? tags.octetString : header.tag;
  const contentLength = children.reduce(
    (sum, child) => sum + (isSplit ? child.contentLength : child.length),
    0,
  );
  const written = derHeader(tag, contentLength);
  const length = written.length + contentLength;
  return { offset, next, header: written, children, tag, length, contentLength };
}

function asItIs({ tag, headerLength }: TlvHeader, offset: number, next: number): Plan {
  const length = next - offset;
  return { offset, next, header: null, children: [], tag, length, contentLength: length - headerLength };
}

function planChildren(bytes: Uint8Array, begin: number, length: number | null) {
  const children: Plan[] = [];
  let at = begin;
  for (;;) {
    if (length !== null && at === begin + length) return { children, next: at };
    if (length === null && isEndOfContents(readHeader(bytes, at))) return { children, next: at + 2 };
    const child = planAt(bytes, at);
    children.push(child);
    at = child.next;
  }
}

/** Writes the element to `at`; returns the offset after it. */
function write(plan: Plan, bytes: Uint8Array, to: Uint8Array, at: number): number {
  if (plan.header !== null) {
    to.set(plan.header, at);
    return writeContent(plan, bytes, to, at + plan.header.length);
  }
  to.set(bytes.subarray(plan.offset, plan.next), at);
  return at + plan.length;
}

function writeContent(plan: Plan, bytes: Uint8Array, to: Uint8Array, start: number): number {
  if (plan.header === null) {
    to.set(bytes.subarray(plan.next - plan.contentLength, plan.next), start);
    return start + plan.contentLength;
  }
  const isSplit = plan.tag === tags.octetString;
  return plan.children.reduce((at, child) => (isSplit ? writeContent : write)(child, bytes, to, at), start);
}
