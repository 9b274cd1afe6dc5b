/** Who may register as what: the registry, the categories that exclude one another, and what is registered already. */
import type { CertificateInfo } from '../../contract/keys.ts';
import { profileTypeOf } from '../../contract/portal/model.ts';
import type { Category, Project } from '../../contract/portal/model.ts';
import type { PortalContext } from './context.ts';
import { supportEmail } from './options.ts';
import { refusal } from './refuse.ts';

export interface TaxpayerRow {
  readonly tin: string;
  readonly name: string;
  readonly name_kk: string;
  readonly address: string;
  readonly vat: string | null;
  readonly head: string | null;
}

/** @throws Refusal portal.taxpayer-not-found */
export function taxpayer({ db }: PortalContext, tin: string): TaxpayerRow {
  const row = db.get<TaxpayerRow>('SELECT * FROM taxpayers WHERE tin = ? AND listed = 1', tin);
  if (row === undefined) throw refusal('portal.taxpayer-not-found', { support: supportEmail });
  return row;
}

/** What the person is on the register as on that day. */
export function registerEntries({ db }: PortalContext, iin: string, now: Date): ReadonlySet<string> {
  const day = now.toISOString().slice(0, 10);
  const rows = db.all<{ category: string }>(
    'SELECT category FROM register_entries WHERE tin = ? AND since <= ? AND (until IS NULL OR until >= ?)',
    iin,
    day,
    day,
  );
  return new Set(rows.map(({ category }) => category));
}

/** An advocate or notary is no entrepreneur at the same time; a mediator may be either. */
const EXCLUDES: readonly (readonly [Category, Category])[] = [
  ['lawyer', 'entrepreneur'],
  ['notary', 'entrepreneur'],
];

export interface Candidate {
  readonly person: TaxpayerRow;
  readonly entity: TaxpayerRow | null;
  /** The entity has another head at the portal. */
  readonly replacesHead: boolean;
}

/**
 * Everything that can be said before any data are given; called again when the agreement is signed.
 * @throws Refusal
 */
export function assertEligible(
  context: PortalContext,
  now: Date,
  wanted: {
    readonly iin: string;
    readonly bin: string | null;
    readonly categories: readonly Category[];
    readonly project: Project | null;
  },
): Candidate {
  const { iin, bin, categories, project } = wanted;
  const person = taxpayer(context, iin);
  const entity = bin === null ? null : taxpayer(context, bin);
  if (EXCLUDES.some(pair => pair.every(category => categories.includes(category)))) {
    throw refusal('portal.categories-conflict', {});
  }
  const entries = registerEntries(context, iin, now);
  const personal = categories.filter(category => category !== 'legal');
  if (personal.some(category => category !== 'individual' && !entries.has(category))) {
    throw refusal('portal.not-on-register', {});
  }
  if (personal.some(category => hasProfile(context, iin, iin, category))) {
    throw refusal('portal.iin-registered', {});
  }
  const replacesHead = entity !== null && assertHead(context, entity, iin);
  if (project !== null) assertContract(context, bin ?? iin, project, null);
  return { person, entity, replacesHead };
}

function hasProfile({ db }: PortalContext, iin: string, tin: string, category: Category): boolean {
  return (
    db.get(
      'SELECT 1 AS one FROM profiles WHERE iin = ? AND tin = ? AND type = ?',
      iin,
      tin,
      profileTypeOf[category],
    ) !== undefined
  );
}

/** Whether another head is at the portal. The registry decides who the head is; it may be behind. */
function assertHead({ db }: PortalContext, entity: TaxpayerRow, iin: string): boolean {
  const heads = db.all<{ iin: string; status: string }>(
    'SELECT iin, status FROM profiles WHERE tin = ? AND type = ?',
    entity.tin,
    profileTypeOf.legal,
  );
  if (heads.some(head => head.iin === iin && head.status !== 'ENTERPRISE_ADMIN_CHANGE_BLOCKED')) {
    throw refusal('portal.entity-registered', {});
  }
  if (entity.head !== iin) throw refusal('portal.data-not-refreshed', {});
  return heads.some(head => head.status === 'ACTIVE' || head.status === 'BLOCKED');
}

/** @param number of the contract given, or null: has any of this kind */
export function assertContract(
  { db }: PortalContext,
  tin: string,
  project: Project,
  given: { readonly number: string; readonly date: string; readonly kind: string } | null,
): void {
  const rows = db.all<{ number: string; date: string; kind: string }>(
    'SELECT number, date, kind FROM contracts WHERE tin = ? AND role = ?',
    tin,
    project,
  );
  const fits = rows.some(
    row =>
      given === null || (row.number === given.number && row.date === given.date && row.kind === given.kind),
  );
  if (!fits) throw refusal('portal.contract-not-found', { number: given?.number ?? '–' });
}

/** Certificate and registry call the person and the entity the same; spacing and case are no difference. */
export function assertSameNames(info: CertificateInfo, { person, entity }: Candidate): void {
  const organisation = info.subjectType === 'legal' ? info.organisation : null;
  const same =
    plain(info.name) === plain(person.name) &&
    (organisation === null || entity === null || plain(organisation) === plain(entity.name));
  if (!same) throw refusal('portal.data-not-refreshed', {});
}

function plain(name: string): string {
  return name
    .normalize('NFC')
    .toLocaleUpperCase('kk')
    .replace(/[\s"«»„“”]+/g, ' ')
    .trim();
}
