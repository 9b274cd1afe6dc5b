/** The whole judgement over one signer of a CMS: its mathematics, its time, then its certificate at that time. */
import type { SignerReport } from '../../contract/report.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { Asn1Error } from '../asn1/asn1-error.ts';
import { timestampTokens } from '../cms/attributes.ts';
import type { ParsedSignerInfo } from '../cms/parse.ts';
import { checkTimestamp, parseTimestampToken } from '../tsp/token.ts';
import type { TokenFinding } from '../tsp/token.ts';
import type { Certificate } from '../x509/certificate.ts';
import { checkCertificate, withoutCertificate } from './check-certificate.ts';
import type { TrustBasis } from './check-certificate.ts';
import { describeSigner } from './describe-signer.ts';
import { failed, reportSteps, unknown } from './findings.ts';
import type { Finding } from './findings.ts';
import { checkSigner, nameOf } from './verify-signer.ts';
import type { SignedContent } from './verify-signer.ts';

export interface SignerContext extends SignedContent, TrustBasis {
  /** Where the signer's certificate and those of authorities are looked for. */
  readonly certificates: readonly Certificate[];
  /** The time for which certificates are judged where no time-stamp proves one. */
  readonly at: Date;
}

/** All steps of one signer. */
export async function reportSigner(signer: ParsedSignerInfo, context: SignerContext): Promise<SignerReport> {
  const { findings, certificate, claimedAt, holds } = checkSigner(signer, context, context.certificates);
  const stamp = await checkStamps(signer, context);
  const judgement =
    certificate === null
      ? withoutCertificate()
      : await checkCertificate({
          ...context,
          intermediates: context.certificates,
          certificate,
          claimedAt,
          at: stamp.time ?? context.at,
          holds,
        });
  return {
    ...describeSigner(certificate, nameOf(signer)),
    signedAt: claimedAt?.toISOString() ?? null,
    trustedTime: stamp.time?.toISOString() ?? null,
    timestamp: stamp.report,
    revocation: judgement.revocation,
    trust: judgement.trust,
    steps: reportSteps({ ...findings, ...judgement.findings, timestamp: stamp.finding }),
  };
}

interface Stamp extends Pick<TokenFinding, 'finding' | 'time'> {
  readonly report: SignerReport['timestamp'];
}

const without = (finding: Finding): Stamp => ({ finding, time: null, report: null });

/** Time-stamps of one signature that are looked at: each costs what a signer costs. */
const maxStamps = 4;

/** The first one that holds; else what is wrong with the first. Anybody may add more, so a bad one beside a good one takes nothing away. */
async function checkStamps(signer: ParsedSignerInfo, context: SignerContext): Promise<Stamp> {
  let first: Stamp | null = null;
  try {
    for (const token of timestampTokens(signer.unsignedAttributes).slice(0, maxStamps)) {
      const stamp = await checkStamp(token, signer, context);
      if (stamp.finding.status === 'ok') return stamp;
      first ??= stamp;
    }
  } catch (error) {
    if (error instanceof Asn1Error) return without(failed('timestamp.malformed', {}));
    throw error;
  }
  return first ?? without(unknown('timestamp.absent', {}));
}

async function checkStamp(
  token: Uint8Array,
  { signature }: ParsedSignerInfo,
  context: SignerContext,
): Promise<Stamp> {
  try {
    const parsed = await parseTimestampToken(token);
    return await checkTimestamp({
      ...context,
      token: parsed,
      signature,
      intermediates: context.certificates,
    });
  } catch (error) {
    if (error instanceof TanbaError && error.code === 'timestamp.malformed')
      return without(failed('timestamp.malformed', {}));
    throw error;
  }
}
