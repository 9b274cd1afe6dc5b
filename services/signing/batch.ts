/**
 * Documents one after the other. What goes wrong with one is its own result and does not lose the others, unless they would meet the same.
 */
import { dirname, resolve } from 'node:path';
import { entryOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { Progress, SignedDocument } from '../../contract/documents.ts';
import { toErrorData } from '../fault.ts';
import type { OnFault } from '../fault.ts';
import type { Clock } from '../ports.ts';
import { throttle } from './throttle.ts';

export type DocumentProgress = Omit<Progress, 'job'>;

export interface BatchOptions {
  readonly onProgress: (progress: DocumentProgress) => void;
  readonly onFault: OnFault;
  readonly clock: Clock;
}

/** Told how far one document is; `urgent` where the person has to see it. */
export type StepReport = (
  step: Pick<DocumentProgress, 'phase' | 'bytesDone' | 'bytesTotal'>,
  urgent: boolean,
) => void;

/** Makes `output` of one document; throws why not. Returns what is still to come. */
export type DocumentWork = (
  document: string,
  output: string,
  report: StepReport,
) => Promise<SignedDocument['pending']>;

/** The results are in the order of the documents, one for each. */
export async function runBatch(
  documents: readonly string[],
  outputOf: (document: string) => string,
  work: DocumentWork,
  options: BatchOptions,
): Promise<SignedDocument[]> {
  const report = throttle(options.clock, options.onProgress);
  const stops = new BatchStops();
  const results: SignedDocument[] = [];
  for (const [index, document] of documents.entries()) {
    const output = resolve(outputOf(document));
    const done = { document, index, count: documents.length, bytesDone: 0, bytesTotal: 0 };
    const outcome = await attempt(stops.reasonFor(output), options.onFault, () =>
      work(document, output, (step, urgent) => report({ ...done, ...step }, urgent)),
    );
    const { error } = outcome;
    if (error !== null) stops.note(error, output);
    report({ ...done, phase: error === null ? 'done' : 'failed' }, true);
    results.push({ document, output: error === null ? output : null, ...outcome });
  }
  return results;
}

async function attempt(
  stop: ErrorData | null,
  onFault: OnFault,
  work: () => Promise<SignedDocument['pending']>,
): Promise<Pick<SignedDocument, 'error' | 'pending'>> {
  if (stop !== null) return { error: stop, pending: null };
  try {
    return { error: null, pending: await work() };
  } catch (error) {
    return { error: toErrorData(error, onFault), pending: null };
  }
}

/** Remembers why the documents that follow need not be tried: each would burn time, and some a PIN, for the same answer. */
class BatchStops {
  #all: ErrorData | null = null;
  readonly #folders = new Map<string, ErrorData>();

  note(error: ErrorData, output: string): void {
    const { stopsBatch, owner } = entryOf(error.code);
    if (!stopsBatch) return;
    // A folder that cannot be written to says nothing about the others.
    if (owner === 'document') this.#folders.set(dirname(output), error);
    else this.#all = error;
  }

  reasonFor(output: string): ErrorData | null {
    return this.#all ?? this.#folders.get(dirname(output)) ?? null;
  }
}
