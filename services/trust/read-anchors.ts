/** Authorities that a person trusts besides the built-in ones: files and folders of certificates. */
import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import { parseCertificates } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { anchorsFromJson } from './built-in.ts';

/** What is taken from a folder; other files may lie beside. A file that is named by itself may be called anything. */
const EXTENSIONS = new Set(['.cer', '.crt', '.pem', '.der', '.json']);
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * The anchors of a file (certificates in DER or PEM, or JSON like resources/trust) or of all such files of a folder.
 * @throws TanbaError trust.unreadable
 */
export async function readAnchors(path: string): Promise<TrustAnchor[]> {
  const files = await attempt(path, () => filesAt(path));
  return (await Promise.all(files.map(file => attempt(file, () => anchorsOf(file))))).flat();
}

async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter(name => EXTENSIONS.has(extname(name).toLowerCase()))
    .sort()
    .map(name => join(path, name));
}

async function anchorsOf(file: string): Promise<TrustAnchor[]> {
  const found = await stat(file);
  if (!found.isFile() || found.size > MAX_BYTES) throw new RangeError('not a file of certificates');
  const bytes = await readFile(file);
  if (extname(file).toLowerCase() === '.json') return anchorsFromJson(JSON.parse(bytes.toString('utf8')));
  return parseCertificates(bytes).map(certificate => anchorFromCertificate(certificate, basename(file)));
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    if (cause instanceof TanbaError && cause.code === 'trust.unreadable') throw cause;
    throw new TanbaError('trust.unreadable', { file: basename(path) }, { cause });
  }
}
