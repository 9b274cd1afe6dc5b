/** The content of an attached signature: taken out, or copied into a new form of the same signature. */
import { TanbaError } from '../../contract/errors/index.ts';
import { envelopeAround } from '../cms/build.ts';
import type { EmbeddedContent } from '../cms/embedded-content.ts';
import { digestChunks, watched } from './hashing.ts';
import { openSignature, orMalformed } from './open-signature.ts';
import type { ByteSource, CancelSignal, OnProgress } from './signer.ts';

export interface CopyOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: CancelSignal;
}

/** Yields the signature of a skeleton, around the content where there is one. */
export async function* contentAgain(
  skeleton: Uint8Array,
  content: EmbeddedContent | null,
  { onProgress, signal }: CopyOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  if (content === null) {
    yield skeleton;
    return;
  }
  // One that is split into pieces has to be counted first, since what stands before it says its length.
  const size = content.size ?? (await digestChunks(content.chunks(), [])).length;
  const { prefix, suffix } = envelopeAround(skeleton, size);
  yield prefix;
  yield* watched(content.chunks(), { bytesTotal: size, onProgress, signal });
  yield suffix;
}

export interface ExtractRequest extends CopyOptions {
  /** DER, BER, PEM or bare base64. */
  readonly signature: ByteSource;
  readonly name: string;
}

/**
 * Yields the document that an attached signature holds. Says nothing of whether the signature is any good.
 * @throws TanbaError `content.missing` for a detached signature, and what openSignature() throws
 */
export async function* extractContent(request: ExtractRequest): AsyncGenerator<Uint8Array, void, void> {
  const { content } = await orMalformed(() => openSignature(request.signature, request.name));
  if (content === null) throw new TanbaError('content.missing', {});
  const { onProgress, signal } = request;
  const bytesTotal = content.size ?? request.signature.size;
  yield* watched(content.chunks(), { bytesTotal, onProgress, signal });
}
