/** Whether a signature file that was made anew still is the same signature. */
import { equalBytes } from '../bytes.ts';
import { timestampTokens } from '../cms/attributes.ts';
import { withoutUnsigned } from '../cms/edit.ts';
import { digest } from '../crypto/digest.ts';
import { parseTimestampToken } from '../tsp/token.ts';
import { digestChunks } from './hashing.ts';
import { openSignature, orMalformed } from './open-signature.ts';
import type { OpenedSignature } from './open-signature.ts';
import type { ByteSource } from './signer.ts';

/**
 * Whether `after` differs from `before` in unsigned attributes alone, and each of its signers has a time-stamp about itself.
 * @throws TanbaError `cms.*`, `timestamp.malformed`, and whatever the sources are rejected with
 */
export function isSameButStamped(before: ByteSource, after: ByteSource): Promise<boolean> {
  return orMalformed(async () => {
    const [old, made] = [await openSignature(before), await openSignature(after)];
    if (!equalBytes(withoutUnsigned(old.skeleton), withoutUnsigned(made.skeleton))) return false;
    if (!equalBytes(await contentHash(old), await contentHash(made))) return false;
    for (const { signature, unsignedAttributes } of made.data.signers) {
      if (!(await isStamped(signature, timestampTokens(unsignedAttributes)))) return false;
    }
    return true;
  });
}

async function contentHash({ content }: OpenedSignature): Promise<Uint8Array> {
  if (content === null) return new Uint8Array();
  return (await digestChunks(content.chunks(), ['sha256'])).byName.get('sha256')!;
}

async function isStamped(signature: Uint8Array, tokens: readonly Uint8Array[]): Promise<boolean> {
  for (const token of tokens) {
    const { info } = await parseTimestampToken(token);
    if (equalBytes(digest(info.digestName, signature), info.imprint)) return true;
  }
  return false;
}
