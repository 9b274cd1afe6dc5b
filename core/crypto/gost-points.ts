/**
 * Arithmetic of points for the curves of GOST R 34.10, on the point class of @noble/curves.
 *
 * Secret scalars go through its constant-time multiplication: the same additions for every number, each entry of the
 * table touched. The big integers of JavaScript below it promise no constant time; SECURITY.md says what that means.
 */
import { Field } from '@noble/curves/abstract/modular.js';
import type { IField } from '@noble/curves/abstract/modular.js';
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import type { GostCurve } from './gost-curves.ts';

/** A finite point of a curve. */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/**
 * The field of p = 2ⁿ − c elements for a small c, as all three curves have: what is above bit n, times c, is added to
 * the rest. It takes half the time of a division; the result is the same as noble's.
 */
function field(p: bigint): IField<bigint> {
  const base = Field(p);
  const bits = p.toString(2).length;
  const shift = BigInt(bits);
  const c = (1n << shift) - p;
  if (c >> (shift / 4n) !== 0n) return base;
  const fold = (value: bigint): bigint => BigInt.asUintN(bits, value) + (value >> shift) * c;
  const reduce = (value: bigint): bigint => {
    const folded = fold(fold(value));
    return folded >= p ? folded - p : folded;
  };
  const own = {
    mul: (left: bigint, right: bigint): bigint => reduce(left * right),
    sqr: (value: bigint): bigint => reduce(value * value),
    add: (left: bigint, right: bigint): bigint => {
      const sum = left + right;
      return sum >= p ? sum - p : sum;
    },
    sub: (left: bigint, right: bigint): bigint => {
      const difference = left - right;
      return difference < 0n ? difference + p : difference;
    },
  };
  return Object.create(base, Object.getOwnPropertyDescriptors(own)) as IField<bigint>;
}

/** Bits of k that one addition takes in. Each more doubles the table of G, which with 7 takes some 60 ms to make. */
const BASE_WINDOW = 7;

/**
 * noble adds a random multiple of the order to a secret scalar when it finds randomness by itself. That is against
 * attackers who measure many multiplications by the same number; ours are by a k that is fresh each time, and the core
 * takes randomness only as a parameter. So it is told that there is none, and multiplies by k in a fifth less time.
 */
const noRandomness = (): never => {
  throw new Error('the core draws no randomness');
};

type PointClass = WeierstrassPointCons<bigint>;
export type CurvePoint = WeierstrassPoint<bigint>;

const classes = new WeakMap<GostCurve, PointClass>();

/** The point class of a curve; made at first use, since its tables take time and memory. */
export function pointClass(curve: GostCurve): PointClass {
  const known = classes.get(curve);
  if (known) return known;
  const { p, a, b, q: n, cofactor: h, x: Gx, y: Gy } = curve;
  const made = weierstrass({ p, a, b, n, h, Gx, Gy }, { Fp: field(p), randomBytes: noRandomness });
  made.BASE.precompute(BASE_WINDOW);
  classes.set(curve, made);
  return made;
}

/** k·G for a secret k, 0 < k < q. */
export function multiplyBase(curve: GostCurve, k: bigint): AffinePoint {
  return pointClass(curve).BASE.multiply(k).toAffine();
}

/** The point with these coordinates; undefined unless it is on the curve and in the group of order q. */
export function groupPoint(curve: GostCurve, { x, y }: AffinePoint): CurvePoint | undefined {
  if (x >= curve.p || y >= curve.p) return undefined;
  try {
    const point = pointClass(curve).fromAffine({ x, y });
    point.assertValidity();
    return point;
  } catch {
    return undefined;
  }
}
