/** Files that arrive by a drop, a dialog or the system: sorted by what they are, signatures joined with their documents. */
import type { FileDescription } from '../../contract/documents.ts';

export interface Intake {
  readonly documents: readonly FileDescription[];
  readonly signatures: readonly FileDescription[];
  readonly keystores: readonly FileDescription[];
  readonly folders: readonly FileDescription[];
  readonly missing: readonly FileDescription[];
}

export function sortFiles(files: readonly FileDescription[]): Intake {
  const of = (kind: FileDescription['kind']) => files.filter(file => file.kind === kind);
  return {
    documents: of('document'),
    signatures: of('signature'),
    keystores: of('keystore'),
    folders: of('folder'),
    missing: of('missing'),
  };
}

export interface SignaturePair {
  readonly signature: FileDescription;
  readonly content: FileDescription | null;
}

const stem = (name: string): string => name.replace(/\.[^.]+$/, '').toLowerCase();

function isContentOf(document: FileDescription, signature: FileDescription): boolean {
  const expected = stem(signature.name);
  return document.name.toLowerCase() === expected || stem(document.name) === expected;
}

/**
 * `a.pdf` goes with `a.pdf.cms` or `a.cms`; one signature and one document that came together are a pair whatever their names.
 * @returns the pairs and the documents that belong to none.
 */
export function pairSignatures(
  signatures: readonly FileDescription[],
  documents: readonly FileDescription[],
): { readonly pairs: readonly SignaturePair[]; readonly rest: readonly FileDescription[] } {
  const [signature] = signatures;
  const [document] = documents;
  if (signature && document && signatures.length === 1 && documents.length === 1) {
    return { pairs: [{ signature, content: document }], rest: [] };
  }
  const pairs = signatures.map(each => ({
    signature: each,
    content: documents.find(candidate => isContentOf(candidate, each)) ?? null,
  }));
  const taken = new Set(pairs.map(pair => pair.content));
  return { pairs, rest: documents.filter(each => !taken.has(each)) };
}

/** Joins two lists of files without taking one twice. */
export function joinFiles(
  present: readonly FileDescription[],
  added: readonly FileDescription[],
): readonly FileDescription[] {
  const known = new Set(present.map(file => file.path));
  return [...present, ...added.filter(file => !known.has(file.path) && known.add(file.path))];
}
