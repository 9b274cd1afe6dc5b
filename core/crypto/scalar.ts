/**
 * Secret numbers modulo the order q of a base point, as little-endian bytes: the steps do not depend on them, and
 * nothing of them becomes a big integer, which could be neither wiped nor relied on for its time.
 */
import { bigIntToBytesLE } from '../bytes.ts';
import { readLimbs, writeBytes, writeLimbs } from './field-memory.ts';
import { combine, fieldShape, productFunction } from './field-wasm.ts';
import type { FieldShape } from './field-wasm.ts';
import { assemble, get, I64 } from './wasm.ts';
import type { WasmModule } from './wasm.ts';

/** Whether 0 < number < q for little-endian bytes of the width of q; the answer is all that the time tells. */
export function isScalar(number: Uint8Array, q: bigint): boolean {
  const order = bigIntToBytesLE(q, number.length);
  let [borrow, some] = [0, 0];
  for (const [at, byte] of number.entries()) {
    borrow = (byte - order[at]! + borrow) >> 8;
    some |= byte;
  }
  return some !== 0 && borrow !== 0;
}

/** Sums of two products modulo q, as the second half of a signature is one. */
class ScalarSums {
  readonly #q: bigint;
  readonly #shape: FieldShape;
  readonly #module: WasmModule;
  /** R² mod q: Montgomery's product divides by R, and there are two of them from a secret number to the sum. */
  readonly #rr: bigint;

  constructor(q: bigint) {
    const shape = fieldShape(q);
    this.#q = q;
    this.#shape = shape;
    this.#rr = shape.toMontgomery ** 2n % q;
    this.#module = assemble(1, [
      productFunction(shape),
      {
        name: 'add',
        parameters: 2,
        locals: [I64],
        body: combine(shape, 2, get(0), [1, get(0)], [1, get(1)]),
      },
    ]);
  }

  /**
   * a·m + b·n modulo q, from 0 to q − 1.
   * @param m n secret, little-endian, less than q
   */
  sum(a: bigint, m: Uint8Array, b: bigint, n: Uint8Array): bigint {
    const { memory, functions } = this.#module;
    const [first, second, factor] = [0, 1, 2].map(index => index * this.#shape.stride) as [
      number,
      number,
      number,
    ];
    const multiply = (address: number, secret: Uint8Array, by: bigint): void => {
      writeBytes(this.#shape, memory, address, secret);
      writeLimbs(this.#shape, memory, factor, (by * this.#rr) % this.#q);
      functions['multiply']!(address, address, factor);
    };
    multiply(first, m, a);
    multiply(second, n, b);
    functions['add']!(first, second);
    writeLimbs(this.#shape, memory, factor, 1n);
    // A product with one is from 0 to q.
    functions['multiply']!(first, first, factor);
    const sum = readLimbs(this.#shape, memory, first) % this.#q;
    memory.fill(0, 0, 3 * this.#shape.stride);
    return sum;
  }
}

const known = new Map<bigint, ScalarSums>();

/** The sums modulo q; their module is made at first use. */
export function scalarSums(q: bigint): ScalarSums {
  const made = known.get(q) ?? new ScalarSums(q);
  known.set(q, made);
  return made;
}
