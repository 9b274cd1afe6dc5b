/** A signed power of attorney as files: its text inside its signature, and the page of it. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import { base64ToBytes, equalBytes, utf8ToBytes } from '../../core/bytes.ts';
import { attachContent } from '../../core/signing/attach.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import type { Clock } from '../ports.ts';
import { poaPage } from './poa-page.ts';
import { markOf } from './signature-mark.ts';
import type { Signed } from './signature-mark.ts';

export interface PoaFiles {
  readonly pdf: string;
  readonly cms: string;
}

export interface SaveParts {
  readonly clock: Clock;
  readonly version: string;
  /** A page of HTML as PDF. */
  readonly printPage: (html: string) => Promise<Uint8Array>;
  /** The person was asked about the PDF; about the file beside it nobody was. */
  readonly overwrite: boolean;
}

/** The text inside its signature. @throws TanbaError portal.wrong-state where it is not signed, portal.signature-broken where it is no DER */
export function poaCms({ text, signature }: Signed): Uint8Array {
  if (signature === null) throw new TanbaError('portal.wrong-state', { state: 'draft' });
  try {
    return attachContent(base64ToBytes(signature), utf8ToBytes(text));
  } catch (error) {
    throw new TanbaError('portal.signature-broken', {}, { cause: error });
  }
}

/**
 * `<name>.pdf` with `<name>.cms` beside it; a `.cms` of that name stays where it is the same.
 * @throws TanbaError portal.signature-broken where the mark would not be true, output.exists, document.*
 */
export async function savePoa(signed: Signed, pdf: string, parts: SaveParts): Promise<PoaFiles> {
  const cms = `${pdf.replace(/\.pdf$/i, '')}.cms`;
  const mark = await markOf(signed, parts.clock.now());
  const name = basename(cms);
  const page = mark === null ? null : poaPage({ text: signed.text, mark, cms: name, version: parts.version });
  if (page === null) throw new TanbaError('portal.signature-broken', {});
  const content = await parts.printPage(page);
  const file = poaCms(signed);
  if (!(await isSame(cms, file))) await writeFileAtomic(cms, file, { overwrite: false, inputs: [] });
  await writeFileAtomic(pdf, content, { overwrite: parts.overwrite, inputs: [cms] });
  return { pdf, cms };
}

async function isSame(path: string, content: Uint8Array): Promise<boolean> {
  const there = await readFile(path).catch(() => null);
  return there !== null && equalBytes(there, content);
}
