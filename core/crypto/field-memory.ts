/** Numbers of a field on their way into the memory of its module and out again. */
import { LIMB_BITS, LIMB_MASK } from './field-wasm.ts';
import type { FieldShape } from './field-wasm.ts';

/** Writes the limbs of a number from 0 to p − 1 into memory, as it is. */
export function writeLimbs(shape: FieldShape, memory: Uint8Array, address: number, value: bigint): void {
  const view = new DataView(memory.buffer);
  let rest = value;
  for (let limb = 0; limb < shape.limbs; limb++) {
    view.setInt32(address + 4 * limb, Number(BigInt.asUintN(LIMB_BITS, rest)), true);
    rest >>= BigInt(LIMB_BITS);
  }
}

/** As `writeLimbs`, of a secret number in little-endian bytes: a limb is seven half bytes, and lies in four bytes. */
export function writeBytes(shape: FieldShape, memory: Uint8Array, address: number, value: Uint8Array): void {
  const view = new DataView(memory.buffer);
  for (let limb = 0; limb < shape.limbs; limb++) {
    const bit = LIMB_BITS * limb;
    const byte = (index: number): number => (value[(bit >> 3) + index] ?? 0) << (8 * index);
    const word = byte(0) | byte(1) | byte(2) | byte(3);
    view.setInt32(address + 4 * limb, (word >>> (bit & 7)) & LIMB_MASK, true);
  }
}

/** Writes a number from 0 to p − 1 into memory, in Montgomery's form. */
export function writeElement(shape: FieldShape, memory: Uint8Array, address: number, value: bigint): void {
  writeLimbs(shape, memory, address, (value * shape.toMontgomery) % shape.p);
}

/** The number that the limbs in memory make, whatever it stands for. */
export function readLimbs(shape: FieldShape, memory: Uint8Array, address: number): bigint {
  const view = new DataView(memory.buffer);
  let number = 0n;
  for (let limb = shape.limbs - 1; limb >= 0; limb--) {
    number = (number << BigInt(LIMB_BITS)) + BigInt(view.getInt32(address + 4 * limb, true));
  }
  return number;
}

/** Reads a number from 0 to p − 1 out of memory, where it is in Montgomery's form. */
export function readElement(shape: FieldShape, memory: Uint8Array, address: number): bigint {
  const reduced = (readLimbs(shape, memory, address) * shape.fromMontgomery) % shape.p;
  return reduced < 0n ? reduced + shape.p : reduced;
}
