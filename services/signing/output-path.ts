/** Where a signature goes, and where the document of a signature is looked for. */
import { basename, dirname, extname, join } from 'node:path';
import type { SignatureFormat } from '../../contract/documents.ts';

/** What a signature's file adds to the document's name. A bare value is text, and no other program may take it for a CMS. */
const EXTENSIONS: Readonly<Record<SignatureFormat, string>> = {
  cms: '.cms',
  xml: '.signed.xml',
  raw: '.signature.txt',
};
/** Extensions under which others keep detached signatures beside their documents. */
const SIGNATURE_EXTENSIONS = new Set([EXTENSIONS.cms, '.p7s', '.p7m', '.sig']);

/** `a.pdf.cms`, beside the document or in a folder. */
export function signaturePath(
  document: string,
  folder: string | null,
  format: SignatureFormat = 'cms',
): string {
  return join(folder ?? dirname(document), basename(document) + EXTENSIONS[format]);
}

/** `a.pdf` for `a.pdf.cms`; null where the name is not made like that. */
export function documentBeside(signature: string): string | null {
  const extension = extname(signature);
  if (!SIGNATURE_EXTENSIONS.has(extension.toLowerCase())) return null;
  return signature.slice(0, -extension.length);
}
