/** Signature files that are made anew from themselves: another signer, a time-stamp. The old one stays until the new one has been checked. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorFromData, isErrorCode, TanbaError } from '../../contract/errors/index.ts';
import type { SignatureEncoding } from '../../contract/documents.ts';
import { isSameButStamped } from '../../core/signing/compare.ts';
import { addSigner } from '../../core/signing/add-signer.ts';
import { encodeSignature } from '../../core/signing/encode-signature.ts';
import type { Timestamper } from '../../core/signing/evidence.ts';
import { openSignature, orMalformed } from '../../core/signing/open-signature.ts';
import type { OnProgress, Signer } from '../../core/signing/signer.ts';
import { stampSignature } from '../../core/signing/stamp.ts';
import type { Stamping } from '../../core/signing/stamp.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { assertWritable, writeFileAtomic } from '../files/atomic-write.ts';
import type { FileContent } from '../files/atomic-write.ts';
import { piecesOfFile, withFileSource } from '../files/file-source.ts';
import { documentBeside } from './output-path.ts';

export interface RewriteRequest {
  readonly signature: string;
  /** Null: in the place of the old one. */
  readonly output: string | null;
  /** Replace another file that exists under the name of the output. */
  readonly overwrite: boolean;
  /** Null: as it came. */
  readonly encoding: SignatureEncoding | null;
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress | undefined;
}

export interface StampFileRequest extends RewriteRequest {
  readonly timestamper: Timestamper;
}

/** Returns the path of the stamped signature. Errors: those of stampSignature(), of reading and writing. */
export async function stampFile(request: StampFileRequest): Promise<string> {
  const { signature, timestamper, signal, onProgress } = request;
  const name = basename(signature);
  const pieces = piecesOfFile(signature, source =>
    stampSignature({ signature: source, name, timestamper, signal, ...(onProgress && { onProgress }) }),
  );
  return rewrite(request, pieces, temporary =>
    withFileSource(signature, before =>
      withFileSource(temporary, async after => {
        if (!(await isSameButStamped(before, after))) throw new Error('a stamped signature is not the same');
      }),
    ),
  );
}

export interface AddSignerFileRequest extends RewriteRequest {
  /** Null: whatever is inside the signature, else the document beside it. */
  readonly content: string | null;
  readonly signer: Signer;
  readonly signingTime: Date;
  readonly stamping: Stamping | undefined;
}

/** Returns the path of the signature with one signer more. Errors: those of addSigner(), of reading and writing. */
export async function addSignerToFile(request: AddSignerFileRequest): Promise<string> {
  const { signature, signal, onProgress, stamping } = request;
  const content = await contentFor(request);
  const own = {
    name: basename(content ?? signature),
    signer: request.signer,
    signingTime: request.signingTime,
    signal,
    ...(onProgress && { onProgress }),
    ...(stamping && { stamping }),
  };
  const pieces = piecesOfFile(signature, source =>
    content === null
      ? addSigner({ ...own, signature: source, content: null })
      : piecesOfFile(content, document => addSigner({ ...own, signature: source, content: document })),
  );
  return rewrite(request, pieces, temporary => assertHolds(temporary, content, signal));
}

async function rewrite(
  { signature, output, overwrite, encoding }: RewriteRequest,
  pieces: AsyncIterable<Uint8Array>,
  check: (temporary: string) => Promise<void>,
): Promise<string> {
  const path = output ?? signature;
  const form = encoding ?? (await encodingOf(signature));
  const options = { overwrite: overwrite || output === null, inputs: [], check };
  await assertWritable(path, options);
  const content: FileContent = encodeSignature(pieces, form);
  await writeFileAtomic(path, content, options);
  return path;
}

function encodingOf(signature: string): Promise<SignatureEncoding> {
  return withFileSource(signature, source =>
    orMalformed(async () => (await openSignature(source, basename(signature))).encoding),
  );
}

async function contentFor({ signature, content }: AddSignerFileRequest): Promise<string | null> {
  if (content !== null) return content;
  const attached = await withFileSource(signature, source =>
    orMalformed(async () => (await openSignature(source, basename(signature))).content !== null),
  );
  if (attached) return null;
  const beside = documentBeside(signature);
  const found = beside === null ? null : await stat(beside).catch(() => null);
  if (beside === null || found?.isFile() !== true) throw new TanbaError('content.missing', {});
  return beside;
}

/** Read back from the disk, before it takes the old one's place: every signature in it holds. */
async function assertHolds(temporary: string, content: string | null, signal: AbortSignal): Promise<void> {
  const verify = (
    signature: Parameters<typeof verifyCms>[0]['signature'],
    document: typeof signature | null,
  ) => verifyCms({ signature, content: document, anchors: [], at: new Date(0), signal });
  const report = await withFileSource(temporary, signature =>
    content === null
      ? verify(signature, null)
      : withFileSource(content, document => verify(signature, document)),
  );
  const mathematics = ['format', 'digest', 'signature'];
  const wrong = report.signers
    .flatMap(({ steps }) => steps)
    .find(({ name, status }) => mathematics.includes(name) && status === 'failed');
  if (wrong?.code !== undefined && isErrorCode(wrong.code))
    throw errorFromData({ code: wrong.code, params: wrong.params ?? {} });
}
