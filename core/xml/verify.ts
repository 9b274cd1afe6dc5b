/** Verifies all signatures of an XML document, in the named steps that every format has. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { SignerReport, VerificationReport } from '../../contract/report.ts';
import { checkCertificate, withoutCertificate } from '../signing/check-certificate.ts';
import type { EvidenceSource } from '../signing/evidence.ts';
import { describeSigner } from '../signing/describe-signer.ts';
import { reportSteps, unknown, verdictOf } from '../signing/findings.ts';
import type { Certificate } from '../x509/certificate.ts';
import { LinkChecker } from '../x509/chain.ts';
import type { TrustAnchor } from '../x509/chain.ts';
import { checkSignatures } from './check-signatures.ts';
import type { SignatureCheck } from './check-signatures.ts';
import { coverageOf } from './coverage.ts';
import { readText } from './encoding.ts';
import { parseXml } from './parse.ts';

export { looksLikeXml } from './encoding.ts';

export interface VerifyXmlRequest {
  /** Bytes in the encoding that they declare, or text. */
  readonly xml: Uint8Array | string;
  readonly anchors: readonly TrustAnchor[];
  /** Certificates that may be the signer's where the signature only names it, or link to an anchor. */
  readonly certificates?: readonly Certificate[];
  /**
   * XPath of the element that the asker relies on. Without it a signature over a part of a document is `unknown` in its
   * first step (except over Body of a SOAP message); with it, one that does not cover the element is `failed`.
   */
  readonly expected?: string;
  /** The time for which certificates must be valid. */
  readonly at: Date;
  /** The clock, where `at` is not now: what authorities said later than this is not believed. */
  readonly now?: Date;
  /** Who is asked about revocation; nobody where it is left out, and the report says so. */
  readonly evidence?: EvidenceSource;
}

/**
 * Whatever is wrong with a signature is a step of its signer; signers come in document order. What leaves nothing to report
 * on is thrown:
 * @throws TanbaError `xml.malformed`, `xml.doctype`, `xml.too-large`, `xml.too-deep`, `xml.encoding`, `xml.no-signature`,
 *   `xml.too-complex`
 */
export async function verifyXml(request: VerifyXmlRequest): Promise<VerificationReport> {
  const document = parseXml(readText(request.xml));
  const { certificates = [], expected = null } = request;
  const checks = checkSignatures(document, { certificates, expected });
  if (checks.length === 0) throw new TanbaError('xml.no-signature', {});
  const links = new LinkChecker(checksBesides + 2 * checks.length);
  const signers = await Promise.all(checks.map(check => reportOf(check, request, links)));
  const verdict = verdictOf(signers);
  return {
    valid: verdict === 'valid',
    verdict,
    policy: [],
    format: 'xml',
    attached: true,
    checkedAt: request.at.toISOString(),
    signers,
  };
}

/** Links to check besides those of honest signers with an authority each. */
const checksBesides = 64;

async function reportOf(
  check: SignatureCheck,
  request: VerifyXmlRequest,
  links: LinkChecker,
): Promise<SignerReport> {
  const { format, digest, signature, targets, serial, algorithm } = check;
  const [certificate = null, ...others] = check.certificates;
  const judgement =
    certificate === null
      ? withoutCertificate()
      : await checkCertificate({
          certificate,
          // XMLDSig has no place for a time.
          claimedAt: null,
          intermediates: [...others, ...(request.certificates ?? [])],
          anchors: request.anchors,
          at: request.at,
          now: request.now ?? request.at,
          evidence: request.evidence ?? null,
          holds: [format, digest, signature].every(({ status }) => status === 'ok'),
          links,
        });
  return {
    ...describeSigner(certificate, { subject: serial ?? '', algorithm: algorithm ?? '' }),
    signedAt: null,
    covers: coverageOf(targets),
    trustedTime: null,
    timestamp: null,
    revocation: judgement.revocation,
    trust: judgement.trust,
    steps: reportSteps({
      format,
      digest,
      signature,
      ...judgement.findings,
      // XMLDSig has no place for one either.
      timestamp: unknown('timestamp.absent', {}),
    }),
  };
}
