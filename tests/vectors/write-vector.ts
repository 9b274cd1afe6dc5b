/** The other direction of read-vector.ts: what generators write. */
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { bytesToHex } from '../../core/bytes.ts';

export interface VectorContent {
  /** In order; those that are undefined are left out, bytes are written in hexadecimal. */
  readonly header: Readonly<Record<string, string | Uint8Array | undefined>>;
  readonly file: Uint8Array;
}

/** The text of a vector file. */
export function vectorText({ header, file }: VectorContent): string {
  const lines = Object.entries(header).map(([name, value]) => {
    if (value === undefined) return '';
    return `${name}: ${typeof value === 'string' ? value : folded(bytesToHex(value), 100, '\n  ')}\n`;
  });
  return `${lines.join('')}\n${folded(Buffer.from(file).toString('base64'), 76, '\n')}\n`;
}

function folded(text: string, width: number, separator: string): string {
  return text.replace(new RegExp(`.{${width}}(?=.)`, 'g'), `$&${separator}`);
}

const extension = '.vector';
const vectorFiles = (folder: string) => readdirSync(folder).filter(name => name.endsWith(extension));

/** Replaces all vectors of a folder. */
export function writeVectors(folder: string, vectors: ReadonlyMap<string, string>): void {
  for (const file of vectorFiles(folder)) rmSync(join(folder, file));
  for (const [name, text] of vectors) writeFileSync(join(folder, name + extension), text);
}

/** The texts that are there, by name, to be held against what the generator makes. */
export function storedVectors(folder: string): ReadonlyMap<string, string> {
  const text = (file: string) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  return new Map(vectorFiles(folder).map(file => [basename(file, extension), text(file)]));
}
