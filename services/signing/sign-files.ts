/**
 * A signing job: documents one after the other, a signature file each. What goes wrong with one document is its own
 * result and does not lose the others, unless they would meet the same.
 */
import { basename, dirname, resolve } from 'node:path';
import { entryOf } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { Progress, SignatureFormat, SignedDocument } from '../../contract/model.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { assertWritable, writeFileAtomic } from '../files/atomic-write.ts';
import { withFileSource } from '../files/file-source.ts';
import { toErrorData } from '../fault.ts';
import type { OnFault } from '../fault.ts';
import type { Clock } from '../ports.ts';
import { signaturePieces } from './signature-formats.ts';
import type { XmlOptions } from './signature-formats.ts';
import { throttle } from './throttle.ts';

export type DocumentProgress = Omit<Progress, 'job'>;

export interface SignFilesRequest {
  readonly documents: readonly string[];
  readonly signer: Signer;
  readonly format: SignatureFormat;
  /** Of a CMS. */
  readonly detached: boolean;
  readonly xml: XmlOptions;
  readonly outputOf: (document: string) => string;
  /** Replace signatures that exist. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DocumentProgress) => void;
  readonly onFault: OnFault;
  readonly clock: Clock;
}

/** Signs all documents; the results are in their order, one for each. */
export async function signFiles(request: SignFilesRequest): Promise<SignedDocument[]> {
  const report = throttle(request.clock, request.onProgress);
  const stops = new BatchStops();
  const results: SignedDocument[] = [];
  for (const [index, document] of request.documents.entries()) {
    const output = resolve(request.outputOf(document));
    const done = { document, index, count: request.documents.length, bytesDone: 0, bytesTotal: 0 };
    const error =
      stops.reasonFor(output) ??
      (await signFile(request, document, output, (step, urgent) => report({ ...done, ...step }, urgent)));
    if (error !== null) stops.note(error, output);
    report({ ...done, phase: error === null ? 'done' : 'failed' }, true);
    results.push({ document, output: error === null ? output : null, error, pending: null });
  }
  return results;
}

type StepReport = (
  step: Pick<DocumentProgress, 'phase' | 'bytesDone' | 'bytesTotal'>,
  urgent: boolean,
) => void;

/** The error that kept the document from being signed, or null. */
async function signFile(
  request: SignFilesRequest,
  document: string,
  output: string,
  report: StepReport,
): Promise<ErrorData | null> {
  const options = { overwrite: request.overwrite, inputs: [document] };
  try {
    await assertWritable(output, options);
    await withFileSource(document, async content => {
      const pieces = signaturePieces[request.format]({
        content,
        xml: request.xml,
        name: basename(document),
        signer: request.signer,
        detached: request.detached,
        signingTime: request.clock.now(),
        signal: request.signal,
        onProgress: (bytesDone, bytesTotal) => {
          const phase =
            bytesDone > content.size ? 'writing' : bytesDone < content.size ? 'reading' : 'signing';
          report({ phase, bytesDone, bytesTotal }, phase === 'signing');
        },
      });
      await writeFileAtomic(output, pieces, options);
    });
    return null;
  } catch (error) {
    return toErrorData(error, request.onFault);
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
