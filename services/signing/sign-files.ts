/** A signing job: documents in their order, a signature file each. */
import { basename } from 'node:path';
import type {
  SignatureEncoding,
  SignatureFormat,
  SignedDocument,
  XmlOptions,
} from '../../contract/documents.ts';
import type { Timestamper } from '../../core/signing/evidence.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { assertWritable, writeFileAtomic } from '../files/atomic-write.ts';
import { withFileSource } from '../files/file-source.ts';
import { runBatch } from './batch.ts';
import type { BatchOptions, StepReport } from './batch.ts';
import { signerInTurn } from './signer-in-turn.ts';
import { signaturePieces } from './signature-formats.ts';

export interface SignFilesRequest extends BatchOptions {
  readonly documents: readonly string[];
  readonly signer: Signer;
  readonly format: SignatureFormat;
  /** Of a CMS. */
  readonly detached: boolean;
  readonly xml: XmlOptions;
  /** Of a CMS. */
  readonly encoding: SignatureEncoding;
  /** Of a CMS; null: no time-stamp. */
  readonly timestamper: Timestamper | null;
  readonly outputOf: (document: string) => string;
  /** Replace signatures that exist. */
  readonly overwrite: boolean;
  readonly signal: AbortSignal;
}

/** Signs all documents; the results are in their order, one for each. */
export async function signFiles(request: SignFilesRequest): Promise<SignedDocument[]> {
  const { documents, outputOf } = request;
  // A token has time to sign while the disk writes the name of the signature before.
  const names: Promise<void>[] = [];
  const results = await runBatch(
    documents,
    outputOf,
    (document, output, report, inTurn) =>
      signFile({ ...request, signer: signerInTurn(request.signer, inTurn) }, document, output, {
        report,
        named: durable => void names.push(durable),
      }),
    request,
  );
  await Promise.all(names);
  return results;
}

interface Following {
  readonly report: StepReport;
  readonly named: (durable: Promise<void>) => void;
}

async function signFile(
  request: SignFilesRequest,
  document: string,
  output: string,
  { report, named }: Following,
): Promise<SignedDocument['pending']> {
  let pending: SignedDocument['pending'] = null;
  const { timestamper } = request;
  const stamping = timestamper && { timestamper, onMissed: () => (pending = 'timestamp') };
  const options = { overwrite: request.overwrite, inputs: [document], named };
  await assertWritable(output, options);
  await withFileSource(document, async content => {
    const pieces = signaturePieces[request.format]({
      content,
      xml: request.xml,
      encoding: request.encoding,
      ...(stamping && { stamping }),
      name: basename(document),
      signer: request.signer,
      detached: request.detached,
      signingTime: request.clock.now(),
      signal: request.signal,
      onProgress: (bytesDone, bytesTotal) => {
        const phase = bytesDone > content.size ? 'writing' : bytesDone < content.size ? 'reading' : 'signing';
        report({ phase, bytesDone, bytesTotal }, phase === 'signing');
      },
    });
    await writeFileAtomic(output, pieces, options);
  });
  return pending;
}
