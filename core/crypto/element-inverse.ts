/** The inverse of an element of a curve's field, in steps that do not depend on the element. */
import { fixedAddress } from './point-formulas.ts';
import type { PointMachine } from './point-wasm.ts';

/**
 * result ← of⁻¹, and 0 for 0: of^(p − 2), after Fermat. Our primes 2ⁿ − c, and so p − 2, begin with a long row of ones.
 * The power of a row of m ones gives that of 2m by m squarings and one multiplication.
 * @param result an address other than `of`; the number at 't0' is overwritten
 */
export function invertElement(machine: PointMachine, result: number, of: number): void {
  const { shape, memory } = machine;
  const spare = fixedAddress(shape, 't0');
  const copy = (to: number, from: number): void => void memory.copyWithin(to, from, from + shape.stride);
  const nextBit = (bit: string): void => {
    machine.square(result, result);
    if (bit === '1') machine.multiply(result, result, of);
  };
  const exponent = (shape.p - 2n).toString(2);
  const row = exponent.indexOf('0');
  let ones = 1;
  copy(result, of);
  for (const bit of row.toString(2).slice(1)) {
    copy(spare, result);
    for (let step = 0; step < ones; step++) machine.square(spare, spare);
    machine.multiply(result, result, spare);
    ones *= 2;
    if (bit === '0') continue;
    nextBit('1');
    ones += 1;
  }
  for (const bit of exponent.slice(row)) nextBit(bit);
}
