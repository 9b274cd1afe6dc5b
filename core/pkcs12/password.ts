/** The two forms in which key files want a password. Neither becomes a string: a string cannot be zeroed. */

export interface Password {
  /** For PBKDF2. */
  readonly utf8: Uint8Array;
  /** For PKCS#12's own derivation. */
  readonly bmp: Uint8Array;
}

/** Both forms of a password; undefined when it is not UTF-8. The caller zeroes them. */
export function readPassword(utf8: Uint8Array): Password | undefined {
  const bmp = bmpPassword(utf8);
  return bmp && { utf8, bmp };
}

/**
 * BMPString with a terminator (RFC 7292 appendix B.1): UTF-16, big-endian, then two zero octets. Characters beyond the
 * basic plane become surrogate pairs, as every implementation does.
 */
function bmpPassword(utf8: Uint8Array): Uint8Array | undefined {
  // No character takes more octets in UTF-16 than two for each of its octets in UTF-8.
  const room = new Uint8Array(2 * utf8.length + 2);
  let length = 0;
  const put = (unit: number): void => {
    room[length++] = unit >> 8;
    room[length++] = unit;
  };
  for (let at = 0; at < utf8.length;) {
    const read = codePointAt(utf8, at);
    if (read === undefined) return undefined;
    const { codePoint, width } = read;
    at += width;
    if (codePoint < 0x10000) put(codePoint);
    else {
      put(0xd7c0 + (codePoint >> 10));
      put(0xdc00 + (codePoint & 0x3ff));
    }
  }
  put(0);
  const password = room.slice(0, length);
  room.fill(0);
  return password;
}

/** By the number of octets: which bits of the first one count, and the least code point that needs so many (RFC 3629 §3). */
const forms = [
  { width: 1, mask: 0x80, lead: 0x00, least: 0 },
  { width: 2, mask: 0xe0, lead: 0xc0, least: 0x80 },
  { width: 3, mask: 0xf0, lead: 0xe0, least: 0x800 },
  { width: 4, mask: 0xf8, lead: 0xf0, least: 0x10000 },
] as const;

function codePointAt(utf8: Uint8Array, at: number): { codePoint: number; width: number } | undefined {
  const first = utf8[at]!;
  const form = forms.find(({ mask, lead }) => (first & mask) === lead);
  if (form === undefined) return undefined;
  let codePoint = first & ~form.mask;
  for (let i = 1; i < form.width; i++) {
    const next = utf8[at + i] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    codePoint = (codePoint << 6) | (next & 0x3f);
  }
  const surrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
  if (codePoint < form.least || codePoint > 0x10ffff || surrogate) return undefined;
  return { codePoint, width: form.width };
}
