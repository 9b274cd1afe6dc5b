/** Employees as the database holds them and as the API shows them. */
import type { Employee, Membership } from '../../../contract/portal/employees.ts';
import type { Power } from '../../../contract/portal/powers.ts';
import type { PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';
import { grantsOf } from './authority.ts';

export interface EmployeeRow {
  readonly seq: number;
  readonly id: string;
  readonly tin: string;
  readonly iin: string;
  readonly state: Employee['state'];
  readonly version: number;
  readonly position: string;
  readonly since: string;
  readonly until: string;
  readonly email: string;
  readonly name: string;
  readonly document: string;
}

const SELECT = `SELECT e.*, a.name, a.document FROM employees e JOIN accounts a ON a.iin = e.iin`;

export function employeesAfter(
  { db }: PortalContext,
  tin: string,
  seq: number,
  limit: number,
): EmployeeRow[] {
  return db.all<EmployeeRow>(
    `${SELECT} WHERE e.tin = ? AND e.seq > ? ORDER BY e.seq LIMIT ?`,
    tin,
    seq,
    limit,
  );
}

export function employmentsOf({ db }: PortalContext, iin: string): EmployeeRow[] {
  return db.all<EmployeeRow>(`${SELECT} WHERE e.iin = ? ORDER BY e.seq DESC`, iin);
}

/** The one who was invited or works there now. */
export function currentEmployee({ db }: PortalContext, tin: string, iin: string): EmployeeRow | undefined {
  return db.get<EmployeeRow>(
    `${SELECT} WHERE e.tin = ? AND e.iin = ? AND e.state IN ('invited', 'inactive', 'active')`,
    tin,
    iin,
  );
}

/** Another enterprise's, or another person's, is not told from one that is not there. @throws Refusal portal.record-gone */
export function findEmployee(
  { db }: PortalContext,
  id: string,
  of: { readonly tin: string } | { readonly iin: string },
): EmployeeRow {
  const row = db.get<EmployeeRow>(`${SELECT} WHERE e.id = ?`, id);
  const fits = row !== undefined && ('tin' in of ? row.tin === of.tin : row.iin === of.iin);
  if (!fits) throw refusal('portal.record-gone', {});
  return row;
}

/** @throws Refusal portal.wrong-state */
export function assertState(row: EmployeeRow, ...states: readonly EmployeeRow['state'][]): void {
  if (!states.includes(row.state)) throw refusal('portal.wrong-state', { state: row.state });
}

function grantedTo(context: PortalContext, now: Date, row: EmployeeRow): { power: Power; until: string }[] {
  if (row.state !== 'active') return [];
  return [...grantsOf(context, now, row)].map(([power, until]) => ({ power, until }));
}

export function showEmployee(context: PortalContext, now: Date, row: EmployeeRow): Employee {
  const { id, version, state, iin, name, position, since, until, email } = row;
  const accepted = state === 'active' || state === 'inactive';
  return {
    ...{ id, version, state, iin, name, position, since, until, email },
    powers: grantedTo(context, now, row),
    // Whoever did not accept did not agree that it is shown.
    document: accepted ? (JSON.parse(row.document) as Employee['document']) : null,
  };
}

export function showMembership(context: PortalContext, now: Date, row: EmployeeRow): Membership {
  const { id, version, state, tin, position, since, until } = row;
  const name = context.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', tin)?.name ?? '';
  return { id, version, state, tin, name, position, since, until, powers: grantedTo(context, now, row) };
}
