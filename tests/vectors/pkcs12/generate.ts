/**
 * Makes the vectors of this folder: `node tests/vectors/pkcs12/generate.ts`. The same files come out each time; cases that
 * would be large are made by the test at run time.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bytesToBase64 } from '../../../core/bytes.ts';
import { brokenCases } from './broken-cases.ts';
import { hostileCases } from './hostile-cases.ts';
import { PASSWORD } from './material.ts';
import { soundCases } from './sound-cases.ts';

export interface Case {
  /** `ok`, or the code of the error. */
  readonly expect: string;
  readonly comment: string;
  readonly file: Uint8Array;
  readonly password?: string;
  /** Where the file opens: alias and algorithm family of each key. */
  readonly keys?: readonly string[];
}

const folder = fileURLToPath(new URL('.', import.meta.url));

function text({ expect, comment, file, password = PASSWORD, keys = [] }: Case): string {
  const lines = bytesToBase64(file).match(/.{1,76}/g) ?? [];
  const listed = keys.map((key, index) => `key-${index}: ${key}`);
  return [
    `expect: ${expect}`,
    `comment: ${comment}`,
    `password: ${password}`,
    ...listed,
    '',
    ...lines,
    '',
  ].join('\n');
}

for (const [name, made] of Object.entries({ ...soundCases(), ...brokenCases(), ...hostileCases() })) {
  writeFileSync(`${folder}${name}.vector`, text(made));
}
