/** The order that DER gives to the members of a SET OF. */

/** Compares encodings octet by octet, the shorter one as if padded with zeros (X.690 §11.6). */
export function compareEncodings(a: Uint8Array, b: Uint8Array): number {
  const length = Math.max(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The encodings in the order of DER. */
export function inDerOrder(encodings: readonly Uint8Array[]): Uint8Array[] {
  return [...encodings].sort(compareEncodings);
}
