/** Writes the vectors of this folder: `node tests/vectors/cms/generate.ts`. Keys come out of a seed, so files change only with their cases. */
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bytesToHex } from '../../../core/bytes.ts';
import { badCases } from './bad-cases.ts';
import { goodCases } from './good-cases.ts';
import type { CmsCase } from './cases.ts';
import { midTerm } from '../../support/pki.ts';

export const cmsCases: readonly CmsCase[] = [...goodCases, ...badCases];

/** The text of a vector file. */
export async function vectorText(vector: CmsCase): Promise<string> {
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['expect', vector.expect],
    ['because', vector.because],
    ['comment', vector.comment],
    ['at', midTerm.toISOString()],
    ['trust', folded(bytesToHex(vector.root.certificate.der))],
    ['content', vector.content && folded(bytesToHex(vector.content))],
  ];
  const header = fields
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}\n`);
  const body = Buffer.from(await vector.signature())
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\n');
  return `${header.join('')}\n${body}\n`;
}

function folded(hex: string): string {
  return hex.replace(/.{100}(?=.)/g, '$&\n  ');
}

if (import.meta.main) {
  const folder = import.meta.dirname;
  for (const file of readdirSync(folder).filter(name => name.endsWith('.vector'))) rmSync(join(folder, file));
  for (const vector of cmsCases)
    writeFileSync(join(folder, `${vector.name}.vector`), await vectorText(vector));
  console.log(`${cmsCases.length} vectors written`);
}
