/** Verifies signatures: against the authorities that are trusted, with what those say of revocation, and by the policy of the asker. */
import { stat } from 'node:fs/promises';
import { errorFromData } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { VerificationPolicy } from '../../contract/report.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SignedPowerOfAttorney } from '../../contract/poa/document.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { judgePolicy } from '../../core/signing/policy.ts';
import type { Authorities } from '../authorities.ts';
import type { Clock } from '../ports.ts';
import { folderEvidence, recordingEvidence } from '../revocation/evidence-folder.ts';
import type { Trust } from '../trust/trust.ts';
import { inOrder } from './evidence-in-order.ts';
import { readSignedPoa } from './read-poa.ts';
import { verifyFile } from './verify-file.ts';
import type { VerifiedFile, VerifyFileRequest } from './verify-file.ts';

export interface VerificationRequest extends Pick<VerifyFileRequest, 'signature' | 'content' | 'signal'> {
  /** The time for which certificates must be valid where no time-stamp proves one; null: now. */
  readonly at: Date | null;
  /** Files and folders to trust for this time, besides the settings'; `test` is the test environment of НУЦ РК. */
  readonly trust: readonly string[];
  /** What is demanded besides that the signature holds. */
  readonly policy?: Partial<VerificationPolicy> | undefined;
  /**
   * Asks nobody: what is known of revocation is in the folder of evidence. False: asks anew, also who did not answer just now. Absent: as
   * the settings say.
   */
  readonly offline?: boolean | undefined;
  /** Where answers of authorities are kept and, where nobody answers, looked for. Absent: as the settings say, beside the signature. */
  readonly evidence?: string | undefined;
}

export interface Verified extends VerifiedFile {
  /** Where what was signed is one. */
  readonly powerOfAttorney: SignedPowerOfAttorney | null;
}

export interface Verification {
  /**
   * @throws TanbaError trust.unreadable for what is to be trusted this time, output.* where evidence cannot be kept, cms.*,
   *   content.missing, document.*, host.cancelled; all else is in the report
   */
  verify(request: VerificationRequest): Promise<Verified>;
}

export interface VerificationOptions {
  readonly clock: Clock;
  readonly trust: Trust;
  readonly authorities: Authorities;
  readonly settings: () => Pick<Settings, 'checkRevocation' | 'keepEvidence'>;
}

/** Evidence of a signature that nobody named a folder for: `a.pdf.cms.evidence`. */
export function evidenceBeside(signature: string): string {
  return `${signature}.evidence`;
}

export function createVerification({
  clock,
  trust,
  authorities,
  settings,
}: VerificationOptions): Verification {
  return {
    async verify(request) {
      const { signature, content, signal, policy = {} } = request;
      const anchors = await trust.anchors(request.trust);
      const now = clock.now();
      const { source, failure } = await sourceFor(request, authorities, settings());
      const at = request.at ?? now;
      const verified = await verifyFile({ signature, content, anchors, at, now, evidence: source, signal });
      const unkept = failure();
      if (unkept !== null) throw errorFromData(unkept);
      const found = judgePolicy(verified.report.signers, policy);
      const powerOfAttorney = await readSignedPoa(signature, content ?? verified.content);
      return { ...verified, powerOfAttorney, report: { ...verified.report, policy: found } };
    },
  };
}

interface Source {
  readonly source: EvidenceSource | null;
  /** Why evidence that was to be kept was not. */
  readonly failure: () => ErrorData | null;
}

/** Who is asked: the network and then the kept evidence, the kept evidence alone, or nobody. */
async function sourceFor(
  { signature, signal, offline, evidence }: VerificationRequest,
  authorities: Authorities,
  { checkRevocation, keepEvidence }: ReturnType<VerificationOptions['settings']>,
): Promise<Source> {
  const folder = evidence ?? evidenceBeside(signature);
  const isThere = evidence !== undefined || (await isFolder(folder));
  const kept = isThere || offline === true ? folderEvidence(folder) : null;
  if (offline ?? !checkRevocation) return { source: kept, failure: () => null };
  // Whoever asks for it in so many words does not want to hear what was true half a minute ago.
  if (offline === false) authorities.forgetProblems();
  const online = authorities.evidence(signal);
  const keeps = evidence !== undefined || keepEvidence;
  const recording = keeps ? await recordingEvidence(online, folder) : null;
  const first = recording ?? online;
  return {
    source: kept === null ? first : inOrder(first, kept),
    failure: () => recording?.failure() ?? null,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
