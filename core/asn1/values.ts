/** Values of primitive types, read from exact slices and strictly. */
import { bytesToHex } from '../bytes.ts';
import { malformed } from './asn1-error.ts';
import type { Element } from './elements.ts';
import { tags } from './tlv.ts';

/** Identifiers of the field have 20 octets at most. Arcs have no bound of their own, and long ones cost time by their square. */
const maxOidLength = 128;

/** Dotted text of an OBJECT IDENTIFIER (X.690 §8.19). */
export function readOid(element: Element): string {
  const { content } = element;
  if (element.tag !== tags.oid || content.length === 0 || content.length > maxOidLength)
    throw malformed('not an object identifier');
  if ((content.at(-1)! & 0x80) !== 0) throw malformed('unfinished object identifier');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    if (arc === 0n && octet === 0x80) throw malformed('padded object identifier');
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if ((octet & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...rest].join('.');
}

/** Serial numbers have 20 octets at most (RFC 5280 §4.1.2.2), some authorities' a few more. */
const maxNumberLength = 128;

/** An INTEGER's octets as lower-case hex, without the zero octet that only keeps the number positive. */
export function readIntegerHex(element: Element): string {
  const { content } = element;
  if (element.tag !== tags.integer || content.length === 0 || content.length > maxNumberLength)
    throw malformed('not an integer');
  const signOnly = content.length > 1 && content[0] === 0 && content[1]! >= 0x80;
  return bytesToHex(signOnly ? content.subarray(1) : content);
}

/** A small non-negative INTEGER: versions, path lengths. */
export function readSmallInteger(element: Element): number {
  const hex = readIntegerHex(element);
  if (hex.length > 6 || element.content[0]! >= 0x80) throw malformed('number out of range');
  return Number.parseInt(hex, 16);
}

/** The octets of a BIT STRING whose length is a multiple of eight: keys and signatures. */
export function readWholeOctets(element: Element): Uint8Array {
  if (element.tag !== tags.bitString || element.content[0] !== 0)
    throw malformed('not a string of whole octets');
  return element.content.subarray(1);
}

const timeForms: Readonly<Record<number, RegExp>> = {
  [tags.utcTime]: /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
  [tags.generalizedTime]: /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/,
};

/**
 * UTCTime or GeneralizedTime in the only form that certificates may use: seconds present, `Z` at the end (RFC 5280
 * §4.1.2.5). Two-digit years below 50 are of this century.
 */
export function readTime(element: Element): Date {
  const text = String.fromCharCode(...element.content.subarray(0, 32));
  const parts = timeForms[element.tag]?.exec(text)?.slice(1).map(Number);
  if (parts === undefined) throw malformed('not a time');
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const fullYear = element.tag === tags.generalizedTime ? year : year < 50 ? 2000 + year : 1900 + year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  // Date carries 31 February over into March; a time that moved was not a time.
  const same = time.getUTCMonth() === month - 1 && time.getUTCDate() === day && time.getUTCHours() === hour;
  if (!same || minute > 59 || second > 59) throw malformed('not a time of the calendar');
  return time;
}
