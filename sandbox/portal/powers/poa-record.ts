/** Powers of attorney as the database holds them and as the API shows them. */
import { dayInKazakhstan } from '../../../contract/poa/days.ts';
import type { PoaState, PoaSummary, PortalPoa } from '../../../contract/portal/powers-of-attorney.ts';
import type { Power } from '../../../contract/portal/powers.ts';
import type { PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';
import { historyOf } from './records.ts';

export interface PoaRow {
  readonly seq: number;
  readonly id: string;
  readonly tin: string;
  readonly employee: string;
  readonly attorney: string;
  readonly attorney_name: string;
  readonly giver: string;
  readonly giver_name: string;
  readonly state: 'draft' | 'signed' | 'sent' | 'revoked' | 'discarded';
  readonly version: number;
  readonly text: string;
  readonly signature: string | null;
  readonly powers: string;
  readonly since: string;
  readonly until: string;
  readonly replaces: string | null;
  readonly replaced_from: string | null;
  readonly changed_at: string;
  /** Of the employee: the state, and the term of the work. */
  readonly employed: string;
  readonly employed_since: string;
  readonly employed_until: string;
  /** Of the principal. */
  readonly principal_name: string;
}

const SELECT = `SELECT p.*, e.state AS employed, e.since AS employed_since, e.until AS employed_until, t.name AS principal_name
  FROM powers_of_attorney p JOIN employees e ON e.id = p.employee JOIN taxpayers t ON t.tin = p.tin`;

export function poaAfter({ db }: PortalContext, tin: string, seq: number, limit: number): PoaRow[] {
  return db.all<PoaRow>(
    `${SELECT} WHERE p.tin = ? AND p.seq > ? AND p.state <> 'discarded' ORDER BY p.seq LIMIT ?`,
    tin,
    seq,
    limit,
  );
}

/** Of one employee, what was not ended yet. */
export function openPoasOf({ db }: PortalContext, employee: string): PoaRow[] {
  return db.all<PoaRow>(
    `${SELECT} WHERE p.employee = ? AND p.state IN ('draft', 'signed', 'sent')`,
    employee,
  );
}

/** In the order of the places. */
export function poasAt({ db }: PortalContext, places: readonly number[]): PoaRow[] {
  return places.map(seq => db.get<PoaRow>(`${SELECT} WHERE p.seq = ?`, seq)!);
}

export function poaOf({ db }: PortalContext, id: string): PoaRow | undefined {
  return db.get<PoaRow>(`${SELECT} WHERE p.id = ? AND p.state <> 'discarded'`, id);
}

/** @throws Refusal portal.record-gone */
export function findPoa(context: PortalContext, id: string, allowed: (row: PoaRow) => boolean): PoaRow {
  const row = poaOf(context, id);
  if (row === undefined || !allowed(row)) throw refusal('portal.record-gone', {});
  return row;
}

/** What is kept is what was done; the rest follows from the day. */
export function stateOf(row: PoaRow, now: Date): PoaState {
  const day = dayInKazakhstan(now);
  if (row.state !== 'sent') return row.state === 'discarded' ? 'revoked' : row.state;
  // What was renewed without a gap ran to its end.
  if (row.replaced_from !== null && row.replaced_from <= day && row.replaced_from <= row.until)
    return 'revoked';
  if (row.until < day) return 'expired';
  const atWork = row.employed === 'active' && row.employed_since <= day && row.employed_until >= day;
  return row.since <= day && atWork ? 'active' : 'sent';
}

/** @throws Refusal portal.wrong-state */
export function assertPoaState(row: PoaRow, now: Date, ...states: readonly PoaState[]): void {
  const state = stateOf(row, now);
  if (!states.includes(state)) throw refusal('portal.wrong-state', { state });
}

export function showPoa(row: PoaRow, now: Date): PoaSummary {
  const { id, version, employee, since, until, replaces } = row;
  return {
    ...{ id, version, employee, since, until, replaces },
    state: stateOf(row, now),
    attorney: { iin: row.attorney, name: row.attorney_name },
    giver: { iin: row.giver, name: row.giver_name },
    principal: { tin: row.tin, name: row.principal_name },
    powers: JSON.parse(row.powers) as Power[],
    replacedFrom: row.replaced_from,
    changedAt: row.changed_at,
  };
}

export function showWholePoa(context: PortalContext, row: PoaRow, now: Date): PortalPoa {
  const { tin, text, signature } = row;
  return { ...showPoa(row, now), tin, text, signature, history: historyOf(context, row.id) };
}
