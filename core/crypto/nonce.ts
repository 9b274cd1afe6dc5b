/**
 * The secret number k of a signature: RFC 6979 §3.2 with the signature's own hash function, and §3.6 for fresh
 * randomness mixed in. Without the randomness it is a function of key and hash alone; with it, a fault that is
 * forced on a repeated signature does not meet the same k. A broken random number generator does no harm either way.
 */
import { bigIntToBytesBE, reversed, zeroize } from '../bytes.ts';
import { digestAlgorithms } from './digest.ts';
import type { DigestName } from './digest.ts';
import { hmac } from './hmac.ts';
import { isScalar } from './scalar.ts';

export interface NonceSeed {
  /** The hash function of HMAC: that of the signature. */
  readonly digestName: DigestName;
  /** Order of the base point. */
  readonly q: bigint;
  /** The private key, 0 < d < q, little-endian, as many bytes as q has. */
  readonly d: Uint8Array;
  /** The number that is signed, 0 < e < q. */
  readonly e: bigint;
  /** Fresh random bytes, or none. */
  readonly extraEntropy: Uint8Array;
}

/** A secret byte string that is replaced now and then, and zeroed each time. */
class Secret {
  #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  replace(bytes: Uint8Array): void {
    zeroize(this.#bytes);
    this.#bytes = bytes;
  }
}

/** The leftmost `bits` bits of most-significant-first bytes, as a number in little-endian bytes. */
function leftmost(bytes: Uint8Array, bits: number): Uint8Array {
  const width = Math.ceil(bits / 8);
  const surplus = 8 * width - bits;
  const number = bytes.subarray(0, width).reverse();
  for (const [at, byte] of number.entries()) {
    number[at] = ((byte | ((number[at + 1] ?? 0) << 8)) >> surplus) & 0xff;
  }
  return number;
}

/**
 * Offers numbers k with 0 < k < q, little-endian in as many bytes as q has, to `use`, one after the other, until it
 * returns something, and returns that. The bytes are for `use` only: the next k takes the place of the one before, and
 * the last is wiped, as is the generator's state.
 */
export function withNonce<Result>(seed: NonceSeed, use: (k: Uint8Array) => Result | undefined): Result {
  const { digestName, q } = seed;
  const bits = q.toString(2).length;
  const width = Math.ceil(bits / 8);
  const { length } = digestAlgorithms[digestName];
  const key = new Secret(new Uint8Array(length));
  const value = new Secret(new Uint8Array(length).fill(0x01));
  const next = (): void => value.replace(hmac(digestName, key.bytes, value.bytes));
  const mix = (...parts: readonly Uint8Array[]): void => {
    key.replace(hmac(digestName, key.bytes, value.bytes, ...parts));
    next();
  };
  /** §3.2 h: T, from as many values as it takes. */
  const material = new Uint8Array(Math.ceil(width / length) * length);
  const candidate = (): Uint8Array => {
    for (let at = 0; at < material.length; at += length) {
      next();
      material.set(value.bytes, at);
    }
    return leftmost(material, bits);
  };
  const d = reversed(seed.d);
  const e = bigIntToBytesBE(seed.e, width);
  try {
    mix(Uint8Array.of(0x00), d, e, seed.extraEntropy);
    mix(Uint8Array.of(0x01), d, e, seed.extraEntropy);
    for (;;) {
      const k = candidate();
      const result = isScalar(k, q) ? use(k) : undefined;
      if (result !== undefined) return result;
      mix(Uint8Array.of(0x00));
    }
  } finally {
    zeroize(key.bytes, value.bytes, material, d);
  }
}
