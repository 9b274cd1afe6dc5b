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
  /** When the certificate was revoked; with `good`, that was after the time that was asked for. */
  readonly revokedAt: Date | null;
  /** CRLReason (RFC 5280 §5.3.1), where it is given. */
  readonly reason: number | null;
}

export type Revoked = Pick<RevocationStatus, 'revokedAt' | 'reason'>;

export const good = (
  thisUpdate: Date,
  nextUpdate: Date | null,
  later: Revoked = { revokedAt: null, reason: null },
): RevocationStatus => ({
  status: 'good',
  thisUpdate,
  nextUpdate,
  revokedAt: later.revokedAt,
  reason: later.reason,
});

/** Responders' and our clocks may differ by this much. */
export const clockToleranceMs = 5 * 60_000;

export const unknown = (code: ErrorCode, params: ErrorParams = {}): RevocationStatus => ({
  status: 'unknown',
  code,
  params,
  thisUpdate: null,
  nextUpdate: null,
  revokedAt: null,
  reason: null,
});
