/** Powers of attorney in the lists of the window: which language their document is read in, their days, and what can be done with each. */
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import type { OutboxView } from '../../contract/poa/app-calls.ts';
import { poaStates } from '../../contract/portal/powers-of-attorney.ts';
import type { PoaQuery, PoaSummary } from '../../contract/portal/powers-of-attorney.ts';

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

/** Begun at the portal, or at another computer, and not sent: it can be signed, sent and thrown away from here. */
export const isBegun = ({ state }: Pick<PoaSummary, 'state'>): boolean =>
  state === 'draft' || state === 'signed';

/** One that runs and has no successor, or one that has just run out. */
export const isRenewable = ({ state, replacedFrom }: Pick<PoaSummary, 'state' | 'replacedFrom'>): boolean =>
  (state === 'active' || state === 'sent' || state === 'expired') && replacedFrom === null;

/** The words that tell an item's state; one that is to go is told from one that only was signed. */
export function outboxWord({ state, queued }: Pick<OutboxView, 'state' | 'queued'>) {
  return state === 'signed' && queued ? 'queued' : state;
}

/** What is kept of a search between runs: never whom it was for. */
export const writePoaQuery = ({ state, order }: Pick<PoaQuery, 'state' | 'order'>): string =>
  `${state ?? ''} ${order}`;

export function readPoaQuery(text: string | null): Pick<PoaQuery, 'state' | 'order'> {
  const [state, order] = (text ?? '').split(' ');
  return {
    state: poaStates.find(known => known === state) ?? null,
    order: order === 'ending' ? 'ending' : 'newest',
  };
}
