/**
 * Zeroes every byte array inside a call's input. Bytes in inputs are PINs; each border that a call crosses makes a copy,
 * and each side wipes its own when it is through with it.
 */
export function wipe(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(wipe);
}
