/**
 * k·G for a secret k, with the same steps and the same addresses for every k: M. Hamburg, "Fast and compact
 * elliptic-curve cryptography" (2012), §3.3, with the multiples of each window in a table of its own.
 *
 * An odd k is Σ dᵢ·2^(wi) with odd digits dᵢ between −2^w and 2^w. None is zero, so each costs one addition. They are at
 * hand: dᵢ = 2uᵢ − 2^w + 1, where uᵢ are the digits from 0 to 2^w − 1 of (k + 2^(wn) − 1)/2, which is k shifted by one
 * bit with a bit put on top. An even k is replaced by q − k and every sign turned round. It begins with the highest
 * window and ends with the lowest.
 *
 * The quick addition fails for equal and opposite points. Before window i the sum is V·G with 2^(w(i+1)) ≤ V, a multiple
 * of that, and |dᵢ|·2^(wi) is less; so V ± dᵢ·2^(wi) is not 0, and less than 2q. It is q, which is odd, at most for
 * i = 0; V + d₀ = k is less than q, and V − d₀ = q means k = q + 2d₀, with a d₀ that q determines. So at most one odd k
 * fails, and at most one even k, its negative: both known beforehand, and met by chance once in 2²⁵⁰ times or less.
 * Then Z = 0, and the slow arithmetic answers.
 */
import { bigIntToBytesLE, bytesToBigIntLE, zeroize } from '../bytes.ts';
import { baseTable } from './base-table.ts';
import { invertElement } from './element-inverse.ts';
import { readLimbs } from './field-memory.ts';
import { fieldShape } from './field-wasm.ts';
import type { GostCurve } from './gost-curves.ts';
import { pointClass } from './gost-points.ts';
import type { AffinePoint } from './gost-points.ts';
import { fixedAddress, scratchLength } from './point-formulas.ts';
import { pointMachine } from './point-wasm.ts';
import type { PointMachine } from './point-wasm.ts';

/** w: bits of k that one addition takes in. Each more doubles the table, of which every entry is read. */
const WIDTH = 6;
const ENTRIES = 2 ** (WIDTH - 1);

/** Numbers of the secret steps, one after the other in memory: the sum, what is added to it, and Z⁻¹ and its power. */
const PLACES = ['x', 'y', 'z', 'entryX', 'entryY', 'inverse', 'power'] as const;

/** 0 for an odd and −1 for an even number in little-endian bytes. */
const evenMask = (number: Uint8Array): number => (number[0]! & 1) - 1;

/** The multiples of a curve's base point. */
export class BaseMultiples {
  readonly #curve: GostCurve;
  readonly #machine: PointMachine;
  readonly #order: Uint8Array;
  readonly #windows: number;
  readonly #table: number;

  constructor(curve: GostCurve) {
    this.#curve = curve;
    this.#order = bigIntToBytesLE(curve.q, curve.width);
    this.#windows = Math.ceil(curve.q.toString(2).length / WIDTH);
    const table = baseTable(curve, WIDTH, this.#windows);
    // One place more, since the table has to begin at a multiple of eight.
    const { stride } = fieldShape(curve.p);
    const places = (PLACES.length + 1) * stride;
    this.#machine = pointMachine(curve, Math.ceil((places + table.length) / (3 * stride)));
    this.#table = Math.ceil((this.#machine.free + PLACES.length * stride) / 8) * 8;
    this.#machine.memory.set(table, this.#table);
  }

  /** k·G. `k` is little-endian, of the curve's width, and 0 < k < q. */
  multiply(k: Uint8Array): AffinePoint {
    const machine = this.#machine;
    const [x, y, z, inverse, power] = (['x', 'y', 'z', 'inverse', 'power'] as const).map(this.#at) as [
      number,
      number,
      number,
      number,
      number,
    ];
    try {
      this.#addUp(k);
      invertElement(machine, inverse, z);
      machine.square(power, inverse);
      machine.multiply(x, x, power);
      machine.multiply(power, power, inverse);
      machine.multiply(y, y, power);
      machine.multiply(z, z, inverse);
      return this.#read(z) === 0n ? this.#slowly(k) : { x: this.#read(x), y: this.#read(y) };
    } finally {
      this.#wipe();
    }
  }

  #addUp(k: Uint8Array): void {
    const machine = this.#machine;
    const { shape, memory } = machine;
    const [sum, entry] = [this.#at('x'), this.#at('entryX')];
    const odd = this.#oddOf(k);
    const turned = evenMask(k);
    for (let window = this.#windows - 1; window >= 0; window--) {
      const digit = this.#digit(odd, window);
      const negative = (digit >> (WIDTH - 1)) - 1;
      const wanted = (digit ^ negative) & (ENTRIES - 1);
      const top = window === this.#windows - 1;
      const table = this.#table + window * ENTRIES * 2 * shape.stride;
      machine.select(top ? sum : entry, table, ENTRIES, wanted, negative ^ turned);
      if (!top) machine.addAffine(sum, entry);
      else
        memory.copyWithin(
          this.#at('z'),
          fixedAddress(shape, 'one'),
          fixedAddress(shape, 'one') + shape.stride,
        );
    }
    zeroize(odd);
  }

  /** k or, where that is even, q − k; with two zeros at the end, so that digits can be read beyond it. */
  #oddOf(k: Uint8Array): Uint8Array {
    const even = evenMask(k);
    const odd = new Uint8Array(k.length + 2);
    let borrow = 0;
    for (const [at, byte] of k.entries()) {
      const difference = this.#order[at]! - byte + borrow;
      borrow = difference >> 8;
      odd[at] = byte ^ ((byte ^ difference) & even);
    }
    return odd;
  }

  /** uᵢ */
  #digit(odd: Uint8Array, window: number): number {
    const bit = 1 + WIDTH * window;
    const at = bit >> 3;
    const digit = ((odd[at]! | (odd[at + 1]! << 8)) >> (bit & 7)) & (2 * ENTRIES - 1);
    return window === this.#windows - 1 ? digit | ENTRIES : digit;
  }

  #slowly(k: Uint8Array): AffinePoint {
    return pointClass(this.#curve).BASE.multiply(bytesToBigIntLE(k)).toAffine();
  }

  readonly #at = (place: (typeof PLACES)[number]): number =>
    this.#machine.free + PLACES.indexOf(place) * this.#machine.shape.stride;

  /** The number at an address, which may depend on the secret until it leaves Montgomery's form. */
  #read(address: number): bigint {
    const { shape, memory } = this.#machine;
    this.#machine.multiply(address, address, fixedAddress(shape, 'unit'));
    return readLimbs(shape, memory, address) % shape.p;
  }

  #wipe(): void {
    const { shape, memory, free } = this.#machine;
    memory.fill(0, 0, scratchLength(shape));
    memory.fill(0, free, this.#table);
  }
}

const known = new WeakMap<GostCurve, BaseMultiples>();

/** The multiples of a curve's base point; its module and table are made at first use. */
export function baseMultiples(curve: GostCurve): BaseMultiples {
  const made = known.get(curve) ?? new BaseMultiples(curve);
  known.set(curve, made);
  return made;
}
