/** Codes that the public services of ИС ЭСФ answer with, as errors of the catalogue. */
import { TanbaError } from '../../../contract/errors/index.ts';
import type { ErrorCode, ParamsOf } from '../../../contract/errors/index.ts';

function meaning<C extends ErrorCode>(code: C, params: ParamsOf<C>): () => TanbaError {
  return () => new TanbaError(code, params);
}

const support = { support: 'esfsd@mgd.kz' };

/** Many faults carry the bare code as their text. */
const MEANINGS: Readonly<Record<string, () => TanbaError>> = {
  CERTIFICATE_EXPIRED: meaning('key.expired', { date: '–' }),
  CERTIFICATE_NOT_YET_VALID: meaning('key.not-yet-valid', { date: '–' }),
  CERTIFICATE_REVOKED: meaning('portal.certificate-revoked', { date: '–' }),
  CERTIFICATE_NOT_VALID: meaning('portal.certificate-untrusted', {}),
  CERTIFICATE_POLICY_NOT_VALID: meaning('portal.certificate-untrusted', {}),
  CERTIFICATE_SIGNATURE_NOT_VALID: meaning('portal.certificate-untrusted', {}),
  PROVIDER_NOT_VALID: meaning('portal.certificate-untrusted', {}),
  CERTIFICATE_IS_NOT_FOR_PRIVATE: meaning('key.wrong-subject', { needed: 'individual', given: 'legal' }),
  CERTIFICATE_IS_NOT_FOR_ENTERPRISE: meaning('key.wrong-subject', { needed: 'legal', given: 'individual' }),
  CERTIFICATE_IS_NOT_FOR_AUTH: meaning('key.not-for-login', {}),
  CERTIFICATE_IS_NOT_FOR_SIGNING: meaning('key.not-for-signing', {}),
  METHOD_NOT_SUPPORT_GOST_2015: meaning('portal.not-allowed', {}),
  OCSP_NOT_AVAILABLE: meaning('portal.revocation-unknown', {}),
  SIGNATURE_INVALID_FORMAT: meaning('portal.text-altered', {}),
  SIGNATURE_VERIFICATION_FAILED: meaning('portal.signature-broken', {}),
  IIN_NOT_VALID: meaning('portal.signed-by-other', {}),
  PASSWORD_INVALID: meaning('portal.password-wrong', { left: 0 }),
  PASSWORD_EXPIRED: meaning('portal.password-wrong', { left: 0 }),
  USER_NOT_REGISTERED: meaning('portal.not-registered', {}),
  USER_NOT_FOUND: meaning('portal.not-registered', {}),
  USER_BLOCKED: meaning('portal.user-blocked', support),
  ENTERPRISE_ADMIN_CHANGE_BLOCKED: meaning('portal.head-replaced', {}),
  ENTERPRISE_NOT_FOUND_FOR_USER: meaning('portal.profile-unknown', {}),
  BUSINESS_PROFILE_TYPE_REQUIRED: meaning('portal.profile-unknown', {}),
  SESSION_CLOSED: meaning('portal.session-over', {}),
  ACCESS_DENIED: meaning('portal.not-allowed', {}),
  SYSTEM_DOWN: meaning('portal.maintenance', {}),
  INTERNAL_ERROR: meaning('portal.failed', { status: 500 }),
};

/** One session for each user: the answer names the one that is open. */
const OPEN_SESSION = /already has opened session/i;
/** WS-Security refuses the header, which holds the password. */
const SECURITY_HEADER = /security error was encountered/i;

export function isOpenSession(text: string): boolean {
  return OPEN_SESSION.test(text);
}

export function errorOfFault(text: string, status: number): TanbaError {
  const code = /^[A-Z][A-Z0-9_]+$/.exec(text.trim())?.[0] ?? '';
  const known = MEANINGS[code];
  if (known !== undefined) return known();
  if (isOpenSession(text)) return new TanbaError('portal.session-elsewhere', {});
  if (SECURITY_HEADER.test(text)) return new TanbaError('portal.password-wrong', { left: 0 });
  return new TanbaError('portal.failed', { status });
}
