/** Whether a key fits what it is wanted for. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { CertificateInfo } from '../../contract/keys.ts';
import { dateText } from '../x509/dates.ts';

/** Why documents cannot be signed with the key at this time, or null where they can. */
export function fitsForSigning(info: CertificateInfo, at: Date): ErrorData | null {
  if (info.role !== 'SIGN') return new TanbaError('key.not-for-signing', {}).toData();
  const notBefore = new Date(info.notBefore);
  const notAfter = new Date(info.notAfter);
  if (at < notBefore) return new TanbaError('key.not-yet-valid', { date: dateText(notBefore) }).toData();
  if (at > notAfter) return new TanbaError('key.expired', { date: dateText(notAfter) }).toData();
  return null;
}
