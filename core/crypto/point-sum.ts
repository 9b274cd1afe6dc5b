/**
 * The sum a·G + b·Q of public numbers, which a verification needs: Straus' method, one chain of doublings for both
 * numbers. Digits are in non-adjacent form of width w: of w in a row at most one is not zero, and that one is odd and
 * less than 2^(w−1) in size.
 */
import { bigIntToBytesLE } from '../bytes.ts';
import { readElement, writeElement } from './field-memory.ts';
import type { GostCurve } from './gost-curves.ts';
import { pointClass } from './gost-points.ts';
import type { CurvePoint } from './gost-points.ts';
import { pointMachine } from './point-wasm.ts';
import type { PointMachine } from './point-wasm.ts';

/** Wider digits are fewer, but need more multiples: many for G, made once; some for a key that is used many times. */
const BASE_WIDTH = 9;
const KEY_WIDTH = { once: 5, often: 8 } as const;

/** The multiples P, 3P, 5P … that digits of a width need, and after them the same negated. */
const entriesOf = (width: number): number => 2 ** (width - 1);
const entryOf = (digit: number, width: number): number =>
  (Math.abs(digit) - 1) / 2 + (digit < 0 ? entriesOf(width) / 2 : 0);

/** The digits of a number of `bits` bits, least significant first. */
function digitsOf(number: bigint, bits: number, width: number): Int16Array {
  const bytes = bigIntToBytesLE(number, Math.ceil(bits / 8) + 2);
  const digits = new Int16Array(bits + 1);
  let carry = 0;
  for (let at = 0; at <= bits; at++) {
    const word = bytes[at >> 3]! | (bytes[(at >> 3) + 1]! << 8) | (bytes[(at >> 3) + 2]! << 16);
    const window = ((word >> (at & 7)) & (2 ** width - 1)) + carry;
    if (window % 2 === 0) continue;
    carry = window >= 2 ** (width - 1) ? 1 : 0;
    digits[at] = window - carry * 2 ** width;
    at += width - 1;
  }
  return digits;
}

/** A key's point with its multiples, for `PointSums.hasAbscissa`. */
export interface KeyMultiples {
  readonly point: CurvePoint;
  readonly width: number;
  readonly table: Uint8Array;
}

/** Sums of multiples of a curve's G and of keys. */
class PointSums {
  readonly #curve: GostCurve;
  readonly #machine: PointMachine;
  readonly #bits: number;
  /** Addresses: the sum, a spare point, the multiples of G, the multiples of a key. */
  readonly #sum: number;
  readonly #spare: number;
  readonly #baseTable: number;
  readonly #keyTable: number;

  constructor(curve: GostCurve) {
    const machine = pointMachine(curve, 2 + entriesOf(BASE_WIDTH) + entriesOf(KEY_WIDTH.often));
    this.#curve = curve;
    this.#machine = machine;
    this.#bits = curve.q.toString(2).length;
    this.#sum = machine.free;
    this.#spare = this.#sum + machine.pointLength;
    this.#baseTable = this.#spare + machine.pointLength;
    this.#keyTable = this.#baseTable + entriesOf(BASE_WIDTH) * machine.pointLength;
    this.#fillTable(this.#baseTable, curve.x, curve.y, BASE_WIDTH);
  }

  /** Multiples of a key's point, for one sum or for many. */
  multiplesOf(point: CurvePoint, use: 'once' | 'often'): KeyMultiples {
    const width = KEY_WIDTH[use];
    const { x, y } = point.toAffine();
    this.#fillTable(this.#keyTable, x, y, width);
    const length = entriesOf(width) * this.#machine.pointLength;
    return { point, width, table: this.#machine.memory.slice(this.#keyTable, this.#keyTable + length) };
  }

  /** Whether a·G + b·Q is finite and its x is r modulo q. All numbers are less than q. */
  hasAbscissa(a: bigint, key: KeyMultiples, b: bigint, r: bigint): boolean {
    const { p, q } = this.#curve;
    const { shape, memory } = this.#machine;
    this.#addUp(a, key, b);
    const [x, z] = [0, 2].map(index => readElement(shape, memory, this.#sum + index * shape.stride)) as [
      bigint,
      bigint,
    ];
    // Infinity, or a step that the quick formulas are not for: the slow ones know all cases.
    if (z === 0n) return this.#hasAbscissaSlowly(a, key.point, b, r);
    const zz = (z * z) % p;
    for (let candidate = r; candidate < p; candidate += q) {
      if ((candidate * zz - x) % p === 0n) return true;
    }
    return false;
  }

  #hasAbscissaSlowly(a: bigint, point: CurvePoint, b: bigint, r: bigint): boolean {
    const sum = pointClass(this.#curve).BASE.mulAddUnsafe(a, point, b);
    return !sum.is0() && sum.toAffine().x % this.#curve.q === r;
  }

  #addUp(a: bigint, key: KeyMultiples, b: bigint): void {
    const machine = this.#machine;
    machine.memory.set(key.table, this.#keyTable);
    const baseDigits = digitsOf(a, this.#bits, BASE_WIDTH);
    const keyDigits = digitsOf(b, this.#bits, key.width);
    let started = false;
    const take = (digit: number, table: number, width: number): void => {
      if (digit === 0) return;
      const entry = table + entryOf(digit, width) * machine.pointLength;
      if (started) machine.add(this.#sum, entry);
      else this.#copy(this.#sum, entry);
      started = true;
    };
    machine.memory.fill(0, this.#sum, this.#spare);
    for (let at = this.#bits; at >= 0; at--) {
      if (started) machine.double(this.#sum);
      take(baseDigits[at]!, this.#baseTable, BASE_WIDTH);
      take(keyDigits[at]!, this.#keyTable, key.width);
    }
  }

  /** The multiples of (x, y) for digits of this width. */
  #fillTable(table: number, x: bigint, y: bigint, width: number): void {
    const { shape, memory, pointLength } = this.#machine;
    const half = entriesOf(width) / 2;
    for (const [index, coordinate] of [x, y, 1n].entries()) {
      writeElement(shape, memory, table + index * shape.stride, coordinate);
    }
    this.#copy(this.#spare, table);
    this.#machine.double(this.#spare);
    for (let entry = table; entry < table + half * pointLength; entry += pointLength) {
      if (entry > table) {
        this.#copy(entry, entry - pointLength);
        this.#machine.add(entry, this.#spare);
      }
      this.#machine.negate(entry + half * pointLength, entry);
    }
  }

  #copy(to: number, from: number): void {
    this.#machine.memory.copyWithin(to, from, from + this.#machine.pointLength);
  }
}

const known = new WeakMap<GostCurve, PointSums>();

/** The sums of a curve; its module and tables are made at first use. */
export function pointSums(curve: GostCurve): PointSums {
  const made = known.get(curve) ?? new PointSums(curve);
  known.set(curve, made);
  return made;
}
