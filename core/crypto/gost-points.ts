/**
 * Points of the curves of GOST R 34.10 as @noble/curves has them: whether a key is one, and the arithmetic for the few
 * cases that the quick one of point-wasm.ts is not for.
 */
import { weierstrass } from '@noble/curves/abstract/weierstrass.js';
import type { WeierstrassPoint, WeierstrassPointCons } from '@noble/curves/abstract/weierstrass.js';
import type { GostCurve } from './gost-curves.ts';

/** A finite point of a curve. */
export interface AffinePoint {
  readonly x: bigint;
  readonly y: bigint;
}

/** The core takes randomness only as a parameter; noble would use its own, if it had any, where it meets secrets. */
const noRandomness = (): never => {
  throw new Error('the core draws no randomness');
};

type PointClass = WeierstrassPointCons<bigint>;
export type CurvePoint = WeierstrassPoint<bigint>;

const classes = new WeakMap<GostCurve, PointClass>();

/** The point class of a curve; made at first use. */
export function pointClass(curve: GostCurve): PointClass {
  const known = classes.get(curve);
  if (known) return known;
  const { p, a, b, q: n, cofactor: h, x: Gx, y: Gy } = curve;
  const made = weierstrass({ p, a, b, n, h, Gx, Gy }, { randomBytes: noRandomness });
  classes.set(curve, made);
  return made;
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
