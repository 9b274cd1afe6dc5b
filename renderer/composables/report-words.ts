/** What a report says of revocation, in words. */
import type { RevocationAnswer } from '../../contract/report.ts';
import { formatDate, formatDateTime } from '../logic/format.ts';
import { t } from './words.ts';

/** Where the answer comes from, of when it is and until when it may be used; empty where there is none. */
export function answerWords(answer: RevocationAnswer | null): string {
  if (answer === null) return '';
  const source = t(`verify.revocationSource.${answer.source}`, { from: formatDateTime(answer.thisUpdate) });
  if (answer.nextUpdate === null) return source;
  return `${source}, ${t('verify.freshUntil', { until: formatDateTime(answer.nextUpdate) })}`;
}

/** That a certificate was revoked after the time that counts; empty where it never was. */
export function laterRevocation(answer: RevocationAnswer | null): string {
  const date = answer?.revokedAt ?? null;
  return date === null ? '' : t('verify.revokedLater', { date: formatDate(date) });
}
