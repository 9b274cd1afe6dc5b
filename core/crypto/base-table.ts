/** The multiples of a curve's base point G that `BaseMultiples` adds up. Public numbers only. */
import { invertElement } from './element-inverse.ts';
import { writeElement } from './field-memory.ts';
import type { GostCurve } from './gost-curves.ts';
import { pointMachine } from './point-wasm.ts';
import type { PointMachine } from './point-wasm.ts';

/**
 * d·2^(width·i)·G for i from 0 to windows − 1 and the odd d from 1 to 2^width − 1, d running faster. Each is x and y in
 * the form that the machine calculates with, from −p to 2p.
 */
export function baseTable(curve: GostCurve, width: number, windows: number): Uint8Array {
  const entries = 2 ** (width - 1);
  const count = windows * entries;
  // Two points beside the multiples, and for each of these one number more, a third of a point.
  const machine = pointMachine(curve, 2 + count + Math.ceil(count / 3));
  const { shape, memory, pointLength, free } = machine;
  const [base, twice, first] = [free, free + pointLength, free + 2 * pointLength];
  const copy = (to: number, from: number): void => void memory.copyWithin(to, from, from + pointLength);
  for (const [index, coordinate] of [curve.x, curve.y, 1n].entries()) {
    writeElement(shape, memory, base + index * shape.stride, coordinate);
  }
  for (let window = 0, entry = first; window < windows; window++) {
    copy(twice, base);
    machine.double(twice);
    for (let odd = 0; odd < entries; odd++, entry += pointLength) {
      copy(entry, odd === 0 ? base : entry - pointLength);
      if (odd > 0) machine.add(entry, twice);
    }
    for (let step = 0; step < width; step++) machine.double(base);
  }
  return affine(machine, first, count);
}

/**
 * x and y of `count` points, none of which is infinity; behind them has to be room for a number for each. One inversion
 * serves all: P. Montgomery, "Speeding the Pollard and Elliptic Curve Methods of Factorization" (1987), §10.3.1.
 */
function affine(machine: PointMachine, first: number, count: number): Uint8Array {
  const { shape, memory, pointLength, free } = machine;
  const { stride } = shape;
  const table = new Uint8Array(count * 2 * stride);
  const zOf = (index: number): number => first + index * pointLength + 2 * stride;
  /** Of the points up to this one, the product of the Z. */
  const productOf = (index: number): number => first + count * pointLength + index * stride;
  memory.copyWithin(productOf(0), zOf(0), zOf(0) + stride);
  for (let index = 1; index < count; index++) {
    machine.multiply(productOf(index), productOf(index - 1), zOf(index));
  }
  const [rest, inverse, power] = [free, free + stride, free + 2 * stride];
  invertElement(machine, rest, productOf(count - 1));
  for (let index = count - 1; index >= 0; index--) {
    const x = first + index * pointLength;
    if (index > 0) machine.multiply(inverse, rest, productOf(index - 1));
    else memory.copyWithin(inverse, rest, rest + stride);
    machine.multiply(rest, rest, zOf(index));
    machine.square(power, inverse);
    machine.multiply(x, x, power);
    machine.multiply(power, power, inverse);
    machine.multiply(x + stride, x + stride, power);
    table.set(memory.subarray(x, x + 2 * stride), index * 2 * stride);
  }
  return table;
}
