/** Keys from passwords: PKCS#12's own derivation, and PBKDF2 of PKCS#5. */
import { sha1 } from '@noble/hashes/legacy.js';
import { pbkdf2 } from '@noble/hashes/pbkdf2.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concatBytes, zeroize } from '../bytes.ts';
import type { Password } from './password.ts';
import type { WorkBudget } from './work-budget.ts';

const hashes = { sha1, sha256, sha384, sha512 } as const;
export type HashName = keyof typeof hashes;

/** One call of the longer hash functions takes about three times as long as one of the shorter. */
const cost: Readonly<Record<HashName, number>> = { sha1: 1, sha256: 1, sha384: 3, sha512: 3 };

export interface KeyDerivation {
  readonly hash: HashName;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** What derived bytes are for (RFC 7292 appendix B.3). */
const purposes = { key: 1, iv: 2, mac: 3 } as const;

/**
 * RFC 7292 appendix B.2: each step hashes diversifier, salt and password `iterations` times, then the hash is added into
 * salt and password for the next step.
 * @returns `length` bytes; the caller zeroes them
 * @throws TanbaError keystore.too-many-iterations
 */
export function derivePkcs12(
  password: Password,
  { hash: name, salt, iterations }: KeyDerivation,
  purpose: keyof typeof purposes,
  length: number,
  budget: WorkBudget,
): Uint8Array {
  const hash = hashes[name];
  const steps = Math.ceil(length / hash.outputLen);
  budget.spend(iterations * steps * cost[name]);
  const block = hash.blockLen;
  const diversifier = new Uint8Array(block).fill(purposes[purpose]);
  const input = concatBytes(repeated(salt, block), repeated(password.bmp, block));
  const derived = new Uint8Array(steps * hash.outputLen);
  for (let step = 0; step < steps; step++) {
    let digest = hash.create().update(diversifier).update(input).digest();
    for (let round = 1; round < iterations; round++) digest = hash(digest);
    derived.set(digest, step * hash.outputLen);
    addToBlocks(input, repeated(digest, block).subarray(0, block));
  }
  const result = derived.slice(0, length);
  zeroize(input, derived);
  return result;
}

/** The bytes over and over up to a multiple of `block`; none for none. */
function repeated(bytes: Uint8Array, block: number): Uint8Array {
  const result = new Uint8Array(block * Math.ceil(bytes.length / block));
  for (let at = 0; at < result.length; at++) result[at] = bytes[at % bytes.length]!;
  return result;
}

/** Adds `block` and 1 to every block of `input`, each a big-endian number, the carry out of it dropped. */
function addToBlocks(input: Uint8Array, block: Uint8Array): void {
  for (let start = 0; start < input.length; start += block.length) {
    let carry = 1;
    for (let at = block.length - 1; at >= 0; at--) {
      carry += input[start + at]! + block[at]!;
      input[start + at] = carry;
      carry >>= 8;
    }
  }
}

/**
 * PBKDF2 with HMAC (RFC 8018 §5.2).
 * @returns `length` bytes; the caller zeroes them
 * @throws TanbaError keystore.too-many-iterations
 */
export function derivePbkdf2(
  password: Password,
  { hash: name, salt, iterations }: KeyDerivation,
  length: number,
  budget: WorkBudget,
): Uint8Array {
  const hash = hashes[name];
  budget.spend(2 * iterations * Math.ceil(length / hash.outputLen) * cost[name]);
  return pbkdf2(hash, password.utf8, salt, { c: iterations, dkLen: length });
}
