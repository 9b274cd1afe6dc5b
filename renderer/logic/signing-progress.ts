/** How far a signing job is, over all its documents. */
import type { FileDescription, Progress, SignedDocument } from '../../contract/documents.ts';

/** What opening, signing and writing cost beside reading, in bytes: so that a thousand empty files still move the bar. */
const perFile = 65_536;

/** @returns 0 to 1. */
export function overallProgress(
  files: readonly FileDescription[],
  progress: ReadonlyMap<string, Progress>,
): number {
  let done = 0;
  let total = 0;
  for (const file of files) {
    const size = file.size + perFile;
    total += size;
    done += size * fractionOf(progress.get(file.path));
  }
  return total === 0 ? 0 : Math.min(1, done / total);
}

/** How far one document is, 0 to 1. */
export function fractionOf(progress: Progress | undefined): number {
  if (!progress) return 0;
  if (progress.phase === 'done' || progress.phase === 'failed') return 1;
  if (progress.phase !== 'reading') return 0.97;
  return progress.bytesTotal > 0 ? 0.95 * Math.min(1, progress.bytesDone / progress.bytesTotal) : 0;
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
