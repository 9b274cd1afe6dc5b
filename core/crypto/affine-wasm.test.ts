import { describe, expect, it } from 'vitest';
import { readElement, writeElement } from './field-memory.ts';
import { cryptoProA, tc26Gost512A } from './gost-curves.ts';
import { pointClass } from './gost-points.ts';
import { invertElement } from './element-inverse.ts';
import { pointMachine } from './point-wasm.ts';

describe.each([tc26Gost512A, cryptoProA])('points of tables on $name', curve => {
  const { p } = curve;
  const machine = pointMachine(curve, 40);
  const { shape, memory, free } = machine;
  const { stride } = shape;
  const ENTRIES = 16;
  const [sum, picked, table] = [free, free + 3 * stride, free + 6 * stride];
  const { BASE } = pointClass(curve);
  const points = Array.from({ length: ENTRIES }, (_, index) => BASE.multiply(BigInt(index + 2)).toAffine());
  const write = (address: number, ...numbers: readonly bigint[]): void =>
    numbers.forEach((number, index) => writeElement(shape, memory, address + index * stride, number));
  const read = (address: number): bigint => readElement(shape, memory, address);
  for (const [index, { x, y }] of points.entries()) write(table + index * 2 * stride, x, y);

  it('are picked, each and with either sign', () => {
    for (const [wanted, { x, y }] of points.entries()) {
      machine.select(picked, table, ENTRIES, wanted, 0);
      expect([read(picked), read(picked + stride)]).toEqual([x, y]);
      machine.select(picked, table, ENTRIES, wanted, -1);
      expect([read(picked), read(picked + stride)]).toEqual([x, p - y]);
    }
  });

  it('are added as noble adds them', () => {
    write(sum, curve.x, curve.y, 1n);
    let expected = BASE;
    for (const [wanted, { x, y }] of points.entries()) {
      const sign = wanted % 3 === 0 ? -1 : 0;
      machine.select(picked, table, ENTRIES, wanted, sign);
      machine.addAffine(sum, picked);
      expected = expected.add(pointClass(curve).fromAffine({ x, y: sign ? p - y : y }));
      const zz = read(sum + 2 * stride) ** 2n;
      expect(read(sum)).toBe((expected.toAffine().x * zz) % p);
    }
  });

  it('make no point with themselves and their negatives, and that is to be seen for good', () => {
    const { x, y } = points[3]!;
    for (const sign of [0, -1]) {
      write(sum, x, y, 1n);
      machine.select(picked, table, ENTRIES, 3, sign);
      machine.addAffine(sum, picked);
      expect(read(sum + 2 * stride)).toBe(0n);
      machine.select(picked, table, ENTRIES, 4, 0);
      machine.addAffine(sum, picked);
      expect(read(sum + 2 * stride)).toBe(0n);
    }
  });

  it.each([0n, 1n, 2n, p - 1n, curve.y, curve.q % p])('%s has the inverse that Fermat says', number => {
    write(sum, number);
    invertElement(machine, picked, sum);
    expect((read(picked) * number) % p).toBe(number === 0n ? 0n : 1n);
  });
});
