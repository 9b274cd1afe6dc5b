import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { bigIntToBytesLE } from '../bytes.ts';
import { baseMultiples } from './base-multiple.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from './gost-curves.ts';
import { pointClass } from './gost-points.ts';
import type { AffinePoint } from './gost-points.ts';

// As it is, but its calls are counted.
vi.mock('./gost-points.ts', { spy: true });

describe.each([tc26Gost512A, cryptoProA, tc26Gost256A])('multiples of the base point of $name', curve => {
  const { p, a, b, q, cofactor, x, y, width } = curve;
  const Plain = weierstrass({ p, a, b, n: q, h: cofactor, Gx: x, Gy: y });
  const ours = (k: bigint) => baseMultiples(curve).multiply(bigIntToBytesLE(k, width));
  const bits = q.toString(2).length;
  const scalar = () =>
    fc.oneof(
      fc.bigInt({ min: 1n, max: q - 1n }),
      fc.nat(bits - 2).map(bit => 1n << BigInt(bit)),
      fc.nat(bits - 2).map(bit => q - (1n << BigInt(bit))),
      fc.nat(bits - 2).map(bit => (1n << BigInt(bit)) - 1n || 1n),
    );

  it('are those of noble', () => {
    fc.assert(
      fc.property(scalar(), k => {
        expect(ours(k)).toEqual(Plain.BASE.multiplyUnsafe(k).toAffine());
      }),
      { numRuns: 30 },
    );
  });

  it('are right for the smallest and the largest numbers, of which at most two take the slow way', () => {
    const slow: bigint[] = [];
    const check = (k: bigint, expected: AffinePoint): void => {
      vi.mocked(pointClass).mockClear();
      expect(ours(k)).toEqual(expected);
      if (vi.mocked(pointClass).mock.calls.length > 0) slow.push(k);
    };
    let point = Plain.BASE;
    for (let k = 1n; k <= 260n; k += 1n) {
      const { x: px, y: py } = point.toAffine();
      check(k, { x: px, y: py });
      check(q - k, { x: px, y: p - py });
      point = point.add(Plain.BASE);
    }
    expect(slow).toEqual(slowNumbers(q));
  });

  it('leave the number as it was', () => {
    const k = bigIntToBytesLE(q - 3n, width);
    baseMultiples(curve).multiply(k);
    expect(k).toEqual(bigIntToBytesLE(q - 3n, width));
  });
});

/** Those with q + 2d₀ = k for the last of the digits of six bits, and their negatives. */
function slowNumbers(q: bigint): readonly bigint[] {
  const last = (q + 64n) % 128n;
  return last < 64n ? [2n * last, q - 2n * last] : [];
}
