/** Signs a document of any size as CMS: one pass to hash it and, where it goes inside the signature, one to copy it. */
import { TanbaError } from '../../contract/errors/index.ts';
import { chunksOf } from '../asn1/byte-source.ts';
import { equalBytes } from '../bytes.ts';
import { envelopeAround, finishDetached, prepareSignerInfo } from '../cms/build.ts';
import type { PreparedSignerInfo } from '../cms/build.ts';
import { createDigester, digestAlgorithms } from '../crypto/digest.ts';
import { verifySignature } from '../crypto/public-key.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import { digestChunks, watched } from './hashing.ts';
import type { PassOptions } from './hashing.ts';
import { stamped } from './stamp.ts';
import type { Stamping } from './stamp.ts';
import type { ByteSource, CancelSignal, OnProgress, Signer } from './signer.ts';

export interface SignRequest {
  readonly content: ByteSource;
  /** What to call the document in an error. */
  readonly name: string;
  readonly signer: Signer;
  /** Whether the document stays outside the signature. */
  readonly detached: boolean;
  readonly signingTime: Date;
  /** None: the signature gets no time-stamp. */
  readonly stamping?: Stamping;
  /** `bytesTotal` counts both passes of an attached signature. */
  readonly onProgress?: OnProgress;
  readonly signal?: CancelSignal;
}

/**
 * Yields the signature file piece by piece, in DER and in NCALayer's shape. The key is asked once; its signature is verified
 * before the first piece leaves. When an error comes after some pieces, what was written is to be thrown away.
 * @throws TanbaError `document.changed` where the document is not what it was when it was hashed, `key.wrong-signature`,
 *   `host.cancelled`, and whatever the signer or the source are rejected with
 */
export async function* signCms(request: SignRequest): AsyncGenerator<Uint8Array, void, void> {
  const { content, signer, detached } = request;
  const { algorithm } = publicKeyOf(signer.certificate);
  const passes = detached ? 1 : 2;
  const { length, byName } = await digestChunks(pass(request, 0, passes), [algorithm.digest]);
  if (length !== content.size) throw new TanbaError('document.changed', { file: request.name });
  const contentDigest = byName.get(algorithm.digest)!;
  const prepared = prepareSignerInfo({
    certificate: signer.certificate,
    contentDigest,
    signingTime: request.signingTime,
  });
  const signature = await signVerified(signer, prepared);
  const skeleton = await stamped(
    finishDetached(prepared, signature),
    signature,
    algorithm.family,
    request.stamping,
  );
  if (detached) {
    yield skeleton;
    return;
  }
  const { prefix, suffix } = envelopeAround(skeleton, length);
  yield prefix;
  const again = createDigester(algorithm.digest);
  for await (const chunk of pass(request, 1, passes)) {
    again.update(chunk);
    yield chunk;
  }
  if (!equalBytes(again.finish(), contentDigest))
    throw new TanbaError('document.changed', { file: request.name });
  yield suffix;
}

/**
 * A detached signature over a digest that was computed elsewhere, by the hash function of the key's family.
 * @throws TanbaError `digest.wrong-length`, and as signCms() does
 */
export async function signCmsDigest(
  contentDigest: Uint8Array,
  { signer, signingTime, stamping }: Pick<SignRequest, 'signer' | 'signingTime' | 'stamping'>,
): Promise<Uint8Array> {
  const { algorithm } = publicKeyOf(signer.certificate);
  const { length } = digestAlgorithms[algorithm.digest];
  if (contentDigest.length !== length)
    throw new TanbaError('digest.wrong-length', { bits: 8 * contentDigest.length, expected: 8 * length });
  const prepared = prepareSignerInfo({ certificate: signer.certificate, contentDigest, signingTime });
  const signature = await signVerified(signer, prepared);
  return stamped(finishDetached(prepared, signature), signature, algorithm.family, stamping);
}

/** The document from its beginning, watched; `index` of `count` passes. */
export function pass(request: SignRequest, index: number, count: number): AsyncIterable<Uint8Array> {
  const { content, onProgress, signal } = request;
  const options: PassOptions = {
    bytesTotal: content.size,
    signal,
    onProgress: onProgress && (done => onProgress(index * content.size + done, count * content.size)),
  };
  return watched(chunksOf(content), options);
}

/** A driver or a damaged key may give any bytes; what does not verify must not reach a file. */
export async function signVerified(
  signer: Signer,
  { digestName, digest }: Pick<PreparedSignerInfo, 'digestName' | 'digest'>,
): Promise<Uint8Array> {
  const signature = await signer.signDigest(digestName, digest);
  if (!verifySignature(publicKeyOf(signer.certificate), digestName, digest, signature)) {
    throw new TanbaError('key.wrong-signature', {});
  }
  return signature;
}
