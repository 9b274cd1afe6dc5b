import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigIntToBytesLE } from '../bytes.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from './gost-curves.ts';
import { isScalar, scalarSums } from './scalar.ts';

describe.each([tc26Gost512A, cryptoProA, tc26Gost256A])(
  'numbers modulo the order of $name',
  ({ q, width }) => {
    const number = () =>
      fc.oneof(fc.bigInt({ min: 0n, max: q - 1n }), fc.constantFrom(0n, 1n, 2n, q - 1n, q - 2n));
    const bytes = (value: bigint): Uint8Array => bigIntToBytesLE(value, width);

    it('are multiplied and added as big integers are', () => {
      fc.assert(
        fc.property(number(), number(), number(), number(), (a, m, b, n) => {
          expect(scalarSums(q).sum(a, bytes(m), b, bytes(n))).toBe((a * m + b * n) % q);
        }),
      );
    });

    it('are 0 where the sum is a multiple of the order', () => {
      expect(scalarSums(q).sum(1n, bytes(q - 5n), 5n, bytes(1n))).toBe(0n);
      expect(scalarSums(q).sum(0n, bytes(7n), 0n, bytes(9n))).toBe(0n);
    });

    it('are more than zero and less than the order', () => {
      for (const value of [1n, 2n, 255n, 256n, q - 1n, q - 256n])
        expect(isScalar(bytes(value), q)).toBe(true);
      const all = bytes((1n << BigInt(8 * width)) - 1n);
      for (const value of [bytes(0n), bytes(q), bytes(q + 1n), bytes(q + 256n), all]) {
        expect(isScalar(value, q)).toBe(false);
      }
    });
  },
);
