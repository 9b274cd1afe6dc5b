import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigIntToBytesLE, bytesToHex } from '../bytes.ts';
import type { DigestName } from './digest.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from './gost-curves.ts';
import type { GostCurve } from './gost-curves.ts';
import { createGostVerifier, derivePublicKey, isPointOnCurve, signDigest, verifyDigest } from './gost3410.ts';

const none = new Uint8Array();

const families: readonly { curve: GostCurve; digestName: DigestName }[] = [
  { curve: tc26Gost512A, digestName: 'streebog512' },
  { curve: cryptoProA, digestName: 'gost34311' },
  { curve: tc26Gost256A, digestName: 'streebog256' },
];

/** The same bytes with one bit flipped. */
function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = bit % (8 * bytes.length);
  copy[at >> 3] = (copy[at >> 3] ?? 0) ^ (1 << (at & 7));
  return copy;
}

describe.each(families)('signatures with $curve.name', ({ curve, digestName }) => {
  const { width, q } = curve;
  const privateKey = () => fc.bigInt({ min: 1n, max: q - 1n }).map(d => bigIntToBytesLE(d, width));
  const hash = () => fc.uint8Array({ minLength: width, maxLength: width });
  const entropy = () => fc.uint8Array({ maxLength: 64 });
  const bit = () => fc.nat(8 * 2 * width - 1);

  it('hold, and do not after any flipped bit of signature, hash or key', () => {
    fc.assert(
      fc.property(privateKey(), hash(), entropy(), bit(), (key, digest, extraEntropy, at) => {
        const signature = signDigest(curve, key, digest, { extraEntropy, digestName });
        const publicKey = derivePublicKey(curve, key);
        const verifier = createGostVerifier(curve, publicKey);
        expect(signature).toHaveLength(2 * width);
        expect(isPointOnCurve(curve, publicKey)).toBe(true);
        expect(verifyDigest(curve, publicKey, digest, signature)).toBe(true);
        expect(verifier.verify(digest, signature)).toBe(true);
        expect(verifyDigest(curve, publicKey, digest, flipped(signature, at))).toBe(false);
        expect(verifier.verify(digest, flipped(signature, at))).toBe(false);
        expect(verifyDigest(curve, publicKey, flipped(digest, at), signature)).toBe(false);
        expect(verifyDigest(curve, flipped(publicKey, at), digest, signature)).toBe(false);
      }),
      { numRuns: 12 },
    );
  });

  it('are the same each time without randomness, and never with it', () => {
    const key = bigIntToBytesLE(7n, width);
    const digest = new Uint8Array(width).fill(1);
    const sign = (extraEntropy: Uint8Array): string =>
      bytesToHex(signDigest(curve, key, digest, { extraEntropy, digestName }));
    expect(sign(none)).toBe(sign(none));
    const seen = Array.from({ length: 8 }, (_, index) => sign(new Uint8Array(32).fill(index)));
    expect(new Set([...seen, sign(none)]).size).toBe(9);
  });

  it('are of hashes as long as the curve is wide, and of no others', () => {
    const key = bigIntToBytesLE(7n, width);
    const digest = new Uint8Array(width);
    const options = { digestName, extraEntropy: none };
    const publicKey = derivePublicKey(curve, key);
    const signature = signDigest(curve, key, digest, options);
    expect(verifyDigest(curve, publicKey, digest, signature)).toBe(true);
    // A longer one that is the same number.
    expect(verifyDigest(curve, publicKey, new Uint8Array(width + 1), signature)).toBe(false);
    expect(verifyDigest(curve, publicKey, none, signature)).toBe(false);
    expect(() => signDigest(curve, key, new Uint8Array(width + 1), options)).toThrow(RangeError);
  });

  it('leave key and hash as they were', () => {
    const key = bigIntToBytesLE(99n, width);
    const digest = new Uint8Array(width).fill(2);
    signDigest(curve, key, digest, { extraEntropy: new Uint8Array(32), digestName });
    expect(key).toEqual(bigIntToBytesLE(99n, width));
    expect(digest).toEqual(new Uint8Array(width).fill(2));
  });

  it('work on the arrays of Node as on others', () => {
    const key = Buffer.from(bigIntToBytesLE(99n, width));
    const digest = Buffer.alloc(width, 2);
    const signature = Buffer.from(
      signDigest(curve, key, digest, { extraEntropy: Buffer.alloc(32), digestName }),
    );
    const publicKey = Buffer.from(derivePublicKey(curve, key));
    expect(verifyDigest(curve, publicKey, digest, signature)).toBe(true);
    expect(key).toEqual(Buffer.from(bigIntToBytesLE(99n, width)));
  });
});

it('a signature with any single bit flipped is refused, each bit tried', () => {
  const key = bigIntToBytesLE(12345678901234567890n, 32);
  const digest = new Uint8Array(32).fill(0xa5);
  const options = { extraEntropy: none, digestName: 'gost34311' } as const;
  const signature = signDigest(cryptoProA, key, digest, options);
  const verifier = createGostVerifier(cryptoProA, derivePublicKey(cryptoProA, key));
  const accepted = Array.from({ length: 512 }, (_, at) => verifier.verify(digest, flipped(signature, at)));
  expect(verifier.verify(digest, signature)).toBe(true);
  expect(accepted).not.toContain(true);
});
