/**
 * Values as text and back: what Electron's structured clone carries, as far as a typed API needs it. The same function is
 * injected into the preload's world, so it must not use anything from outside itself.
 */
export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export interface Base64 {
  toText(bytes: Uint8Array): string;
  toBytes(text: string): Uint8Array;
}

/** Everything but plain JSON travels as `[tag, content]`; a real array therefore as `['array', items]`. */
export function createCodec(base64: Base64): Codec {
  const pack = (value: unknown): unknown => {
    if (value === undefined) return ['undefined'];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : ['number', String(value)];
    if (typeof value === 'bigint') return ['bigint', String(value)];
    if (value instanceof Uint8Array) return ['bytes', base64.toText(value)];
    if (value instanceof Date) return ['date', value.getTime()];
    if (Array.isArray(value)) return ['array', value.map(pack)];
    if (typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, pack(item)]));
    throw new Error('An object could not be cloned.'); // the words of Electron for functions and symbols
  };
  const unpackers: Record<string, (content: unknown) => unknown> = {
    undefined: () => undefined,
    number: Number,
    bigint: content => BigInt(content as string),
    bytes: content => base64.toBytes(content as string),
    date: content => new Date(content as number),
    array: content => (content as unknown[]).map(unpack),
  };
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return unpackers[value[0] as string]?.(value[1]);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpack(item)]));
  };
  return { encode: value => JSON.stringify(pack(value)), decode: text => unpack(JSON.parse(text)) };
}

export const codec = createCodec({
  toText: bytes => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
  // A copy, as in Electron a plain Uint8Array and no Buffer.
  toBytes: text => new Uint8Array(Buffer.from(text, 'base64')),
});
