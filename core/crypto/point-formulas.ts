/**
 * What formulas for points are written with: the numbers of a curve's field at addresses in memory, and code that
 * multiplies, squares and adds them.
 */
import { combine } from './field-wasm.ts';
import type { FieldShape, Term } from './field-wasm.ts';
import { call, get, i32 } from './wasm.ts';
import type { Code } from './wasm.ts';

/** The functions that formulas call, by their place in the module. */
const FUNCTIONS = { multiply: 0, square: 1 } as const;

/**
 * Numbers at fixed addresses at the beginning of memory: what formulas need for themselves, the curve's a, one in
 * Montgomery's form, and the number whose limbs are those of a plain one, by which is multiplied to leave that form.
 */
const FIXED = ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 'a', 'one', 'unit'] as const;
type FixedNumber = (typeof FIXED)[number];

/** Where the numbers at fixed addresses end. */
export const fixedLength = (shape: FieldShape): number => FIXED.length * shape.stride;

/** What of the beginning holds steps of a calculation, and is to be wiped where these were secret. */
export const scratchLength = (shape: FieldShape): number => fixedAddress(shape, 'a');

export const fixedAddress = (shape: FieldShape, name: FixedNumber): number =>
  FIXED.indexOf(name) * shape.stride;

/** Calculates with numbers in memory; `accumulator` is an i64 local that sums need. */
export class Formulas {
  readonly #shape: FieldShape;
  readonly #accumulator: number;

  constructor(shape: FieldShape, accumulator: number) {
    this.#shape = shape;
    this.#accumulator = accumulator;
  }

  /** Addresses of X, Y and Z of the point whose address is in a local. */
  point(local: number): readonly [Code, Code, Code] {
    const at = (index: number): Code => i32.add(get(local), i32.const(index * this.#shape.stride));
    return [at(0), at(1), at(2)];
  }

  fixed(name: FixedNumber): Code {
    return i32.const(fixedAddress(this.#shape, name));
  }

  multiply(result: Code, left: Code, right: Code): Code {
    return call(FUNCTIONS.multiply, result, left, right);
  }

  square(result: Code, of: Code): Code {
    return call(FUNCTIONS.square, result, of);
  }

  sum(result: Code, ...terms: readonly Term[]): Code {
    return combine(this.#shape, this.#accumulator, result, ...terms);
  }
}
