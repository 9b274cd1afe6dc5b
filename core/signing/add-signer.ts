/** Adds a signer to a CMS signature over the same content, attached or detached, of any size. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { chunksOf } from '../asn1/byte-source.ts';
import { finishSignerInfo, prepareSignerInfo } from '../cms/build.ts';
import { withSigner } from '../cms/edit.ts';
import { cmsOids } from '../cms/oids.ts';
import type { DigestName } from '../crypto/digest.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import { contentAgain } from './embedded.ts';
import { digestChunks, watched } from './hashing.ts';
import type { ContentDigests } from './hashing.ts';
import { openSignature, orMalformed, readableCertificates } from './open-signature.ts';
import type { OpenedSignature } from './open-signature.ts';
import { signVerified } from './sign-document.ts';
import type { SignRequest } from './sign-document.ts';
import { stamped } from './stamp.ts';
import type { ByteSource } from './signer.ts';
import { acceptedDigest, checkSigner } from './verify-signer.ts';

export interface AddSignerRequest extends Omit<SignRequest, 'content' | 'detached'> {
  /** DER, BER, PEM or bare base64. */
  readonly signature: ByteSource;
  /** The document of a detached signature; ignored for an attached one. */
  readonly content: ByteSource | null;
}

/**
 * Yields the signature in DER with one signer more. Before the key is asked, the signatures that are there are checked over the content:
 * nobody is made to sign beside a forgery.
 * @throws TanbaError as signCms() does; `content.missing`; the reason why a signature that is there does not hold; what openSignature() throws
 */
export async function* addSigner(request: AddSignerRequest): AsyncGenerator<Uint8Array, void, void> {
  const { skeleton, opened } = await orMalformed(async () => {
    const signature = await openSignature(request.signature, request.name);
    return { skeleton: await withNewSigner(request, signature), opened: signature };
  });
  const { onProgress, signal } = request;
  yield* contentAgain(skeleton, opened.content, {
    ...(onProgress && { onProgress: (done, total) => onProgress(total + done, 2 * total) }),
    ...(signal && { signal }),
  });
}

async function withNewSigner(request: AddSignerRequest, opened: OpenedSignature): Promise<Uint8Array> {
  const { signer, signingTime } = request;
  const { certificate } = signer;
  const { algorithm } = publicKeyOf(certificate);
  if (opened.data.contentType !== cmsOids.data) throw new TanbaError('signature.attributes-malformed', {});
  const digests = await digestContent(request, opened, algorithm.digest);
  assertSignersHold(opened, digests);
  const contentDigest = digests.byName.get(algorithm.digest)!;
  const prepared = prepareSignerInfo({ certificate, contentDigest, signingTime });
  const value = await signVerified(signer, prepared);
  const skeleton = withSigner(opened.skeleton, certificate, finishSignerInfo(prepared, value));
  return stamped(skeleton, value, algorithm.family, request.stamping);
}

async function digestContent(
  request: AddSignerRequest,
  { data, content: embedded }: OpenedSignature,
  own: DigestName,
): Promise<ContentDigests> {
  const { content, onProgress, signal } = request;
  if (embedded === null && content === null) throw new TanbaError('content.missing', {});
  const passes = embedded === null ? 1 : 2;
  const bytesTotal = embedded === null ? content!.size : (embedded.size ?? request.signature.size);
  const theirs = data.signers.map(signer => acceptedDigest(signer.digestOid)).filter(name => name !== null);
  const chunks = watched(embedded?.chunks() ?? chunksOf(content!), {
    bytesTotal,
    signal,
    onProgress: onProgress && ((done, total) => onProgress(done, passes * total)),
  });
  const digests = await digestChunks(chunks, [own, ...theirs]);
  if (embedded === null && digests.length !== content!.size)
    throw new TanbaError('document.changed', { file: request.name });
  return digests;
}

/** A signer whose certificate is missing cannot be checked further than the digest, and is not held against the file. */
function assertSignersHold({ data }: OpenedSignature, { byName }: ContentDigests): void {
  const content = {
    contentType: data.contentType,
    digests: byName,
    sameContent: true,
    ambiguousContent: false,
  };
  const certificates = readableCertificates(data.certificates);
  for (const signer of data.signers) {
    const { findings } = checkSigner(signer, content, certificates);
    for (const finding of Object.values(findings)) {
      if (finding.status === 'failed') throw errorFromData(finding);
    }
  }
}
