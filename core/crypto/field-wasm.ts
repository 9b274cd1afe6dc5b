/**
 * Arithmetic modulo a prime as WebAssembly. The steps, the branches and the addresses are the same for all numbers.
 *
 * A number is n limbs of 28 bits, one i32 each, least significant first. Limbs are from 0 to 2²⁸ − 1, but the top one
 * takes what is over and the sign, so a number may be negative or some times the prime. Factors may as well have limbs
 * down to −2²⁸. A column has n products of two limbs and n of a limb with one of the prime's, and n is at most 19 for
 * the primes here: 19·2⁵⁶ + 19·2⁵⁵ and the carry, in size less than 2⁶¹. So none is needed on the way.
 *
 * Products are Montgomery's (P. Montgomery, "Modular multiplication without trial division", 1985). R = 2^(28n) is at
 * least 2¹⁶ times the prime p: as long as the factors' product is less than 2¹⁶p², and the point formulas stay below
 * 2¹⁰p², the result is within (−p, 2p), and nothing needs a last subtraction. In signed limbs our primes 2ⁿ − c have
 * only two that are not zero, and only by those is multiplied.
 */
import { invert } from '@noble/curves/abstract/modular.js';
import { get, i64, I64, set } from './wasm.ts';
import type { Code, WasmFunction } from './wasm.ts';

export const LIMB_BITS = 28;
/** Bits of R above those of the prime, at least. */
const SLACK_BITS = 16;
const LIMB = 1n << BigInt(LIMB_BITS);
export const LIMB_MASK = 2 ** LIMB_BITS - 1;
const MASK = i64.const(LIMB_MASK);

/** What the emitted code and its callers know about the field. */
export interface FieldShape {
  readonly p: bigint;
  readonly limbs: number;
  /** Bytes from one number to the next in memory. */
  readonly stride: number;
  /** The limbs of p, each from −2²⁷ to 2²⁷. */
  readonly prime: readonly number[];
  /** −p⁻¹ modulo 2²⁸. */
  readonly inverse: number;
  /** R mod p and R⁻¹ mod p. */
  readonly toMontgomery: bigint;
  readonly fromMontgomery: bigint;
}

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);

/** p in limbs from −2²⁷ to 2²⁷: a limb of ones, of which our primes are full, becomes zero with a carry. */
function signedLimbs(p: bigint, limbs: number): readonly number[] {
  let rest = p;
  return range(0, limbs).map(() => {
    const low = BigInt.asIntN(LIMB_BITS, rest);
    rest = (rest - low) / LIMB;
    return Number(low);
  });
}

export function fieldShape(p: bigint): FieldShape {
  const limbs = Math.ceil((p.toString(2).length + SLACK_BITS) / LIMB_BITS);
  const r = LIMB ** BigInt(limbs) % p;
  return {
    p,
    limbs,
    stride: 4 * limbs,
    prime: signedLimbs(p, limbs),
    inverse: Number(LIMB - invert(p, LIMB)),
    toMontgomery: r,
    fromMontgomery: invert(r, p),
  };
}

const limbOf = (address: Code, limb: number): Code => i64.load32(4 * limb, address);
const sum = (terms: readonly Code[]): Code => terms.reduce((left, right) => i64.add(left, right));

/** Drops the accumulator's lowest 28 bits: what every column ends with. */
const shiftDown = (accumulator: number): Code =>
  set(accumulator, i64.shrS(get(accumulator), i64.const(LIMB_BITS)));

/**
 * Montgomery's product by columns. `column(k)` has the terms of column k of the product of two numbers; the multiple of
 * the prime that makes the lower half vanish is found on the way, column by column.
 * Locals: n multiples from `multiples` on, the accumulator after them. The result goes to the address in local 0.
 */
function montgomery(shape: FieldShape, multiples: number, column: (k: number) => readonly Code[]): Code {
  const { limbs, prime, inverse } = shape;
  const accumulator = multiples + limbs;
  const reduction = (k: number): readonly Code[] =>
    range(Math.max(0, k - limbs + 1), Math.min(k, limbs))
      .filter(j => prime[k - j] !== 0)
      .map(j => i64.mul(get(multiples + j), i64.const(prime[k - j]!)));
  return range(0, 2 * limbs).flatMap(k => {
    const terms = [get(accumulator), ...column(k), ...reduction(k)];
    const add = set(accumulator, sum(terms));
    if (k === 2 * limbs - 1) return [...add, ...i64.store32(4 * (k - limbs), get(0), get(accumulator))];
    const low = (code: Code): Code => i64.and(code, MASK);
    const finish =
      k < limbs
        ? [
            ...set(multiples + k, low(i64.mul(get(accumulator), i64.const(inverse)))),
            ...set(accumulator, i64.add(get(accumulator), i64.mul(get(multiples + k), i64.const(prime[0]!)))),
          ]
        : i64.store32(4 * (k - limbs), get(0), low(get(accumulator)));
    return [...add, ...finish, ...shiftDown(accumulator)];
  });
}

const loadLimbs = (shape: FieldShape, first: number, address: number): Code =>
  range(0, shape.limbs).flatMap(limb => set(first + limb, limbOf(get(address), limb)));

/** Addresses of the result and of two factors; the result may take the place of one. */
export function productFunction(shape: FieldShape): WasmFunction {
  const { limbs } = shape;
  const [a, b, multiples] = [3, 3 + limbs, 3 + 2 * limbs];
  const column = (k: number): readonly Code[] =>
    range(Math.max(0, k - limbs + 1), Math.min(k + 1, limbs)).map(j => i64.mul(get(a + j), get(b + k - j)));
  return {
    name: 'multiply',
    parameters: 3,
    locals: Array(3 * limbs + 1).fill(I64),
    body: [...loadLimbs(shape, a, 1), ...loadLimbs(shape, b, 2), ...montgomery(shape, multiples, column)],
  };
}

/** Addresses of the result and of what is squared: each pair of limbs is multiplied once and counted twice. */
export function squareFunction(shape: FieldShape): WasmFunction {
  const { limbs } = shape;
  const [a, multiples] = [2, 2 + limbs];
  const column = (k: number): readonly Code[] => {
    const pairs = range(Math.max(0, k - limbs + 1), Math.ceil(k / 2)).map(j =>
      i64.mul(get(a + j), get(a + k - j)),
    );
    return [
      ...(pairs.length > 0 ? [i64.shl(sum(pairs), i64.const(1))] : []),
      ...(k % 2 === 0 && k / 2 < limbs ? [i64.mul(get(a + k / 2), get(a + k / 2))] : []),
    ];
  };
  return {
    name: 'square',
    parameters: 2,
    locals: Array(2 * limbs + 1).fill(I64),
    body: [...loadLimbs(shape, a, 1), ...montgomery(shape, multiples, column)],
  };
}

/** A small multiple of the number at an address. */
export type Term = readonly [factor: number, address: Code];

/** result ← the sum of the terms, with the carries passed on. `accumulator` is an i64 local. */
export function combine(
  shape: FieldShape,
  accumulator: number,
  result: Code,
  ...terms: readonly Term[]
): Code {
  const top = shape.limbs - 1;
  return range(0, shape.limbs).flatMap(limb => {
    const products = terms.map(([factor, address]) => i64.mul(limbOf(address, limb), i64.const(factor)));
    const add = set(accumulator, sum(limb === 0 ? products : [get(accumulator), ...products]));
    return limb === top
      ? [...add, ...i64.store32(4 * limb, result, get(accumulator))]
      : [
          ...add,
          ...i64.store32(4 * limb, result, i64.and(get(accumulator), MASK)),
          ...shiftDown(accumulator),
        ];
  });
}
