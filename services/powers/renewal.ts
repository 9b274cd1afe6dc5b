/** A renewed power of attorney: the same powers for a term as long, without a gap. */
import { addDays } from '../../contract/poa/days.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { Portals } from '../portal/portals.ts';
import { prepared } from './compose.ts';
import type { PoaWish } from './compose.ts';
import type { Directory, OutboxItem, OutboxStore } from './outbox-store.ts';
import { readPoa } from './portal-drafts.ts';

const DAY_MS = 24 * 60 * 60_000;

/** The term ends earlier where the giver's own does. What is over is not replaced: there is nothing to end. */
export function renewalOf(
  { id, attorney, powers, since, until, state }: PoaSummary,
  grants: Principal['grants'],
  today: string,
): PoaWish {
  const days = (Date.parse(until) - Date.parse(since)) / DAY_MS;
  const runs = state === 'active' || state === 'sent';
  const first = runs && until >= today ? addDays(until, 1) : today;
  const lasts = grants
    .filter(({ power }) => powers.includes(power))
    .flatMap(grant => (grant.until === null ? [] : [grant.until]));
  const last = [addDays(first, days), ...lasts].toSorted()[0]!;
  return { iin: attorney.iin, powers, since: first, until: last, replaces: runs ? id : null };
}

/** Prepares what takes the place of others of the portal; where that is prepared already, it is that. */
export async function renew(
  {
    store,
    portals,
    here,
  }: { readonly store: OutboxStore; readonly portals: Portals; readonly here: () => OutboxItem[] },
  known: Directory,
  ids: readonly string[],
  today: string,
): Promise<OutboxItem[]> {
  const [items, fresh]: [OutboxItem[], OutboxItem[]] = [[], []];
  for (const id of ids) {
    const old = await portals.inSession(() => readPoa(portals, id));
    const wish = renewalOf(old, known.principal.grants, today);
    const begun = here().find(item => isRenewal(item, id, wish));
    // Somebody else renewed it since it was looked at.
    if (begun === undefined && old.replacedFrom !== null)
      throw new TanbaError('portal.changed-meanwhile', { version: old.version });
    const item = begun ?? prepared(known, wish, today);
    items.push(item);
    if (begun === undefined) fresh.push(item);
  }
  for (const item of fresh) await store.put(item);
  return items;
}

/** What is over is not named in what comes after it: there it is the same powers for the same person and term. */
function isRenewal({ text }: OutboxItem, id: string, wish: PoaWish): boolean {
  const data = readPowerOfAttorney(text);
  if (data === null || data.replaces !== null || wish.replaces !== null) return data?.replaces === id;
  const { attorney, powers, since, until } = data;
  const same = attorney.iin === wish.iin && since === wish.since && until === wish.until;
  return same && powers.toSorted().join() === wish.powers.toSorted().join();
}
