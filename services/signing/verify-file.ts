/** Verifies a signature file, and finds the document beside it by itself where that is needed. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import type { VerificationReport } from '../../contract/report.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { verifyXml } from '../../core/xml/verify.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import type { ByteSource } from '../../core/signing/signer.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { withFileSource } from '../files/file-source.ts';
import { documentBeside } from './output-path.ts';
import { isXml, readXml } from './read-xml.ts';

export interface VerifyFileRequest {
  readonly signature: string;
  /** Null: whatever is inside the signature, else the document beside it. */
  readonly content: string | null;
  readonly anchors: readonly TrustAnchor[];
  /** The time for which certificates must be valid. */
  readonly at: Date;
  /** The clock. */
  readonly now: Date;
  /** Null: nobody is asked about revocation. */
  readonly evidence: EvidenceSource | null;
  readonly signal: AbortSignal;
  readonly onProgress?: (bytesDone: number, bytesTotal: number) => void;
}

export interface VerifiedFile {
  readonly report: VerificationReport;
  /** The document that was found beside the signature and verified with it. */
  readonly content: string | null;
}

export async function verifyFile(request: VerifyFileRequest): Promise<VerifiedFile> {
  if (request.content !== null) {
    return { report: await verifyWith(request, request.content), content: null };
  }
  try {
    return { report: await verifyWith(request, null), content: null };
  } catch (error) {
    const beside = isContentMissing(error) ? await existing(documentBeside(request.signature)) : null;
    if (beside === null) throw error;
    return { report: await verifyWith(request, beside), content: beside };
  }
}

function isContentMissing(error: unknown): boolean {
  return error instanceof TanbaError && error.code === 'content.missing';
}

async function existing(path: string | null): Promise<string | null> {
  if (path === null) return null;
  const found = await stat(path).catch(() => null);
  return found?.isFile() === true ? path : null;
}

function verifyWith(request: VerifyFileRequest, content: string | null): Promise<VerificationReport> {
  const { signature, signal, onProgress } = request;
  const verify = async (
    signatureSource: ByteSource,
    contentSource: ByteSource | null,
  ): Promise<VerificationReport> =>
    (await isXml(signatureSource))
      ? verifyXmlFile(request, signatureSource, contentSource)
      : verifyCms({
          signature: signatureSource,
          content: contentSource,
          name: basename(content ?? signature),
          ...judgedBy(request),
          signal,
          ...(onProgress === undefined ? {} : { onProgress }),
        });
  return withFileSource(signature, signatureSource =>
    content === null
      ? verify(signatureSource, null)
      : withFileSource(content, contentSource => verify(signatureSource, contentSource)),
  );
}

function judgedBy({ anchors, at, now, evidence }: VerifyFileRequest) {
  return { anchors, at, now, ...(evidence && { evidence }) };
}

/** A signed XML holds its document; another one beside it would be a misunderstanding, and is said to be. */
async function verifyXmlFile(
  request: VerifyFileRequest,
  source: ByteSource,
  content: ByteSource | null,
): Promise<VerificationReport> {
  if (content !== null) throw new TanbaError('content.unexpected', {});
  return verifyXml({ xml: await readXml(source, basename(request.signature)), ...judgedBy(request) });
}
