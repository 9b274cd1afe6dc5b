/** A registration as the database holds it and as the API shows it. */
import type {
  Category,
  KeyRequirement,
  PortalRegistration,
  ProjectContract,
} from '../../contract/portal/model.ts';
import type { PortalContext } from './context.ts';
import { maskEmail } from './mails.ts';
import { refusal } from './refuse.ts';

export interface RegistrationRow {
  readonly id: string;
  readonly state: PortalRegistration['state'];
  readonly version: number;
  readonly categories: string;
  readonly project: PortalRegistration['project'];
  readonly iin: string;
  readonly bin: string | null;
  readonly replaces_head: number;
  readonly data: string | null;
  readonly password: string | null;
  readonly contract: string | null;
  readonly created_at: string;
  readonly expires_at: string;
}

export interface AccountRow {
  readonly iin: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
}

/** Named as the registry names the person now. */
export function findAccount({ db }: PortalContext, iin: string): AccountRow | undefined {
  return db.get<AccountRow>(
    `SELECT a.iin, COALESCE(t.name, a.name) AS name, a.email, a.phone, a.password
     FROM accounts a LEFT JOIN taxpayers t ON t.tin = a.iin WHERE a.iin = ?`,
    iin,
  );
}

/** @throws Refusal portal.registration-gone */
export function readRegistration({ db }: PortalContext, now: Date, id: string): RegistrationRow {
  const row = db.get<RegistrationRow>('SELECT * FROM registrations WHERE id = ?', id);
  const open = row !== undefined && (row.expires_at > now.toISOString() || row.state === 'completed');
  if (!open || row.state === 'withdrawn') throw refusal('portal.registration-gone', {});
  return row;
}

export function categoriesOf(row: RegistrationRow): Category[] {
  return JSON.parse(row.categories) as Category[];
}

/** One key for the person and one for the entity, as the categories need. */
export function requirementsFor(
  { requirements }: PortalContext,
  {
    categories,
    iin,
    bin,
  }: { readonly categories: readonly Category[]; readonly iin: string; readonly bin: string | null },
): KeyRequirement[] {
  const person = { ...requirements['registration.individual'], iin };
  const entity = { ...requirements['registration.legal'], iin, bin };
  return [
    ...(categories.some(category => category !== 'legal') ? [person] : []),
    ...(categories.includes('legal') ? [entity] : []),
  ];
}

export function showRegistration(context: PortalContext, row: RegistrationRow): PortalRegistration {
  const { db } = context;
  const account = findAccount(context, row.iin);
  const named = (tin: string) =>
    db.get<{ name: string; address: string; vat: string | null }>(
      'SELECT * FROM taxpayers WHERE tin = ?',
      tin,
    );
  const person = named(row.iin);
  const entity = row.bin === null ? undefined : named(row.bin);
  const categories = categoriesOf(row);
  const target = entity ?? person;
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    categories,
    project: row.project,
    subject: {
      iin: row.iin,
      name: person?.name ?? '',
      bin: row.bin,
      organisation: entity?.name ?? null,
      address: target?.address ?? null,
      vat: target?.vat ?? null,
    },
    account: {
      exists: account !== undefined,
      maskedEmail: account === undefined ? null : maskEmail(account.email),
    },
    replacesHead: row.replaces_head === 1,
    data: row.data === null ? null : (JSON.parse(row.data) as PortalRegistration['data']),
    contract: row.contract === null ? null : (JSON.parse(row.contract) as ProjectContract),
    requirements: requirementsFor(context, { categories, iin: row.iin, bin: row.bin }),
    expiresAt: row.expires_at,
  };
}

type Changes = Partial<
  Pick<RegistrationRow, 'state' | 'data' | 'password' | 'contract' | 'replaces_head' | 'expires_at'>
>;

/**
 * In a transaction; from one of these states only.
 * @throws Refusal portal.not-this-step
 */
export function changeRegistration(
  context: PortalContext,
  id: string,
  from: readonly RegistrationRow['state'][],
  changes: Changes,
): PortalRegistration {
  const { db } = context;
  const columns = Object.keys(changes) as (keyof Changes)[];
  const values = columns.map(column => changes[column] ?? null);
  const marks = from.map(() => '?').join(', ');
  const changed = db.run(
    `UPDATE registrations SET ${columns.map(column => `${column} = ?`).join(', ')}, version = version + 1
     WHERE id = ? AND state IN (${marks})`,
    ...values,
    id,
    ...from,
  );
  if (changed !== 1) throw refusal('portal.not-this-step', {});
  return showRegistration(context, db.get<RegistrationRow>('SELECT * FROM registrations WHERE id = ?', id)!);
}
