/** What dropped or chosen paths are: by their names where the name says it, else by their first bytes. */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, extname } from 'node:path';
import type { FileDescription } from '../../contract/documents.ts';
import { looksLikeXml } from '../../core/xml/verify.ts';

type Kind = FileDescription['kind'];

const BY_EXTENSION: Readonly<Record<string, Kind>> = {
  '.p12': 'keystore',
  '.pfx': 'keystore',
  '.cms': 'signature',
  '.p7s': 'signature',
  '.p7m': 'signature',
  '.sig': 'signature',
};

const HEAD_LENGTH = 64;
const EDGE_LENGTH = 64 * 1024;
const XML_SIGNATURE_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';
/** PEM labels under which the makers of these signatures put them. */
const PEM_SIGNATURE = /^\s*-----BEGIN (CMS|PKCS7)-----/;
/** ContentInfo (RFC 5652 §3): a SEQUENCE, definite or not, whose first element is the OID id-signedData. */
const SIGNED_DATA = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];
/** PFX (RFC 7292 §4): a SEQUENCE whose first element is the version, INTEGER 3. */
const PFX_VERSION = [0x02, 0x01, 0x03];

export async function describeFiles(paths: readonly string[]): Promise<FileDescription[]> {
  return Promise.all(paths.map(describeFile));
}

async function describeFile(path: string): Promise<FileDescription> {
  const place = { path, name: basename(path), folder: dirname(path) };
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { ...place, size: 0, kind: 'folder' };
    return { ...place, size: found.size, kind: found.isFile() ? await kindOf(path) : 'document' };
  } catch {
    return { ...place, size: 0, kind: 'missing' };
  }
}

async function kindOf(path: string): Promise<Kind> {
  const named = BY_EXTENSION[extname(path).toLowerCase()];
  if (named !== undefined) return named;
  try {
    const handle = await open(path, 'r');
    try {
      return await kindOfContent(handle);
    } finally {
      await handle.close();
    }
  } catch {
    // What cannot be read is still a document; reading it later says why not.
    return 'document';
  }
}

async function kindOfContent(handle: FileHandle): Promise<Kind> {
  const head = await readAt(handle, 0, HEAD_LENGTH);
  const kind = sniff(head);
  return kind === 'document' && looksLikeXml(head) && (await isSignedXml(handle)) ? 'signature' : kind;
}

/** An XML signature stands at the end of the document, or in the header of a SOAP message: both are near an edge. */
async function isSignedXml(handle: FileHandle): Promise<boolean> {
  const { size } = await handle.stat();
  const edges = [0, Math.max(0, size - EDGE_LENGTH)];
  const texts = await Promise.all(edges.map(at => readAt(handle, at, EDGE_LENGTH)));
  return texts.some(bytes => new TextDecoder().decode(bytes).includes(XML_SIGNATURE_NAMESPACE));
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await handle.read(buffer, 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** The kind that the first bytes of a file show. */
export function sniff(head: Uint8Array): Kind {
  if (PEM_SIGNATURE.test(new TextDecoder('latin1').decode(head))) return 'signature';
  const first = firstElement(head);
  if (startsWith(first, SIGNED_DATA)) return 'signature';
  return startsWith(first, PFX_VERSION) ? 'keystore' : 'document';
}

/** What follows the tag and length of an outer SEQUENCE; nothing where there is none. */
function firstElement(head: Uint8Array): Uint8Array {
  const [tag, length] = head;
  if (tag !== 0x30 || length === undefined) return new Uint8Array();
  return head.subarray(length > 0x80 ? 2 + (length & 0x7f) : 2);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return bytes.length >= prefix.length && prefix.every((byte, index) => bytes[index] === byte);
}
