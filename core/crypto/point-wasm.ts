/**
 * Points of a curve y² = x³ + ax + b in Jacobian coordinates (X : Y : Z), x = X/Z², y = Y/Z³, as WebAssembly. For
 * verification only: nothing here is constant-time.
 *
 * Formulas: Explicit-Formulas Database, short Weierstrass, "dbl-2001-b" (a = −3), "dbl-2007-bl" (any a) and
 * "add-2007-bl". The addition is not for two equal points, nor for infinity: a sum that met one of those, and one that
 * is infinity, has Z = 0 from there on, and whoever reads the result has to look.
 */
import { combine, fieldShape, productFunction, squareFunction, writeElement } from './field-wasm.ts';
import type { FieldShape, Term } from './field-wasm.ts';
import type { GostCurve } from './gost-curves.ts';
import { assemble, call, get, i32, I64 } from './wasm.ts';
import type { Code } from './wasm.ts';

const FUNCTIONS = { multiply: 0, square: 1 } as const;

/** Numbers at fixed addresses at the beginning of memory: what formulas need for themselves, and the curve's a. */
const FIXED = ['t0', 't1', 't2', 't3', 't4', 't5', 't6', 't7', 'a'] as const;

/** The coordinates of a point are three numbers one after the other. */
const COORDINATES = 3;

/** Calculates with numbers in memory; `accumulator` is an i64 local that sums need. */
class Formulas {
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

  fixed(name: (typeof FIXED)[number]): Code {
    return i32.const(FIXED.indexOf(name) * this.#shape.stride);
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

/** P ← 2P. Parameter: the address of P. */
function double(shape: FieldShape, a: bigint): Code {
  const f = new Formulas(shape, 1);
  const [x, y, z] = f.point(0);
  const [delta, gamma, beta, alpha] = [f.fixed('t0'), f.fixed('t1'), f.fixed('t2'), f.fixed('t3')];
  const [s, t] = [f.fixed('t4'), f.fixed('t5')];
  const slope =
    a === shape.p - 3n
      ? [f.sum(s, [1, x], [-1, delta]), f.sum(t, [3, x], [3, delta]), f.multiply(alpha, s, t)]
      : [f.square(s, x), f.square(t, delta), f.multiply(t, t, f.fixed('a')), f.sum(alpha, [3, s], [1, t])];
  return [
    f.square(delta, z),
    f.square(gamma, y),
    f.multiply(beta, x, gamma),
    ...slope,
    // Z = (Y + Z)² − γ − δ
    f.sum(s, [1, y], [1, z]),
    f.square(s, s),
    f.sum(z, [1, s], [-1, gamma], [-1, delta]),
    // X = α² − 8β
    f.square(t, alpha),
    f.sum(x, [1, t], [-8, beta]),
    // Y = α(4β − X) − 8γ²
    f.sum(s, [4, beta], [-1, x]),
    f.multiply(s, alpha, s),
    f.square(gamma, gamma),
    f.sum(y, [1, s], [-8, gamma]),
  ].flat();
}

/** P ← P + Q. Parameters: the addresses of P and Q. */
function add(shape: FieldShape): Code {
  const f = new Formulas(shape, 2);
  const [x1, y1, z1] = f.point(0);
  const [x2, y2, z2] = f.point(1);
  const [zz1, zz2, u1, h, s1, r] = [
    f.fixed('t0'),
    f.fixed('t1'),
    f.fixed('t2'),
    f.fixed('t3'),
    f.fixed('t4'),
    f.fixed('t5'),
  ];
  const [v, j] = [f.fixed('t6'), f.fixed('t7')];
  return [
    f.square(zz1, z1),
    f.square(zz2, z2),
    f.multiply(u1, x1, zz2),
    f.multiply(h, x2, zz1),
    f.multiply(s1, y1, z2),
    f.multiply(s1, s1, zz2),
    f.multiply(r, y2, z1),
    f.multiply(r, r, zz1),
    f.sum(h, [1, h], [-1, u1]),
    f.sum(r, [2, r], [-2, s1]),
    // V = U₁I and J = HI with I = (2H)²
    f.sum(v, [2, h]),
    f.square(v, v),
    f.multiply(j, h, v),
    f.multiply(v, u1, v),
    // Z = ((Z₁ + Z₂)² − Z₁² − Z₂²)H; U₁ is not needed any more
    f.sum(u1, [1, z1], [1, z2]),
    f.square(u1, u1),
    f.sum(u1, [1, u1], [-1, zz1], [-1, zz2]),
    f.multiply(z1, u1, h),
    // X = r² − J − 2V
    f.square(zz1, r),
    f.sum(x1, [1, zz1], [-1, j], [-2, v]),
    // Y = r(V − X) − 2S₁J
    f.sum(v, [1, v], [-1, x1]),
    f.multiply(v, r, v),
    f.multiply(j, s1, j),
    f.sum(y1, [1, v], [-2, j]),
  ].flat();
}

/** Q ← −P. Parameters: the addresses of Q and P. */
function negate(shape: FieldShape): Code {
  const f = new Formulas(shape, 2);
  const [x2, y2, z2] = f.point(0);
  const [x1, y1, z1] = f.point(1);
  return [f.sum(x2, [1, x1]), f.sum(y2, [-1, y1]), f.sum(z2, [1, z1])].flat();
}

/** Points in the memory of a module of their curve; a point is named by its address. */
export interface PointMachine {
  readonly shape: FieldShape;
  readonly memory: Uint8Array;
  /** Bytes of a point. */
  readonly pointLength: number;
  /** The first address that is free for points. */
  readonly free: number;
  double(p: number): void;
  add(p: number, q: number): void;
  negate(q: number, p: number): void;
}

/** Makes the module of a curve, with room for `points` points. */
export function pointMachine(curve: GostCurve, points: number): PointMachine {
  const shape = fieldShape(curve.p);
  const pointLength = COORDINATES * shape.stride;
  const free = FIXED.length * shape.stride;
  const { memory, functions } = assemble(Math.ceil((free + points * pointLength) / (1 << 16)), [
    productFunction(shape),
    squareFunction(shape),
    { name: 'double', parameters: 1, locals: [I64], body: double(shape, curve.a) },
    { name: 'add', parameters: 2, locals: [I64], body: add(shape) },
    { name: 'negate', parameters: 2, locals: [I64], body: negate(shape) },
  ]);
  writeElement(shape, memory, FIXED.indexOf('a') * shape.stride, curve.a);
  return {
    shape,
    memory,
    pointLength,
    free,
    double: functions['double']!,
    add: functions['add']!,
    negate: functions['negate']!,
  };
}
