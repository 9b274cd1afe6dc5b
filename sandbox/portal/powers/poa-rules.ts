/** When a power of attorney is taken: it says what the portal knows, and gives nothing that the giver cannot give. */
import { addDays, dayInKazakhstan } from '../../../contract/poa/days.ts';
import { readPowerOfAttorney } from '../../../contract/poa/document.ts';
import type { PowerOfAttorney } from '../../../contract/poa/document.ts';
import type { PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';
import { assertPower } from './authority.ts';
import type { Authority } from './authority.ts';
import { currentEmployee } from './employee-record.ts';
import type { EmployeeRow } from './employee-record.ts';
import { findPoa, stateOf } from './poa-record.ts';
import { showPrincipal } from './principal.ts';

/** Prepared offline it may wait so long for the network. */
const WAITING_DAYS = 30;

/** @throws Refusal portal.poa-unreadable */
export function readText(text: string): PowerOfAttorney {
  const data = readPowerOfAttorney(text);
  if (data === null) throw refusal('portal.poa-unreadable', {});
  return data;
}

/**
 * Asked at every step, since all of it may change in between. Answers whom it is for.
 * @throws Refusal
 */
export function assertGrantable(
  context: PortalContext,
  now: Date,
  authority: Authority,
  data: PowerOfAttorney,
): EmployeeRow {
  assertPower(authority, 'employee.powers');
  assertPrincipal(context, authority, data);
  if (data.attorney.iin === authority.iin || data.attorney.iin === authority.tin)
    throw refusal('portal.power-to-oneself', {});
  const employee = currentEmployee(context, authority.tin, data.attorney.iin);
  if (employee === undefined || employee.state === 'invited') throw refusal('portal.employee-unknown', {});
  assertAttorney(employee, data);
  assertTerm(now, authority, data);
  if (data.replaces !== null) assertReplaces(context, now, employee, data.replaces);
  return employee;
}

function assertPrincipal(
  context: PortalContext,
  authority: Authority,
  { principal, giver }: PowerOfAttorney,
): void {
  const known = showPrincipal(context, authority);
  const pairs: readonly (readonly [field: string, given: string, known: string])[] = [
    ['principal.tin', principal.tin, known.tin],
    ['principal.name', principal.name, known.name],
    ['principal.nameKk', principal.nameKk, known.nameKk],
    ['principal.address', principal.address, known.address],
    ['principal.addressKk', principal.addressKk, known.addressKk],
    ['giver.iin', giver.iin, known.giver.iin],
    ['giver.name', giver.name, known.giver.name],
    ['giver.basis', giver.basis, known.giver.basis],
  ];
  assertSame(pairs);
}

function assertAttorney({ name, document }: EmployeeRow, { attorney }: PowerOfAttorney): void {
  const known = JSON.parse(document) as PowerOfAttorney['attorney']['document'];
  assertSame([
    ['attorney.name', attorney.name, name],
    ['attorney.document.number', attorney.document.number, known.number],
    ['attorney.document.issuer', attorney.document.issuer, known.issuer],
    ['attorney.document.issued', attorney.document.issued, known.issued],
  ]);
}

function assertSame(pairs: readonly (readonly [field: string, given: string, known: string])[]): void {
  for (const [field, given, known] of pairs) {
    if (given !== known) throw refusal('portal.poa-differs', { field });
  }
}

function assertTerm(now: Date, { grants }: Authority, data: PowerOfAttorney): void {
  const today = dayInKazakhstan(now);
  if (data.issued < addDays(today, -WAITING_DAYS) || data.issued > addDays(today, 1))
    throw refusal('portal.poa-stale', { issued: data.issued });
  if (data.until < today) throw refusal('portal.poa-ended', { until: data.until });
  if (data.since < data.issued) throw refusal('portal.poa-backdated', { since: data.since });
  for (const power of data.powers) {
    const until = grants.get(power);
    if (until === undefined) throw refusal('portal.power-not-yours', { power });
    if (until !== null && data.until > until) throw refusal('portal.power-term', { until });
  }
}

/** What has a successor is not given another end; where somebody else renewed it first, the person has to look again. */
function assertReplaces(context: PortalContext, now: Date, { id }: EmployeeRow, replaced: string): void {
  const row = findPoa(context, replaced, ({ employee }) => employee === id);
  if (row.state !== 'sent') throw refusal('portal.wrong-state', { state: stateOf(row, now) });
  if (row.replaced_from !== null) throw refusal('portal.changed-meanwhile', { version: row.version });
}
