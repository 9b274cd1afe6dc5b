/** What core asks of the outside world: the bytes in which authorities speak of certificates. Judging them is core's matter. */
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyFamily } from '../crypto/algorithms.ts';
import type { Issuer } from '../revocation/status.ts';
import type { Certificate } from '../x509/certificate.ts';

/** What authorities say about one certificate, as bytes; core judges them. */
export interface RevocationAnswers {
  /** OCSPResponse, DER. Nonces are compared by whoever asked. */
  readonly ocsp: readonly Uint8Array[];
  /** CertificateList, DER or PEM: complete lists and deltas in any order. */
  readonly crls: readonly Uint8Array[];
  /** Why nothing (more) could be had. */
  readonly problem: ErrorData | null;
}

export interface EvidenceSource {
  /**
   * Never throws for what a service or a file did wrong: that is `problem`. May answer with more than was asked for.
   * @param at the time for which the certificate is judged
   */
  revocationOf(certificate: Certificate, issuer: Issuer, at: Date): Promise<RevocationAnswers>;
}

/**
 * Gets a time-stamp token (RFC 3161) over a signature value.
 * @param signature the octets of SignerInfo.signature
 * @param family of the signer's key; it decides on policy and hash
 * @returns the token: a ContentInfo, as the authority sent it
 * @throws TanbaError `network.*`, `timestamp.*`: no authority gave one; `host.cancelled`
 */
export type Timestamper = (signature: Uint8Array, family: KeyFamily) => Promise<Uint8Array>;
