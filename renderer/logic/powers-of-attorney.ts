/** Powers of attorney in the lists of the window: which language their document is read in, their days, and what can be done with each. */
import { addDays, dayInKazakhstan } from '../../contract/poa/days.ts';
import type { OutboxView } from '../../contract/poa/app-calls.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';

/** `31.12.2026` of `2026-12-31`. */
export function dottedDay(iso: string): string {
  return iso.split('-').reverse().join('.');
}

/** The beginning and the end of a term as moments. */
export function momentsOf({ since, until }: { readonly since: string; readonly until: string }) {
  return { notBefore: `${since}T00:00:00+05:00`, notAfter: `${until}T23:59:59+05:00` };
}

/** Whole days from today to the last one; null where it is not one that could end unnoticed. */
export function daysLeft(
  { state, until, replacedFrom }: Pick<PoaSummary, 'state' | 'until' | 'replacedFrom'>,
  now: Date,
): number | null {
  if ((state !== 'active' && state !== 'sent') || replacedFrom !== null) return null;
  const days = Math.round((Date.parse(until) - Date.parse(dayInKazakhstan(now))) / 86_400_000);
  return days <= 30 ? days : null;
}

export const isRevocable = ({ state }: Pick<PoaSummary, 'state'>): boolean =>
  state === 'active' || state === 'sent';

/** One that runs and has no successor, or one that has just run out. */
export const isRenewable = ({ state, replacedFrom }: Pick<PoaSummary, 'state' | 'replacedFrom'>): boolean =>
  (state === 'active' || state === 'sent' || state === 'expired') && replacedFrom === null;

/** The words that tell an item's state; one that is to go is told from one that only was signed. */
export function outboxWord({ state, queued }: Pick<OutboxView, 'state' | 'queued'>) {
  return state === 'signed' && queued ? 'queued' : state;
}

/** The same day so many months later, less one: `2026-03-01` and 12 make `2027-02-28`. */
export function lastDayAfter(since: string, months: number): string {
  const [year = 0, month = 1, day = 1] = since.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const daysThere = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  const same = new Date(
    Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), Math.min(day, daysThere)),
  ).toISOString();
  // The last day of a shorter month is a whole month already.
  return day > daysThere ? same.slice(0, 10) : addDays(same.slice(0, 10), -1);
}
