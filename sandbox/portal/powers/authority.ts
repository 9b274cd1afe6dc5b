/** Who may do what for whom, decided anew at every call: of what was true a moment ago nothing is kept. */
import { addDays, dayInKazakhstan } from '../../../contract/poa/days.ts';
import type { Basis } from '../../../contract/poa/document.ts';
import type { KeyRequirement, PortalProfile, ProfileType } from '../../../contract/portal/model.ts';
import { powers } from '../../../contract/portal/powers.ts';
import type { Power } from '../../../contract/portal/powers.ts';
import type { Caller, PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';
import { assertUsable, requireSession } from '../sessions.ts';

export interface Authority {
  readonly iin: string;
  /** For whom the caller acts. */
  readonly tin: string;
  readonly legal: boolean;
  readonly basis: Basis;
  /** What the caller may do, and the last day for each; null: without an end. */
  readonly grants: ReadonlyMap<Power, string | null>;
}

/** The profiles that have employees, and the profile that each employee gets. */
export const employeeProfileOf: Partial<Record<ProfileType, ProfileType>> = {
  ADMIN_ENTERPRISE: 'USER',
  ENTREPRENEUR: 'ENTREPRENEUR_USER',
};
const headBasis: Partial<Record<ProfileType, Basis>> = {
  ADMIN_ENTERPRISE: 'charter',
  ENTREPRENEUR: 'notice',
};
const employeeTypes: readonly ProfileType[] = ['USER', 'ENTREPRENEUR_USER'];

/** Has all powers there, and needs nobody to give them. */
export function isHead({ db }: PortalContext, tin: string, iin: string): boolean {
  const types = Object.keys(headBasis);
  return (
    db.get(
      `SELECT 1 AS one FROM profiles WHERE tin = ? AND iin = ? AND status = 'ACTIVE' AND type IN (${types.map(() => '?').join(', ')})`,
      ...[tin, iin, ...types],
    ) !== undefined
  );
}

/** @throws Refusal where the profile acts for nobody, or no longer */
export function authorityOf(context: PortalContext, now: Date, caller: Caller): Authority {
  const { iin, profile: chosen } = requireSession(caller);
  const profile = context.db.get<PortalProfile>(
    'SELECT * FROM profiles WHERE id = ? AND iin = ?',
    chosen,
    iin,
  );
  if (profile === undefined) throw refusal('portal.not-allowed', {});
  assertUsable(profile);
  const { tin, type } = profile;
  const basis = headBasis[type];
  const legal = type === 'ADMIN_ENTERPRISE' || type === 'USER';
  if (basis !== undefined) {
    return { iin, tin, legal, basis, grants: new Map(powers.map(power => [power, null])) };
  }
  if (!employeeTypes.includes(type)) throw refusal('portal.not-allowed', {});
  const grants = grantsOf(context, now, { tin, iin });
  return { iin, tin, legal, basis: 'power-of-attorney', grants };
}

interface GrantRow {
  readonly employee: string;
  readonly powers: string;
  readonly since: string;
  readonly until: string;
  readonly replaced_from: string | null;
  /** Last day of the employment. */
  readonly employed: string;
}

/** What is in force on the day or will be, the earliest first, of employees who are active and employed. */
function grantRows(
  { db }: PortalContext,
  now: Date,
  tin: string,
  whose: string,
  ...values: readonly (string | number)[]
): GrantRow[] {
  const day = dayInKazakhstan(now);
  return db.all<GrantRow>(
    `SELECT p.employee, p.powers, p.since, p.until, p.replaced_from, e.until AS employed
     FROM employees e JOIN powers_of_attorney p ON p.employee = e.id
     WHERE e.tin = ? AND ${whose} AND e.state = 'active' AND e.since <= ? AND e.until >= ?
       AND p.state = 'sent' AND p.until >= ? AND (p.replaced_from IS NULL OR p.replaced_from > ?)
     ORDER BY p.since`,
    tin,
    ...values,
    ...[day, day, day, day],
  );
}

/** One that is to come goes on with what ends the day before it, and begins nothing. */
function addGrant(grants: Map<Power, string>, row: GrantRow, day: string): void {
  const { since, until, employed, replaced_from: replaced } = row;
  const ends = replaced === null ? [until, employed] : [until, employed, addDays(replaced, -1)];
  const last = ends.toSorted()[0]!;
  for (const power of JSON.parse(row.powers) as Power[]) {
    const known = grants.get(power) ?? addDays(day, -1);
    if (since <= addDays(known, 1) && last > known) grants.set(power, last);
  }
}

/** What an employee may do on that day: the sum of what is in force, while the employee is active and employed. */
export function grantsOf(
  context: PortalContext,
  now: Date,
  { tin, iin }: { readonly tin: string; readonly iin: string },
): ReadonlyMap<Power, string> {
  const grants = new Map<Power, string>();
  const day = dayInKazakhstan(now);
  for (const row of grantRows(context, now, tin, 'e.iin = ?', iin)) addGrant(grants, row, day);
  return grants;
}

/** The same of many in one question, by the employees' ids; whoever may do nothing is not in it. */
export function grantsOfPage(
  context: PortalContext,
  now: Date,
  tin: string,
  { first, last }: { readonly first: number; readonly last: number },
): ReadonlyMap<string, ReadonlyMap<Power, string>> {
  const all = new Map<string, Map<Power, string>>();
  const day = dayInKazakhstan(now);
  for (const row of grantRows(context, now, tin, 'e.seq BETWEEN ? AND ?', first, last)) {
    const grants = all.get(row.employee) ?? new Map<Power, string>();
    all.set(row.employee, grants);
    addGrant(grants, row, day);
  }
  return all;
}

/** @throws Refusal portal.no-power */
export function assertPower({ grants }: Authority, ...anyOf: readonly [Power, ...Power[]]): void {
  if (!anyOf.some(power => grants.has(power))) throw refusal('portal.no-power', { power: anyOf[0] });
}

/** The key with which the caller signs for the principal: the entity's own, or the entrepreneur's. */
export function managingKey(
  { requirements }: PortalContext,
  { iin, tin, legal }: Pick<Authority, 'iin' | 'tin' | 'legal'>,
): KeyRequirement {
  return legal
    ? { ...requirements['employees.manage'], iin, bin: tin }
    : { ...requirements['registration.individual'], iin: tin, bin: null };
}
