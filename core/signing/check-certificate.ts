/** The steps that are about the signer's certificate and not about the signature; the same for every format, and for time-stamps. */
import type { SignerReport } from '../../contract/report.ts';
import type { Certificate } from '../x509/certificate.ts';
import { roleOf } from '../x509/certificate-info.ts';
import { buildChain, issuerIn } from '../x509/chain.ts';
import type { ChainResult, LinkChecker, TrustAnchor } from '../x509/chain.ts';
import { dateText } from '../x509/dates.ts';
import type { EvidenceSource } from './evidence.ts';
import { failed, ok, unknown } from './findings.ts';
import type { Finding, Findings } from './findings.ts';
import { judgeRevocation } from './judge-revocation.ts';
import type { RevocationJudgement } from './judge-revocation.ts';

/** What certificates are judged by; shared by all signers of a file. */
export interface TrustBasis {
  readonly anchors: readonly TrustAnchor[];
  readonly links: LinkChecker;
  /** Null: nobody is asked about revocation, and the report says so. */
  readonly evidence: EvidenceSource | null;
  /** The clock. */
  readonly now: Date;
}

export interface CertificateCheck extends TrustBasis {
  readonly certificate: Certificate;
  /** When the signer says that it was signed. */
  readonly claimedAt: Date | null;
  readonly intermediates: readonly Certificate[];
  /** The time for which the certificate and its authorities must be valid. */
  readonly at: Date;
  /** Whether the signature holds: nobody is asked about the certificate of one that does not. */
  readonly holds: boolean;
  /** What the certificate must be for; signing documents where nothing else is asked. */
  readonly purpose?: (certificate: Certificate) => Finding;
}

export interface CertificateJudgement {
  readonly findings: Pick<Findings, 'purpose' | 'chain' | 'validity' | 'revocation'>;
  readonly trust: SignerReport['trust'];
  readonly revocation: SignerReport['revocation'];
  /** CRLReason, where the certificate was revoked after the time that is judged. */
  readonly laterReason: number | null;
}

const notChecked: RevocationJudgement = {
  finding: unknown('revocation.not-checked', {}),
  answer: null,
  reason: null,
};

export async function checkCertificate(check: CertificateCheck): Promise<CertificateJudgement> {
  const chain = buildChain(check);
  const purpose = (check.purpose ?? forSigning)(check.certificate);
  const lookUp = check.holds && purpose.status !== 'failed';
  const revocation = lookUp ? await judgePath(check, chain) : notChecked;
  return {
    findings: {
      purpose,
      chain: chainFinding(chain),
      validity: validityFinding(check),
      revocation: revocation.finding,
    },
    trust: chain.anchor === null ? null : (chain.anchor.environment ?? 'own'),
    revocation: revocation.answer,
    laterReason: revocation.reason,
  };
}

/** The same where the signer's certificate is not at hand. */
export function withoutCertificate(): CertificateJudgement {
  const missing = unknown('certificate.missing', {});
  return {
    findings: { purpose: missing, chain: missing, validity: missing, revocation: notChecked.finding },
    trust: null,
    revocation: null,
    laterReason: null,
  };
}

/** RFC 5280 §6.1.3 (a)(3): no certificate of the path may be revoked. What is told is told of the signer's own. */
async function judgePath(check: CertificateCheck, chain: ChainResult): Promise<RevocationJudgement> {
  const own = await judgeLink(check, chain, 0);
  if (own.finding.status === 'failed') return own;
  for (let index = 1; index < chain.path.length; index++) {
    if (issuerIn(chain, index) === null) break;
    const { finding } = await judgeLink(check, chain, index);
    if (finding.status === 'failed' || (finding.status === 'unknown' && own.finding.status === 'ok'))
      return { ...own, finding };
  }
  return own;
}

/** Only a chain that led to an anchor says who may speak of a certificate. */
async function judgeLink(
  { evidence, at, now }: CertificateCheck,
  chain: ChainResult,
  index: number,
): Promise<RevocationJudgement> {
  const issuer = issuerIn(chain, index);
  const certificate = chain.path[index];
  if (evidence === null || chain.anchor === null || issuer === null || certificate === undefined)
    return notChecked;
  return judgeRevocation(
    { certificate, issuer, at, now },
    await evidence.revocationOf(certificate, issuer, at),
  );
}

function forSigning(certificate: Certificate): Finding {
  return roleOf(certificate) === 'SIGN' ? ok : failed('certificate.not-for-signing', {});
}

function chainFinding({ status, code, params }: ChainResult): Finding {
  return status === 'ok' ? ok : { status, code: code ?? 'chain.no-anchor', params: params ?? {} };
}

/**
 * An expired certificate may have signed while it was valid: its own word for that proves nothing, so the answer is open.
 * But a signature that claims a time outside the certificate's term contradicts itself.
 */
function validityFinding({ certificate, claimedAt, at }: CertificateCheck): Finding {
  const { notBefore, notAfter } = certificate;
  if (at < notBefore) return failed('validity.not-yet', { date: dateText(notBefore) });
  if (at <= notAfter) return ok;
  const outside = claimedAt !== null && (claimedAt < notBefore || claimedAt > notAfter);
  return (outside ? failed : unknown)('validity.expired', { date: dateText(notAfter) });
}
