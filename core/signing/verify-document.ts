/** Verifies a CMS signature over a document of any size, in named steps for each signer. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { VerificationReport } from '../../contract/report.ts';
import { malformed } from '../asn1/asn1-error.ts';
import { chunkLength, chunksOf } from '../asn1/byte-source.ts';
import { concatBytes, copyBytes, equalBytes } from '../bytes.ts';
import { looksLikeAttributes } from '../cms/attributes.ts';
import type { EmbeddedContent } from '../cms/embedded-content.ts';
import type { ParsedSignedData } from '../cms/parse.ts';
import type { Certificate } from '../x509/certificate.ts';
import { LinkChecker } from '../x509/chain.ts';
import type { TrustAnchor } from '../x509/chain.ts';
import type { EvidenceSource } from './evidence.ts';
import { verdictOf } from './findings.ts';
import { digestChunks, watched } from './hashing.ts';
import type { ContentDigests } from './hashing.ts';
import type { ByteSource, CancelSignal, OnProgress } from './signer.ts';
import { openSignature, orMalformed, readableCertificates } from './open-signature.ts';
import { reportSigner } from './report-signer.ts';
import { acceptedDigest } from './verify-signer.ts';

export interface VerifyRequest {
  /** DER, BER, PEM or bare base64. */
  readonly signature: ByteSource;
  /** The document: needed for a detached signature, compared with the one inside an attached one. */
  readonly content: ByteSource | null;
  /** What to call the document in an error. */
  readonly name?: string;
  readonly anchors: readonly TrustAnchor[];
  /** Certificates besides those in the signature that may be the signer's or link to an anchor. */
  readonly intermediates?: readonly Certificate[];
  /** The time for which certificates must be valid. */
  readonly at: Date;
  /** The clock, where `at` is not now: what authorities said later than this is not believed. */
  readonly now?: Date;
  /** Who is asked about revocation; nobody where it is left out, and the report says so. */
  readonly evidence?: EvidenceSource;
  readonly onProgress?: OnProgress;
  readonly signal?: CancelSignal;
}

/**
 * Whatever is wrong with a signature is a step of the report. What leaves nothing to report on is thrown:
 * @throws TanbaError `cms.not-cms`, `cms.malformed`, `cms.no-signers`, `content.missing`, `document.changed`,
 *   `document.too-large`, `host.cancelled`, and whatever the sources are rejected with
 */
export function verifyCms(request: VerifyRequest): Promise<VerificationReport> {
  return orMalformed(() => verify(request));
}

async function verify(request: VerifyRequest): Promise<VerificationReport> {
  const { data, content: embedded } = await openSignature(request.signature, request.name);
  if (embedded === null && request.content === null) throw new TanbaError('content.missing', {});
  const certificates = [...readableCertificates(data.certificates), ...(request.intermediates ?? [])];
  const content = await readContent(request, embedded, data);
  const context = {
    contentType: data.contentType,
    digests: content.byName,
    sameContent: content.same,
    ambiguousContent: content.ambiguous,
    certificates,
    anchors: request.anchors,
    at: request.at,
    now: request.now ?? request.at,
    evidence: request.evidence ?? null,
    links: new LinkChecker(checksBesides + 2 * data.signers.length),
  };
  const signers = await Promise.all(data.signers.map(signer => reportSigner(signer, context)));
  const verdict = verdictOf(signers);
  return {
    valid: verdict === 'valid',
    verdict,
    policy: [],
    format: 'cms',
    attached: embedded !== null,
    checkedAt: request.at.toISOString(),
    signers,
  };
}

/** Links to check besides those of honest signers with an authority each. */
const checksBesides = 64;

interface ReadContent extends ContentDigests {
  readonly same: boolean;
  readonly ambiguous: boolean;
}

/** The one pass over the content: hashed for all signers, compared with the document given beside it. */
async function readContent(
  request: VerifyRequest,
  embedded: EmbeddedContent | null,
  data: ParsedSignedData,
): Promise<ReadContent> {
  const { content, onProgress, signal } = request;
  const bytesTotal = embedded === null ? content!.size : (embedded.size ?? request.signature.size);
  const plain = watched(embedded?.chunks() ?? chunksOf(content!), { bytesTotal, onProgress, signal });
  const comparison = embedded === null || content === null ? null : new Comparison(content);
  const beginning = data.signers.some(signer => signer.signedAttributes === null) ? new Beginning() : null;
  const names = data.signers.map(signer => acceptedDigest(signer.digestOid)).filter(name => name !== null);
  const digests = await digestChunks(observed(plain, [comparison, beginning]), names);
  const expected = embedded === null ? content!.size : (embedded.size ?? digests.length);
  if (digests.length !== expected) {
    if (embedded !== null) throw malformed('the content became shorter');
    throw new TanbaError('document.changed', { file: request.name ?? '' });
  }
  const small = beginning?.content ?? null;
  return {
    ...digests,
    same: comparison?.same(digests.length) ?? true,
    ambiguous: small !== null && looksLikeAttributes(small),
  };
}

interface Observer {
  see(chunk: Uint8Array): Promise<void> | void;
}

async function* observed(
  chunks: AsyncIterable<Uint8Array>,
  observers: readonly (Observer | null)[],
): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    for (const observer of observers) await observer?.see(chunk);
    yield chunk;
  }
}

/** Compares what passes with another source, chunk by chunk. */
class Comparison implements Observer {
  readonly #other: ByteSource;
  #at = 0;
  #same = true;

  constructor(other: ByteSource) {
    this.#other = other;
  }

  async see(chunk: Uint8Array): Promise<void> {
    if (this.#same) this.#same = equalBytes(chunk, await this.#other.read(this.#at, chunk.length));
    this.#at += chunk.length;
  }

  /** Whether all that passed, `length` bytes, is all that the other has. */
  same(length: number): boolean {
    return this.#same && length === this.#other.size;
  }
}

/** Keeps a content that is small enough to be signed attributes. */
class Beginning implements Observer {
  readonly #chunks: Uint8Array[] = [];
  #length = 0;

  see(chunk: Uint8Array): void {
    this.#length += chunk.length;
    if (this.#length <= chunkLength) this.#chunks.push(copyBytes(chunk));
  }

  /** The whole content, or null where it is larger. */
  get content(): Uint8Array | null {
    return this.#length <= chunkLength ? concatBytes(...this.#chunks) : null;
  }
}
