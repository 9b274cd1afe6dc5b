/** XML documents are read whole; this keeps a file of another kind from being loaded at all. The reader has caps of its own. */
import { TanbaError } from '../../contract/errors/index.ts';
import { looksLikeXml } from '../../core/xml/verify.ts';
import type { ByteSource } from '../../core/signing/signer.ts';

const maxBytes = 64 * 1024 * 1024;
/** Enough of the beginning to tell XML from the rest. */
const sampleLength = 512;

export async function isXml(source: ByteSource): Promise<boolean> {
  return looksLikeXml(await source.read(0, sampleLength));
}

/** @throws TanbaError document.too-large */
export function readXml(source: ByteSource, name: string): Promise<Uint8Array> {
  if (source.size > maxBytes) throw new TanbaError('document.too-large', { file: name, limit: '64 MiB' });
  return source.read(0, source.size);
}
