/** The judgement over an OCSP answer: is it about this certificate, from its authority, fresh, and what does it say. */
import { equalBytes } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import { dateText } from '../x509/dates.ts';
import type { Certificate } from '../x509/certificate.ts';
import { signedObjectFault } from '../x509/signed-object.ts';
import { keyOctets } from './ocsp-request.ts';
import type { OcspResponse, SingleResponse } from './ocsp-response.ts';
import { clockToleranceMs, good, unknown } from './status.ts';
import type { Issuer, RevocationStatus } from './status.ts';

export interface OcspRequest {
  readonly response: OcspResponse;
  /** Serial number of the certificate in question, lower-case hex. */
  readonly serial: string;
  readonly issuer: Issuer;
  /** What was sent; null for an answer that was kept as evidence. */
  readonly nonce: Uint8Array | null;
  /** The time for which the answer is wanted. */
  readonly at: Date;
  /** The clock: an answer from later than this is none. `at` where it is left out. */
  readonly now?: Date;
}

const ocspSigning = '1.3.6.1.5.5.7.3.9';
/** How long an answer without nextUpdate counts as fresh: it only claims to be true when it was made. */
const defaultFreshnessMs = 24 * 60 * 60_000;
const certificateHold = 6;

/** What the answer says. Whatever is wrong with it makes the status unknown with a code, never good. */
export function statusByOcsp(request: OcspRequest): RevocationStatus {
  const { response, nonce, at, now = at } = request;
  if (nonce && !(response.nonce && equalBytes(response.nonce, nonce)))
    return unknown('revocation.wrong-nonce');
  const signer = signerOf(request);
  if (signer === null) return unknown('revocation.wrong-signature');
  // Whether the responder's own key was revoked only a list could say, and that list speaks of the certificate in question as well.
  if (signer !== 'issuer' && !signer.ocspNoCheck) return unknown('revocation.responder-open');
  const single = response.responses.find(found => isAbout(found, request));
  if (!single) return unknown('revocation.unknown');
  const end = single.nextUpdate ?? new Date(single.thisUpdate.getTime() + defaultFreshnessMs);
  // One made after `at` knows all that was known then, and stays true of it for ever.
  const covers = at.getTime() <= Math.max(end.getTime(), single.thisUpdate.getTime()) + clockToleranceMs;
  if (!covers || single.thisUpdate.getTime() - clockToleranceMs > now.getTime())
    return unknown('revocation.stale', { date: dateText(end) });
  return interpret(single, response.extendedRevoke, at);
}

function interpret(single: SingleResponse, extendedRevoke: boolean, at: Date): RevocationStatus {
  const { status, thisUpdate, nextUpdate, revokedAt, reason } = single;
  if (status === 'good') return good(thisUpdate, nextUpdate);
  if (status === 'unknown' || !revokedAt) return unknown('revocation.unknown');
  // RFC 6960 §2.2: "revoked" on 1970-01-01, certificateHold, with extended-revoke, says that it was never issued.
  const neverIssued = extendedRevoke && revokedAt.getTime() === 0 && single.reason === certificateHold;
  const why = neverIssued
    ? { code: 'revocation.not-issued' as const, params: {} }
    : { code: 'revocation.revoked' as const, params: { date: dateText(revokedAt) } };
  if (revokedAt > at) return good(thisUpdate, nextUpdate, { revokedAt, reason });
  return { status: 'revoked', ...why, thisUpdate, nextUpdate, revokedAt, reason };
}

function isAbout(single: SingleResponse, { serial, issuer }: OcspRequest): boolean {
  return (
    single.serial === serial &&
    equalBytes(single.nameHash, digest(single.digestName, issuer.subjectDer)) &&
    equalBytes(single.keyHash, digest(single.digestName, keyOctets(issuer.spkiDer)))
  );
}

/** Signed by the issuer itself, or by a certificate that the same key issued for this purpose (RFC 6960 §4.2.2.2). */
function signerOf({ response, issuer }: OcspRequest): Certificate | 'issuer' | null {
  if (signedObjectFault(response, issuer.spkiDer) === null) return 'issuer';
  return response.certificates.find(certificate => isDelegate(certificate, response, issuer)) ?? null;
}

function isDelegate(certificate: Certificate, response: OcspResponse, issuer: Issuer): boolean {
  const { responder, producedAt } = response;
  const isNamed =
    'nameDer' in responder
      ? equalBytes(responder.nameDer, certificate.subjectDer)
      : equalBytes(responder.keyHash, digest('sha1', keyOctets(certificate.spkiDer)));
  return (
    isNamed &&
    equalBytes(certificate.issuerDer, issuer.subjectDer) &&
    certificate.extKeyUsage?.oids.includes(ocspSigning) === true &&
    certificate.notBefore <= producedAt &&
    producedAt <= certificate.notAfter &&
    signedObjectFault(certificate, issuer.spkiDer) === null &&
    signedObjectFault(response, certificate.spkiDer) === null
  );
}
