/** Verifies signatures against the authorities of Kazakhstan and those that the person trusts. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import type { Clock } from '../ports.ts';
import { builtInAnchors } from '../trust/built-in.ts';
import { readAnchors } from '../trust/read-anchors.ts';
import { verifyFile } from './verify-file.ts';
import type { VerifiedFile, VerifyFileRequest } from './verify-file.ts';

export interface VerificationRequest extends Pick<VerifyFileRequest, 'signature' | 'content' | 'signal'> {
  /** The time for which certificates must be valid; null: now. */
  readonly at: Date | null;
  /** Files and folders to trust for this time, besides the settings'. */
  readonly trust: readonly string[];
}

export interface Verification {
  /**
   * @throws TanbaError trust.unreadable for what is to be trusted this time, cms.*, content.missing, document.*,
   *   host.cancelled; all else is in the report
   */
  verify(request: VerificationRequest): Promise<VerifiedFile>;
}

export interface VerificationOptions {
  readonly clock: Clock;
  /** The setting: files and folders of certificates. */
  readonly trusted: () => readonly string[];
}

export function createVerification({ clock, trusted }: VerificationOptions): Verification {
  return {
    async verify({ signature, content, at, trust, signal }) {
      const lists = await Promise.all([...trusted().map(readIfThere), ...trust.map(readAnchors)]);
      const anchors = [...builtInAnchors, ...lists.flat()];
      return verifyFile({ signature, content, anchors, at: at ?? clock.now(), signal });
    },
  };
}

/**
 * A trusted folder may be on a drive that is not plugged in: that trusts fewer authorities, which a report says, and is no
 * reason to verify nothing.
 */
async function readIfThere(path: string): Promise<readonly TrustAnchor[]> {
  try {
    return await readAnchors(path);
  } catch (error) {
    if (error instanceof TanbaError) return [];
    throw error;
  }
}
