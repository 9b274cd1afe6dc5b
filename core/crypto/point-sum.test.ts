import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from './gost-curves.ts';
import { groupPoint, pointClass } from './gost-points.ts';
import { pointSums } from './point-sum.ts';

describe.each([tc26Gost512A, cryptoProA, tc26Gost256A])('$name', curve => {
  const { p, a, b, q, cofactor, x, y } = curve;
  /** The curve as noble has it, without the arithmetic of ours. */
  const Plain = weierstrass({ p, a, b, n: q, h: cofactor, Gx: x, Gy: y });
  const scalar = () =>
    fc.oneof(
      fc.bigInt({ min: 1n, max: q - 1n }),
      fc.bigInt({ min: 1n, max: 40n }),
      fc.bigInt({ min: 1n, max: 40n }).map(small => q - small),
      fc.nat(q.toString(2).length - 2).map(bit => 1n << BigInt(bit)),
    );

  it('has a base point of its order', () => {
    expect(
      Plain.BASE.multiplyUnsafe(q - 1n)
        .add(Plain.BASE)
        .is0(),
    ).toBe(true);
    expect(groupPoint(curve, { x, y })).toBeDefined();
  });

  it('adds up multiples as noble does, for a key that is used once or often', () => {
    fc.assert(
      fc.property(scalar(), scalar(), scalar(), fc.constantFrom('once', 'often'), (d, m, n, use) => {
        const plainKey = Plain.BASE.multiplyUnsafe(d);
        const sum = Plain.BASE.multiplyUnsafe(m).add(plainKey.multiplyUnsafe(n));
        const key = pointSums(curve).multiplesOf(pointClass(curve).fromAffine(plainKey.toAffine()), use);
        const r = sum.is0() ? 0n : sum.toAffine().x % q;
        expect(pointSums(curve).hasAbscissa(m, key, n, r)).toBe(!sum.is0());
        expect(pointSums(curve).hasAbscissa(m, key, n, (r + 1n) % q)).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps the multiples of several keys apart', () => {
    const keys = [2n, 3n, 5n].map(d => {
      const point = pointClass(curve).fromAffine(Plain.BASE.multiplyUnsafe(d).toAffine());
      return { d, multiples: pointSums(curve).multiplesOf(point, 'often') };
    });
    for (const { d, multiples } of [...keys, ...keys]) {
      const r = Plain.BASE.multiplyUnsafe(77n + 11n * d).toAffine().x % q;
      expect(pointSums(curve).hasAbscissa(77n, multiples, 11n, r)).toBe(true);
    }
  });

  it('knows points that are not in the group', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: p - 1n }), fc.bigInt({ min: 0n, max: p - 1n }), (px, py) => {
        expect(groupPoint(curve, { x: px, y: py })).toBeUndefined();
      }),
      { numRuns: 20 },
    );
    expect(groupPoint(curve, { x: x + p, y })).toBeUndefined();
    expect(groupPoint(curve, { x, y: y + p })).toBeUndefined();
    expect(groupPoint(curve, { x: 0n, y: 0n })).toBeUndefined();
  });
});
