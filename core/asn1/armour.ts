/**
 * The text forms in which DER travels: PEM (RFC 7468) and bare base64. NCALayer's native library writes PEM with the label
 * CMS; mail and portals drop the frame and break the lines anywhere.
 */
import { bytesToLatin1 } from '../bytes.ts';
import { Asn1Error, malformed } from './asn1-error.ts';
import { tags } from './tlv.ts';

/** Labels under which each kind of content is found. */
const armourLabels = {
  cms: ['CMS', 'PKCS7', 'PKCS #7 SIGNED DATA', 'SIGNATURE'],
  certificate: ['CERTIFICATE', 'X509 CERTIFICATE', 'PKCS7'],
  crl: ['X509 CRL', 'CRL'],
} as const;
export type ArmourKind = keyof typeof armourLabels;

/** Text is decoded in memory; whoever has more than this has DER. */
export const maxArmouredBytes = 64 * 1024 * 1024;

/** Whether the bytes begin as DER and BER do: with a SEQUENCE. Base64 of a SEQUENCE begins with `M`, a PEM with `-`. */
export function looksLikeDer(bytes: Uint8Array): boolean {
  return bytes[0] === tags.sequence;
}

const printable = /^[\t\r\n\x20-\x7e]*$/;
/** Enough of the beginning to tell text from binary. */
const sampleLength = 64;
const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Whether the bytes begin as text in ASCII, with or without a byte order mark. */
export function looksLikeText(bytes: Uint8Array): boolean {
  return bytes.length > 0 && printable.test(bytesToLatin1(withoutMark(bytes).subarray(0, sampleLength)));
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return byteOrderMark.every((octet, i) => bytes[i] === octet) ? bytes.subarray(byteOrderMark.length) : bytes;
}

/**
 * The DER of each PEM block of the kind; of the whole text where there is no PEM frame at all. Empty where the text holds
 * only blocks of other kinds.
 * @throws Asn1Error 'malformed' for what is not base64, 'truncated' for a block without its end, 'too-large'
 */
export function dearmour(bytes: Uint8Array, kind: ArmourKind): Uint8Array[] {
  if (bytes.length > maxArmouredBytes) throw new Asn1Error('too-large', 'armoured text is too large');
  const text = withoutMark(bytes);
  const frames = pemFrames(text);
  if (frames.length === 0) return [decodeBase64(text)];
  const labels: readonly string[] = armourLabels[kind];
  return frames.filter(frame => labels.includes(frame.label)).map(frame => decodeBase64(frame.body));
}

interface PemFrame {
  readonly label: string;
  readonly body: Uint8Array;
}

const begin = '-----BEGIN ';
const dashes = '-----';
const maxFrames = 10_000;
/** Labels are a few words. */
const maxLabel = 64;

/** In the bytes themselves: as a string, a large text would take several times its size. */
function pemFrames(bytes: Uint8Array): PemFrame[] {
  const frames: PemFrame[] = [];
  for (let at = indexOfText(bytes, begin, 0); at >= 0; at = indexOfText(bytes, begin, at)) {
    const labelStart = at + begin.length;
    const opening = bytes.subarray(labelStart, labelStart + maxLabel + dashes.length);
    const labelLength = indexOfText(opening, dashes, 0);
    const label = bytesToLatin1(opening.subarray(0, Math.max(labelLength, 0)));
    const bodyStart = labelStart + labelLength + dashes.length;
    const bodyEnd = labelLength < 0 ? -1 : indexOfText(bytes, `-----END ${label}-----`, bodyStart);
    if (bodyEnd < 0) throw new Asn1Error('truncated', 'a PEM block without its end');
    if (frames.length === maxFrames) throw new Asn1Error('too-large', 'too many PEM blocks');
    frames.push({ label, body: bytes.subarray(bodyStart, bodyEnd) });
    at = bodyEnd;
  }
  return frames;
}

/**
 * Where the characters of `text`, fewer than 256 and an octet each, first stand at `from` or behind it; -1 for nowhere. Compared from
 * the end (Horspool): most octets of a large text are then never looked at, whatever it is made of.
 */
function indexOfText(bytes: Uint8Array, text: string, from: number): number {
  const last = text.length - 1;
  const octets = Uint8Array.from(text, character => character.charCodeAt(0));
  const steps = new Uint8Array(256).fill(text.length);
  for (let index = 0; index < last; index++) steps[octets[index]!] = last - index;
  for (let end = from + last; end < bytes.length; end += steps[bytes[end]!]!) {
    let matching = 0;
    while (matching <= last && bytes[end - matching] === octets[last - matching]) matching++;
    if (matching > last) return end - last;
  }
  return -1;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const skipped = 64;
const padding = 65;
const illegal = 255;
/** What each octet of base64 text means: 0…63, or one of the three above. */
const meanings = new Uint8Array(256).fill(illegal);
for (const [value, letter] of [...alphabet].entries()) meanings[letter.charCodeAt(0)] = value;
for (const space of ' \t\r\n') meanings[space.charCodeAt(0)] = skipped;
meanings['='.charCodeAt(0)] = padding;

/** Octet by octet and without strings: a signature in base64 may be tens of megabytes long. */
function decodeBase64(text: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(Math.floor((text.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let count = 0;
  let padded = 0;
  for (let at = 0; at < text.length; at++) {
    const meaning = meanings[text[at]!]!;
    if (meaning === skipped) continue;
    if (meaning === padding) padded++;
    if (meaning === illegal || (padded > 0 && meaning !== padding)) throw malformed('not base64');
    if (meaning === padding) continue;
    bits = (bits << 6) | meaning;
    if (++count < 4) continue;
    decoded[length++] = bits >> 16;
    decoded[length++] = bits >> 8;
    decoded[length++] = bits;
    bits = 0;
    count = 0;
  }
  // One letter left over is six bits, which no octet has; the padding itself may be left out.
  if (count === 1 || padded > 2) throw malformed('base64 of a wrong length');
  if (count >= 2) decoded[length++] = bits >> (count === 2 ? 4 : 10);
  if (count === 3) decoded[length++] = bits >> 2;
  return decoded.slice(0, length);
}
