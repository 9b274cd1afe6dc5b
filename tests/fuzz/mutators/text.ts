/** Damage to lines and words: PEM, base64, paths. */
import type { Choose, Mutator } from '../target.ts';
import { mutateBytes } from './bytes.ts';

const inserts = [
  '-----BEGIN CMS-----',
  '-----END CMS-----',
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '-----BEGIN ',
  '-----',
  '\n',
  '\r\n',
  '\ufeff',
  '=',
  '==',
  'AAAA',
  '\0',
  'қ',
  '/',
  '//',
  '*',
  '[1]',
  "[@Id='x']",
  '[last()]',
  ' and ',
  '"',
  "'",
  '::',
  '..',
];

/** The text cut at `\b` and dashes, one to four of its pieces moved, doubled, dropped or followed by something. */
export const mutateText: Mutator = (original, others, choose: Choose) => {
  if (choose(6) === 0) return mutateBytes(original, others, choose);
  const pieces = Buffer.from(original)
    .toString()
    .split(/(-----|\n|\b)/);
  for (let count = 1 + choose(4); count > 0; count--) {
    const at = choose(pieces.length);
    const changes = [
      () => pieces.splice(at, 1 + choose(3)),
      () => pieces.splice(at, 0, inserts[choose(inserts.length)]!),
      () => pieces.splice(at, 0, pieces[choose(pieces.length)] ?? ''),
      () => pieces.splice(at, 1, (pieces[at] ?? '').repeat(1 << choose(8))),
    ];
    changes[choose(changes.length)]!();
  }
  return new Uint8Array(Buffer.from(pieces.join('')));
};
