/**
 * Points (x, y) of tables, which a secret number picks and adds up, as WebAssembly: the steps and the addresses are the
 * same whatever the number is.
 *
 * Formula: Explicit-Formulas Database, short Weierstrass, "madd-2007-bl".
 */
import type { FieldShape } from './field-wasm.ts';
import { Formulas } from './point-formulas.ts';
import { get, i32, I32, i64, I64, loopWhile, set } from './wasm.ts';
import type { Code, WasmFunction } from './wasm.ts';

const range = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);

/**
 * Copies one of a table's points, or its negative. Each is read, and all but one are masked out.
 * Parameters: addresses of the result and of the table, how many points it has, which one, and 0 or −1 for the sign.
 */
export function selectFunction(shape: FieldShape): WasmFunction {
  const [result, table, entries, wanted, sign, at, mask, picked] = [0, 1, 2, 3, 4, 5, 6, 7];
  // A point is two numbers of limbs of four bytes, and so as many words of eight.
  const words = range(shape.limbs);
  // The difference less one is negative for the one that is wanted only.
  const difference = i64.extend(i32.xor(get(at), get(wanted)));
  const look = [
    ...set(mask, i64.shrS(i64.sub(difference, i64.const(1)), i64.const(63))),
    ...words.flatMap(word =>
      set(picked + word, i64.or(get(picked + word), i64.and(get(mask), i64.load(8 * word, get(table))))),
    ),
    ...set(table, i32.add(get(table), i32.const(2 * shape.stride))),
    ...set(at, i32.add(get(at), i32.const(1))),
  ];
  /** −y limb by limb, without carries: products take limbs down to −2²⁸. */
  const negate = range(shape.limbs).flatMap(limb => {
    const offset = shape.stride + 4 * limb;
    return i32.store(
      offset,
      get(result),
      i32.sub(i32.xor(i32.load(offset, get(result)), get(sign)), get(sign)),
    );
  });
  return {
    name: 'select',
    parameters: 5,
    locals: [I32, I64, ...words.map(() => I64 as typeof I64)],
    body: [
      ...loopWhile(look, i32.sub(get(entries), get(at))),
      ...words.flatMap(word => i64.store(8 * word, get(result), get(picked + word))),
      ...negate,
    ],
  };
}

/**
 * P ← P + Q for a point Q = (x, y). Not for P = ±Q nor for infinity: the sum then has Z = 0 from there on.
 * Parameters: the addresses of P and Q.
 */
export function addAffineFunction(shape: FieldShape): WasmFunction {
  const f = new Formulas(shape, 2);
  const [x1, y1, z1] = f.point(0);
  const [x2, y2] = f.point(1);
  const [zz, h, hh, j, r, v] = [
    f.fixed('t0'),
    f.fixed('t1'),
    f.fixed('t2'),
    f.fixed('t3'),
    f.fixed('t4'),
    f.fixed('t5'),
  ];
  const body: readonly Code[] = [
    f.square(zz, z1),
    f.multiply(h, x2, zz),
    f.multiply(r, y2, z1),
    f.multiply(r, r, zz),
    f.sum(h, [1, h], [-1, x1]),
    f.sum(r, [2, r], [-2, y1]),
    f.square(hh, h),
    // V = X₁I and J = HI with I = 4H²
    f.sum(v, [4, hh]),
    f.multiply(j, h, v),
    f.multiply(v, x1, v),
    // Z = (Z₁ + H)² − Z₁² − H²
    f.sum(z1, [1, z1], [1, h]),
    f.square(z1, z1),
    f.sum(z1, [1, z1], [-1, zz], [-1, hh]),
    // X = r² − J − 2V
    f.square(zz, r),
    f.sum(x1, [1, zz], [-1, j], [-2, v]),
    // Y = r(V − X) − 2Y₁J
    f.sum(v, [1, v], [-1, x1]),
    f.multiply(v, r, v),
    f.multiply(j, y1, j),
    f.sum(y1, [1, v], [-2, j]),
  ];
  return { name: 'addAffine', parameters: 2, locals: [I64], body: body.flat() };
}
