/** What is known about the revocation of one certificate, whoever told it. */
import type { ErrorCode, ErrorParams } from '../../contract/errors/index.ts';
import type { TrustAnchor } from '../x509/chain.ts';

/** The authority that issued a certificate, as far as revocation needs it. */
export type Issuer = Pick<TrustAnchor, 'subjectDer' | 'spkiDer' | 'subjectKeyId'>;

export interface RevocationStatus {
  /** unknown is a state of its own: neither good nor revoked. */
  readonly status: 'good' | 'revoked' | 'unknown';
  /** Why not good. */
  readonly code?: ErrorCode;
  readonly params?: ErrorParams;
  /** When the information was made, and until when it may be used; null where the source does not say. */
  readonly thisUpdate: Date | null;
  readonly nextUpdate: Date | null;
  /** When the certificate was revoked. */
  readonly revokedAt: Date | null;
}

export const good = (thisUpdate: Date, nextUpdate: Date | null): RevocationStatus => ({
  status: 'good',
  thisUpdate,
  nextUpdate,
  revokedAt: null,
});

export const unknown = (code: ErrorCode, params: ErrorParams = {}): RevocationStatus => ({
  status: 'unknown',
  code,
  params,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
});
