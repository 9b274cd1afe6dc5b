/** Time-stamps put into signatures: while they are made, or later. */
import { TanbaError } from '../../contract/errors/index.ts';
import { equalBytes } from '../bytes.ts';
import { timestampTokens } from '../cms/attributes.ts';
import { withTimestamp } from '../cms/edit.ts';
import { signatureAlgorithmByOid } from '../crypto/algorithms.ts';
import type { KeyFamily } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import { parseTimestampToken } from '../tsp/token.ts';
import type { Timestamper } from './evidence.ts';
import { contentAgain } from './embedded.ts';
import { openSignature, orMalformed } from './open-signature.ts';
import type { ByteSource, CancelSignal, OnProgress } from './signer.ts';

/** How a signature that is being made gets its time-stamp. */
export interface Stamping {
  readonly timestamper: Timestamper;
  /** Told why there is none: the signature goes out without, and can be stamped later. */
  readonly onMissed: (error: TanbaError) => void;
}

/** The skeleton with a time-stamp over the signature, or without one where none could be had. @throws TanbaError `host.cancelled` */
export async function stamped(
  skeleton: Uint8Array,
  signature: Uint8Array,
  family: KeyFamily,
  stamping: Stamping | undefined,
): Promise<Uint8Array> {
  if (stamping === undefined) return skeleton;
  try {
    return withTimestamp(skeleton, signature, await tokenFor(signature, family, stamping.timestamper));
  } catch (error) {
    if (!(error instanceof TanbaError) || error.code === 'host.cancelled') throw error;
    stamping.onMissed(error);
    return skeleton;
  }
}

/** @throws TanbaError `timestamp.malformed`, `timestamp.wrong-imprint`, and what the timestamper is rejected with */
async function tokenFor(
  signature: Uint8Array,
  family: KeyFamily,
  timestamper: Timestamper,
): Promise<Uint8Array> {
  const token = await timestamper(signature, family);
  const { info } = await parseTimestampToken(token);
  if (!equalBytes(digest(info.digestName, signature), info.imprint))
    throw new TanbaError('timestamp.wrong-imprint', {});
  return token;
}

export interface StampRequest {
  /** DER, BER, PEM or bare base64. */
  readonly signature: ByteSource;
  readonly name: string;
  readonly timestamper: Timestamper;
  readonly onProgress?: OnProgress;
  readonly signal?: CancelSignal;
}

/**
 * Yields the signature in DER with a time-stamp for each signer that has none. Nothing that is signed changes.
 * @throws TanbaError `timestamp.exists` where all have one, `signature.algorithm-unsupported`, what openSignature() throws, and what the
 *   timestamper is rejected with: then nothing has been yielded
 */
export async function* stampSignature(request: StampRequest): AsyncGenerator<Uint8Array, void, void> {
  const { skeleton, content } = await orMalformed(async () => {
    const opened = await openSignature(request.signature, request.name);
    let result = opened.skeleton;
    const waiting = opened.data.signers.filter(
      ({ unsignedAttributes }) => timestampTokens(unsignedAttributes).length === 0,
    );
    if (waiting.length === 0) throw new TanbaError('timestamp.exists', {});
    for (const { signature, signatureOid } of waiting) {
      const token = await tokenFor(signature, familyOf(signatureOid), request.timestamper);
      result = withTimestamp(result, signature, token);
    }
    return { skeleton: result, content: opened.content };
  });
  yield* contentAgain(skeleton, content, request);
}

function familyOf(oid: string): KeyFamily {
  const family = signatureAlgorithmByOid(oid)?.family;
  if (family === undefined) throw new TanbaError('signature.algorithm-unsupported', { oid });
  return family;
}
