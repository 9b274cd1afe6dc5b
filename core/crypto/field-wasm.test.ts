import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bigIntToBytesLE } from '../bytes.ts';
import { readElement, readLimbs, writeBytes, writeElement, writeLimbs } from './field-memory.ts';
import { combine, fieldShape, productFunction, squareFunction } from './field-wasm.ts';
import { cryptoProA, tc26Gost512A } from './gost-curves.ts';
import { assemble, get, I64, i32 } from './wasm.ts';

/** Our primes, and some without their shape. */
const primes = {
  '2^512 - 569': tc26Gost512A.p,
  '2^256 - 617': cryptoProA.p,
  'the order of the 512-bit curve': tc26Gost512A.q,
  'RFC 7091 example 1': 0x8000000000000000000000000000000000000000000000000000000000000431n,
  'GOST R 34.10-2012 example 2':
    0x4531acd1fe0023c7550d267b6b2fee80922b14b2ffb90f04d4eb7c09b5d2d15df1d852741af4704a0458047e80e4546d35b8336fac224dd81664bbf528be6373n,
  '2^255 - 19': 2n ** 255n - 19n,
};

describe.each(Object.entries(primes))('the field of %s', (_, p) => {
  const shape = fieldShape(p);
  const [A, B, R] = [0, shape.stride, 2 * shape.stride] as const;
  const sums = {
    name: 'sums',
    parameters: 1,
    locals: [I64] as const,
    // 8b − 8a, the largest that the point formulas make of two products, and in place of a.
    body: combine(shape, 1, get(0), [8, i32.const(B)], [-8, i32.const(A)]),
  };
  const { memory, functions } = assemble(1, [productFunction(shape), squareFunction(shape), sums]);
  const run = (name: string, ...args: readonly number[]): bigint => {
    functions[name]?.(...args);
    return readElement(shape, memory, args[0] ?? 0);
  };
  const modulo = (value: bigint): bigint => ((value % p) + p) % p;
  const element = () =>
    fc.oneof(fc.bigInt({ min: 0n, max: p - 1n }), fc.constantFrom(0n, 1n, 2n, p - 1n, p - 2n, p >> 1n));

  it('multiplies, squares and adds as big integers do', () => {
    fc.assert(
      fc.property(element(), element(), (a, b) => {
        writeElement(shape, memory, A, a);
        writeElement(shape, memory, B, b);
        expect(readElement(shape, memory, A)).toBe(a);
        expect(run('multiply', R, A, B)).toBe(modulo(a * b));
        expect(run('square', R, A)).toBe(modulo(a * a));
        expect(run('sums', R)).toBe(modulo(8n * (b - a)));
        // Numbers that are negative or many times the prime are factors too, and a result may replace a factor.
        expect(run('square', R, R)).toBe(modulo(64n * (b - a) * (b - a)));
        functions['sums']?.(R);
        expect(run('multiply', R, R, A)).toBe(modulo(8n * (b - a) * a));
      }),
    );
  });

  it('stays right over a thousand steps', () => {
    let expected = p >> 1n;
    writeElement(shape, memory, A, 0n);
    writeElement(shape, memory, B, expected);
    for (let step = 0; step < 1000; step++) {
      functions['sums']?.(R);
      functions['square']?.(B, R);
      expected = modulo(64n * expected * expected);
    }
    expect(readElement(shape, memory, B)).toBe(expected);
  });

  it('takes numbers from bytes as it does from big integers', () => {
    fc.assert(
      fc.property(element(), value => {
        writeLimbs(shape, memory, A, value);
        writeBytes(shape, memory, B, bigIntToBytesLE(value, Math.ceil(p.toString(2).length / 8)));
        expect(readLimbs(shape, memory, A)).toBe(value);
        expect(memory.slice(B, B + shape.stride)).toEqual(memory.slice(A, A + shape.stride));
      }),
    );
  });

  it('multiplies numbers of the largest limbs of either sign without an overflow', () => {
    const view = new DataView(memory.buffer);
    const fill = (address: number, limb: number): bigint => {
      for (let at = 0; at < shape.stride; at += 4) view.setInt32(address + at, limb, true);
      return readLimbs(shape, memory, address);
    };
    const largest = 2 ** 28;
    for (const [left, right] of [
      [largest, largest],
      [largest, -largest],
      [-largest, -largest],
    ] as const) {
      const product = fill(A, left) * fill(B, right) * shape.fromMontgomery ** 2n;
      expect(run('multiply', R, A, B)).toBe(modulo(product));
      expect(run('square', R, B)).toBe(modulo(fill(B, right) ** 2n * shape.fromMontgomery ** 2n));
    }
  });
});
