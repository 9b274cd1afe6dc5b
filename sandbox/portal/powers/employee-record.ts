/** Employees as the database holds them and as the API shows them. */
import { dayInKazakhstan } from '../../../contract/poa/days.ts';
import type { Employee, Membership } from '../../../contract/portal/employees.ts';
import type { Power } from '../../../contract/portal/powers.ts';
import type { PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';
import { grantsOf, grantsOfPage } from './authority.ts';

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

/** Named as the registry names them now. */
const SELECT = `SELECT e.*, COALESCE(t.name, a.name) AS name, a.document
  FROM employees e JOIN accounts a ON a.iin = e.iin LEFT JOIN taxpayers t ON t.tin = e.iin`;

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

/** @throws Refusal portal.employment-ended */
export function assertNotOver(now: Date, { until }: Pick<EmployeeRow, 'until'>): void {
  if (until < dayInKazakhstan(now)) throw refusal('portal.employment-ended', { until });
}

type Grants = ReadonlyMap<Power, string>;

function listed(grants: Grants | undefined): { power: Power; until: string }[] {
  return [...(grants ?? [])].map(([power, until]) => ({ power, until }));
}

function grantedTo(context: PortalContext, now: Date, row: EmployeeRow): Grants | undefined {
  return row.state === 'active' ? grantsOf(context, now, row) : undefined;
}

export function showEmployee(context: PortalContext, now: Date, row: EmployeeRow): Employee {
  return show(row, grantedTo(context, now, row));
}

/** A page of the employees of one enterprise, in their order. */
export function showEmployees(context: PortalContext, now: Date, rows: readonly EmployeeRow[]): Employee[] {
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const grants = grantsOfPage(context, now, first.tin, { first: first.seq, last: last.seq });
  return rows.map(row => show(row, grants.get(row.id)));
}

function show(row: EmployeeRow, grants: Grants | undefined): Employee {
  const { id, version, state, iin, name, position, since, until, email } = row;
  const accepted = state === 'active' || state === 'inactive';
  return {
    ...{ id, version, state, iin, name, position, since, until, email },
    powers: listed(grants),
    // Whoever did not accept did not agree that it is shown.
    document: accepted ? (JSON.parse(row.document) as Employee['document']) : null,
  };
}

export function showMembership(context: PortalContext, now: Date, row: EmployeeRow): Membership {
  const { id, version, state, tin, position, since, until } = row;
  const name = context.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', tin)?.name ?? '';
  const powers = listed(grantedTo(context, now, row));
  return { id, version, state, tin, name, position, since, until, powers };
}
