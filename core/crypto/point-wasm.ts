/**
 * Points of a curve y² = x³ + ax + b in Jacobian coordinates (X : Y : Z), x = X/Z², y = Y/Z³, as WebAssembly. Each
 * function takes the same steps for all points; which points are added up in which order is for its callers to keep
 * secret (`BaseMultiples`) or not (`PointSums`).
 *
 * Formulas: Explicit-Formulas Database, short Weierstrass, "dbl-2001-b" (a = −3), "dbl-2007-bl" (any a) and
 * "add-2007-bl". The addition is not for two equal points, nor for infinity: a sum that met one of those, and one that
 * is infinity, has Z = 0 from there on, and whoever reads the result has to look.
 */
import { addAffineFunction, selectFunction } from './affine-wasm.ts';
import { writeElement } from './field-memory.ts';
import { fieldShape, productFunction, squareFunction } from './field-wasm.ts';
import type { FieldShape } from './field-wasm.ts';
import type { GostCurve } from './gost-curves.ts';
import { fixedAddress, fixedLength, Formulas } from './point-formulas.ts';
import { compile, I64 } from './wasm.ts';
import type { Code, Instantiate, WasmModule } from './wasm.ts';

/** The coordinates of a point are three numbers one after the other. */
const COORDINATES = 3;

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

/** Numbers and points in the memory of a module of their curve; each is named by its address. */
export interface PointMachine {
  readonly shape: FieldShape;
  readonly memory: Uint8Array;
  /** Bytes of a point. */
  readonly pointLength: number;
  /** The first address that is free for points. */
  readonly free: number;
  multiply(result: number, left: number, right: number): void;
  square(result: number, of: number): void;
  double(p: number): void;
  add(p: number, q: number): void;
  negate(q: number, p: number): void;
  /** See `selectFunction`. */
  select(result: number, table: number, entries: number, wanted: number, sign: number): void;
  /** See `addAffineFunction`. */
  addAffine(p: number, q: number): void;
}

const compiled = new WeakMap<GostCurve, Instantiate>();

/** The functions of a curve. Writing and compiling them takes longer than what most programs do with them. */
function instantiate(curve: GostCurve, shape: FieldShape, pages: number): WasmModule {
  const code =
    compiled.get(curve) ??
    compile([
      productFunction(shape),
      squareFunction(shape),
      { name: 'double', parameters: 1, locals: [I64], body: double(shape, curve.a) },
      { name: 'add', parameters: 2, locals: [I64], body: add(shape) },
      { name: 'negate', parameters: 2, locals: [I64], body: negate(shape) },
      selectFunction(shape),
      addAffineFunction(shape),
    ]);
  compiled.set(curve, code);
  return code(pages);
}

/** A machine of a curve with a memory of its own, in which is room for `points` points. */
export function pointMachine(curve: GostCurve, points: number): PointMachine {
  const shape = fieldShape(curve.p);
  const pointLength = COORDINATES * shape.stride;
  const free = fixedLength(shape);
  const { memory, functions } = instantiate(
    curve,
    shape,
    Math.ceil((free + points * pointLength) / (1 << 16)),
  );
  writeElement(shape, memory, fixedAddress(shape, 'a'), curve.a);
  writeElement(shape, memory, fixedAddress(shape, 'one'), 1n);
  memory[fixedAddress(shape, 'unit')] = 1;
  const named = (name: string) => functions[name]!;
  return {
    shape,
    memory,
    pointLength,
    free,
    multiply: named('multiply'),
    square: named('square'),
    double: named('double'),
    add: named('add'),
    negate: named('negate'),
    select: named('select'),
    addAffine: named('addAffine'),
  };
}
