/** Damage to JSON by its values. */
import type { Choose, Mutator } from '../target.ts';
import { mutateBytes } from './bytes.ts';

const odd = [
  'null',
  'true',
  '-1',
  '1e999',
  '0.5',
  '""',
  '"\\u0000"',
  '"__proto__"',
  '[]',
  '{}',
  '{"__proto__":{"language":"xx"}}',
  '"9999-99-99T99:99:99Z"',
];

/** One to three values or names exchanged, dropped, doubled, or buried in brackets. */
export const mutateJson: Mutator = (original, others, choose: Choose) => {
  if (choose(5) === 0) return mutateBytes(original, others, choose);
  const pieces = Buffer.from(original)
    .toString()
    .split(/("(?:[^"\\]|\\.)*"|[[\]{},:])/);
  for (let count = 1 + choose(3); count > 0; count--) {
    const at = choose(pieces.length);
    const depth = 1 << choose(14);
    const changes = [
      () => pieces.splice(at, 1),
      () => pieces.splice(at, 1, odd[choose(odd.length)]!),
      () => pieces.splice(at, 0, pieces[choose(pieces.length)] ?? ''),
      () => pieces.splice(at, 1, '['.repeat(depth) + (pieces[at] ?? '') + ']'.repeat(depth)),
    ];
    changes[choose(changes.length)]!();
  }
  return new Uint8Array(Buffer.from(pieces.join('')));
};
