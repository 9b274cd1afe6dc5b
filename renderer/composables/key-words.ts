/** What keys are, in words. */
import type { CertificateInfo, StoreDescription } from '../../contract/keys.ts';
import { formatDate, groupsOf } from '../logic/format.ts';
import type { Refusal } from '../logic/key-fit.ts';
import { t } from './words.ts';

/** Whose key of what kind: "legal entity, first head". */
export function actsAs({ subjectType, position }: CertificateInfo): string {
  const subject = t(`key.subject.${subjectType}`);
  return position ? `${subject}, ${t(`key.position.${position}`)}` : subject;
}

/** A token that was never set up has no label. */
export const nameOfStore = ({ name }: StoreDescription): string => name || t('token.kind');

export function refusalWords(refusal: Refusal): string {
  const key = `refusal.${refusal.reason}` as const;
  switch (refusal.reason) {
    case 'expired':
    case 'not-yet':
      return t(key, { date: formatDate(refusal.time) });
    case 'wrong-subject':
      return t(key, {
        given: t(`key.subjectOf.${refusal.given}`),
        needed: t(`key.subjectOf.${refusal.needed}`),
      });
    case 'other-iin':
    case 'other-bin':
      return t(key, { id: groupsOf(refusal.id).join(' ') });
    case 'wrong-algorithm':
      return t(key, { algorithm: refusal.algorithm });
    default:
      return t(key);
  }
}
