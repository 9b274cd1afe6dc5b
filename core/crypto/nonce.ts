/**
 * The secret number k of a signature: RFC 6979 §3.2 with the signature's own hash function, and §3.6 for fresh
 * randomness mixed in. Without the randomness it is a function of key and hash alone; with it, a fault that is
 * forced on a repeated signature does not meet the same k. A broken random number generator does no harm either way.
 */
import { bigIntToBytesBE, bytesToBigIntBE, concatBytes, zeroize } from '../bytes.ts';
import { digestAlgorithms } from './digest.ts';
import type { DigestName } from './digest.ts';
import { hmac } from './hmac.ts';

export interface NonceSeed {
  /** The hash function of HMAC: that of the signature. */
  readonly digestName: DigestName;
  /** Order of the base point. */
  readonly q: bigint;
  /** The private key, 0 < d < q. */
  readonly d: bigint;
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

/**
 * Offers numbers k with 0 < k < q to `use`, one after the other, until it returns something, and returns that.
 * The generator's state is wiped at the end.
 */
export function withNonce<Result>(seed: NonceSeed, use: (k: bigint) => Result | undefined): Result {
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
  /** §3.2 h: as many bits as q has, from as many values as it takes. */
  const candidate = (): bigint => {
    let number = 0n;
    let missing = bits;
    for (; missing > 0; missing -= 8 * length) {
      next();
      number = (number << BigInt(8 * length)) | bytesToBigIntBE(value.bytes);
    }
    return number >> BigInt(-missing);
  };
  const material = concatBytes(
    bigIntToBytesBE(seed.d, width),
    bigIntToBytesBE(seed.e, width),
    seed.extraEntropy,
  );
  try {
    mix(Uint8Array.of(0x00), material);
    mix(Uint8Array.of(0x01), material);
    for (;;) {
      const k = candidate();
      const result = k > 0n && k < q ? use(k) : undefined;
      if (result !== undefined) return result;
      mix(Uint8Array.of(0x00));
    }
  } finally {
    zeroize(key.bytes, value.bytes, material);
  }
}
