/** A renewed power of attorney: the same powers for a term as long, without a gap. */
import { addDays } from '../../contract/poa/days.ts';
import type { Principal } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import type { PoaWish } from './compose.ts';

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
