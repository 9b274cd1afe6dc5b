/** How far a signing job is, over all its documents. */
import type { FileDescription, Progress, SignedDocument } from '../../contract/documents.ts';

/** What opening, signing and writing weigh beside reading, in bytes: a small document waits for its key, not for its bytes. */
const perFile = 65_536;
/** How much of that is behind a document in each phase. */
const behind = { reading: 0, signing: 0.1, writing: 0.9 } as const;

/** @returns 0 to 1. */
export function overallProgress(
  files: readonly FileDescription[],
  progress: ReadonlyMap<string, Progress>,
): number {
  let done = 0;
  let total = 0;
  for (const file of files) {
    const weight = file.size + perFile;
    total += weight;
    done += weight * fractionOf(file.size, progress.get(file.path));
  }
  return total === 0 ? 0 : Math.min(1, done / total);
}

/** How far one document of so many bytes is, 0 to 1. */
export function fractionOf(size: number, progress: Progress | undefined): number {
  if (!progress) return 0;
  const { phase } = progress;
  if (phase === 'done' || phase === 'failed') return 1;
  const read = phase === 'reading' ? Math.min(size, progress.bytesDone) : size;
  return (read + behind[phase] * perFile) / (size + perFile);
}

/** How many documents have ended, well or badly. */
export function endedCount(progress: ReadonlyMap<string, Progress>): number {
  return [...progress.values()].filter(({ phase }) => phase === 'done' || phase === 'failed').length;
}

/** The results of a repeated attempt over those of the first, in the order of the documents. */
export function mergeResults(
  files: readonly FileDescription[],
  before: readonly SignedDocument[],
  fresh: readonly SignedDocument[],
): readonly SignedDocument[] {
  const byDocument = new Map([...before, ...fresh].map(result => [result.document, result]));
  return files.flatMap(file => byDocument.get(file.path) ?? []);
}
