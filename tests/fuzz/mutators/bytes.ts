/** Damage that knows nothing of formats: what disks, mail and attackers without a plan do. */
import { concatBytes } from '../../../core/bytes.ts';
import type { Choose, Mutator } from '../target.ts';

/** Octets that begin, end or bound something in one of the formats. */
const telling = [
  0x00, 0x01, 0x7f, 0x80, 0x84, 0xff, 0x30, 0x31, 0x24, 0xa0, 0x1f, 0x0a, 0x20, 0x3c, 0x26, 0x2d,
];

type Damage = (bytes: Uint8Array, choose: Choose, others: readonly Uint8Array[]) => Uint8Array;

/** Bytes with `insert` in the place of `removed` bytes at `at`. */
function spliced(bytes: Uint8Array, at: number, removed: number, insert: Uint8Array): Uint8Array {
  return concatBytes(bytes.subarray(0, at), insert, bytes.subarray(at + removed));
}

const damages: readonly Damage[] = [
  (bytes, choose) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[choose(copy.length)]! ^= 1 << choose(8);
    return copy;
  },
  (bytes, choose) => {
    const copy = bytes.slice();
    if (copy.length > 0) copy[choose(copy.length)] = telling[choose(telling.length)]!;
    return copy;
  },
  (bytes, choose) => spliced(bytes, choose(bytes.length + 1), choose(40), new Uint8Array()),
  (bytes, choose) =>
    spliced(
      bytes,
      choose(bytes.length + 1),
      0,
      new Uint8Array(choose(40)).map(() => choose(256)),
    ),
  (bytes, choose) => bytes.slice(0, choose(bytes.length + 1)),
  (bytes, choose, others) => {
    const other = others[choose(others.length)] ?? bytes;
    const from = choose(other.length + 1);
    return spliced(bytes, choose(bytes.length + 1), choose(200), other.subarray(from, from + choose(300)));
  },
];

/** One to three damages at random places. */
export const mutateBytes: Mutator = (original, others, choose) => {
  let bytes = original;
  for (let count = 1 + choose(3); count > 0; count--) {
    bytes = damages[choose(damages.length)]!(bytes, choose, others);
  }
  return bytes;
};
