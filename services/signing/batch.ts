/**
 * Documents in their order. While the key signs one, the next is read and the one before is checked and written, so that a
 * batch takes a slow token's time and no more. What goes wrong with one is its own result and does not lose the others,
 * unless they would meet the same.
 */
import { dirname, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { entryOf, errorFromData } from '../../contract/errors/index.ts';
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

/** Asks the key when it is this document's turn; throws what has stopped the batch until then. */
export type InTurn = <T>(askKey: () => Promise<T>) => Promise<T>;

/** Makes `output` of one document; throws why not. Returns what is still to come. */
export type DocumentWork = (
  document: string,
  output: string,
  report: StepReport,
  inTurn: InTurn,
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
  const run = async (document: string, index: number, turn: Turn): Promise<SignedDocument> => {
    const output = resolve(outputOf(document));
    const done = { document, index, count: documents.length, bytesDone: 0, bytesTotal: 0 };
    const stop = (): ErrorData | null => stops.reasonFor(output);
    const outcome = await attempt(stop(), options.onFault, () =>
      work(
        document,
        output,
        (step, urgent) => report({ ...done, ...step }, urgent),
        askKey => turn.take(stop, askKey),
      ),
    );
    const { error } = outcome;
    if (error !== null) stops.note(error, output);
    report({ ...done, phase: error === null ? 'done' : 'failed' }, true);
    return { document, output: error === null ? output : null, ...outcome };
  };

  const results: Promise<SignedDocument>[] = [];
  let turn: Turn | null = null;
  for (const [index, document] of documents.entries()) {
    // Two are in work at most: what waits is read into memory, and what is signed waits for the disk.
    await results[index - 2];
    await turn?.taken;
    turn = new Turn(turn);
    results.push(run(document, index, turn).finally(turn.end));
  }
  return Promise.all(results);
}

/** One document's place in the row before the key. */
class Turn {
  /** The key works for this document, or the document is done with. */
  readonly taken: Promise<void>;
  /** The key has signed this document, or the document is done with: a failure of the key is noted before the next one's turn. */
  readonly over: Promise<void>;
  readonly #before: Promise<void> | undefined;
  #take!: () => void;
  #leave!: () => void;

  constructor(before: Turn | null) {
    this.#before = before?.over;
    this.taken = new Promise(resolved => {
      this.#take = resolved;
    });
    this.over = new Promise(resolved => {
      this.#leave = resolved;
    });
  }

  async take<T>(stop: () => ErrorData | null, askKey: () => Promise<T>): Promise<T> {
    await this.#before;
    const reason = stop();
    if (reason !== null) throw errorFromData(reason);
    this.#take();
    const answer = await askKey();
    this.#leave();
    // The next document's request goes out before this one's signature is verified, which takes the processor for milliseconds.
    await setImmediate();
    return answer;
  }

  readonly end = (): void => {
    this.#take();
    this.#leave();
  };
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
