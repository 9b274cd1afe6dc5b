/** The steps that are about the signer's certificate and not about the signature; the same for every format. */
import type { Certificate } from '../x509/certificate.ts';
import { roleOf } from '../x509/certificate-info.ts';
import { buildChain } from '../x509/chain.ts';
import type { LinkChecker, TrustAnchor } from '../x509/chain.ts';
import { dateText } from '../x509/dates.ts';
import { failed, ok, unknown } from './findings.ts';
import type { Finding, Findings } from './findings.ts';

export interface CertificateCheck {
  readonly certificate: Certificate;
  /** When the signer says that it was signed. */
  readonly claimedAt: Date | null;
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** The time for which the certificate and its authorities must be valid. */
  readonly at: Date;
  readonly links: LinkChecker;
  /** What the certificate must be for; signing documents where nothing else is asked. */
  readonly purpose?: (certificate: Certificate) => Finding;
}

export type CertificateFindings = Pick<Findings, 'purpose' | 'chain' | 'validity' | 'revocation'>;

/** Revocation is not looked up yet, and says so. */
export function checkCertificate(check: CertificateCheck): CertificateFindings {
  return {
    purpose: (check.purpose ?? forSigning)(check.certificate),
    chain: chainFinding(check),
    validity: validityFinding(check),
    revocation: unknown('revocation.not-checked', {}),
  };
}

/** The same steps where the signer's certificate is not at hand. */
export function withoutCertificate(): CertificateFindings {
  const missing = unknown('certificate.missing', {});
  return {
    purpose: missing,
    chain: missing,
    validity: missing,
    revocation: unknown('revocation.not-checked', {}),
  };
}

function forSigning(certificate: Certificate): Finding {
  return roleOf(certificate) === 'SIGN' ? ok : failed('certificate.not-for-signing', {});
}

function chainFinding(check: CertificateCheck): Finding {
  const { status, code, params } = buildChain(check);
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
