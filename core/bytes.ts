/**
 * Bytes: the few conversions that the whole core shares.
 *
 * Everything here is a plain function over Uint8Array; no Buffer, so that the same code runs in Node, in a
 * utility process and in a test.
 */
import { base64 } from '@scure/base';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

export { bytesToHex, concatBytes, hexToBytes, utf8ToBytes };

// TextDecoder is a global of every environment that we run in, but of none of the ES2023 libs.
declare const TextDecoder: new (
  label: string,
  options: { fatal: boolean; ignoreBOM: boolean },
) => { decode(bytes: Uint8Array): string };

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251';

/**
 * Text of bytes in one encoding; a TypeError when they are not in it (a silent U+FFFD would change what was signed).
 * A byte order mark is a character like any other.
 */
export function decodeText(bytes: Uint8Array, encoding: TextEncodingName): string {
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
}

/** Text of UTF-8 bytes; a TypeError when they are not UTF-8. */
export function bytesToUtf8(bytes: Uint8Array): string {
  return decodeText(bytes, 'utf-8');
}

/** One character per byte, U+0000…U+00FF. */
export function bytesToLatin1(bytes: Uint8Array): string {
  // String.fromCharCode takes its characters as arguments, and their number is bounded by the stack.
  const chunk = 8192;
  let text = '';
  for (let at = 0; at < bytes.length; at += chunk) {
    text += String.fromCharCode(...bytes.subarray(at, at + chunk));
  }
  return text;
}

/** Whether both have the same bytes; the time depends on the lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

/** Standard base64 (RFC 4648 §4) with padding, on one line. */
export function bytesToBase64(bytes: Uint8Array): string {
  return base64.encode(bytes);
}

/**
 * Bytes of standard base64; white space (line ends of PEM, XML and mail) is dropped, anything else that is not
 * base64 is an Error.
 */
export function base64ToBytes(text: string): Uint8Array {
  return base64.decode(text.replace(/\s+/g, ''));
}

/** Fills with zero what held a secret. JavaScript may have made copies that nobody can reach; see SECURITY.md. */
export function zeroize(...arrays: readonly Uint8Array[]): void {
  for (const array of arrays) array.fill(0);
}

/**
 * The same bytes in an array, and a buffer, of their own. Not slice(): that of Node's Buffer, which is a Uint8Array too,
 * shows the same memory.
 */
export function copyBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}

/** The same bytes from the last to the first, as a new array. */
export function reversed(bytes: Uint8Array): Uint8Array {
  return copyBytes(bytes).reverse();
}

// Numbers may be secret, so they are taken apart by arithmetic: a detour over hexadecimal text would leave copies that
// cannot be wiped.
const WORD = 8;
const WORD_BITS = BigInt(8 * WORD);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

/** The unsigned number with the most significant byte first; 0n for no bytes. */
export function bytesToBigIntBE(bytes: Uint8Array): bigint {
  const view = viewOf(bytes);
  const odd = bytes.length % WORD;
  let value = 0n;
  for (let at = 0; at < odd; at++) value = (value << 8n) | BigInt(view.getUint8(at));
  for (let at = odd; at < bytes.length; at += WORD) value = (value << WORD_BITS) | view.getBigUint64(at);
  return value;
}

/** The unsigned number with the least significant byte first; 0n for no bytes. */
export function bytesToBigIntLE(bytes: Uint8Array): bigint {
  const reverse = reversed(bytes);
  const value = bytesToBigIntBE(reverse);
  zeroize(reverse);
  return value;
}

/** `length` bytes, most significant first; a RangeError when the number is negative or does not fit. */
export function bigIntToBytesBE(value: bigint, length: number): Uint8Array {
  return bigIntToBytesLE(value, length).reverse();
}

/** `length` bytes, least significant first; a RangeError when the number is negative or does not fit. */
export function bigIntToBytesLE(value: bigint, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = viewOf(bytes);
  let rest = value;
  let at = 0;
  // setBigUint64 and setUint8 take the lowest bits of what they are given.
  for (; at + WORD <= length; at += WORD, rest >>= WORD_BITS) view.setBigUint64(at, rest, true);
  for (; at < length; at++, rest >>= 8n) view.setUint8(at, Number(rest & 0xffn));
  if (rest !== 0n) throw new RangeError(`the number does not fit into ${length} bytes`);
  return bytes;
}
