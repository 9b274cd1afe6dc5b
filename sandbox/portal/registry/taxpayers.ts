/**
 * The sandbox's taxpayer registry: invented people and entities of every kind, and those who own the demo keys. People are born
 * in the 1880s and entities registered in 2049, so that no number belongs to anybody; each note says what it is there for.
 */
import { checkDigit } from '../../../contract/identifiers.ts';
import type { Category, Project } from '../../../contract/portal/model.ts';
import { companies, people } from '../../ca/people.ts';
import type { Company, Person } from '../../ca/people.ts';

/** What a person is on the register as; `until`: has ended. */
export interface RegisterEntry {
  readonly category: Exclude<Category, 'individual' | 'legal'>;
  readonly since: string;
  readonly until: string | null;
}

export interface RegistryPerson extends Person {
  readonly entries: readonly RegisterEntry[];
  /** Certificate of value-added tax, of entrepreneurs. */
  readonly vat: string | null;
  /** False: the registry has not been refreshed yet, and does not know the person. */
  readonly listed: boolean;
  /** Has an account from the first start on: what it is registered as, and with which status. */
  readonly account: { readonly blocked: boolean; readonly categories: readonly Category[] } | null;
  readonly note: string;
}

export interface RegistryEntity extends Company {
  readonly nameKk: string;
  /** IIN of the head as the registry has it. */
  readonly head: string;
  readonly vat: string | null;
  readonly listed: boolean;
  /** IIN of the person who registered it at the portal before. */
  readonly registeredBy: string | null;
  readonly note: string;
}

export interface RegistryContract {
  readonly number: string;
  readonly kind: 'production-sharing' | 'agency';
  readonly date: string;
  readonly tin: string;
  readonly role: Project;
}

function numbered(eleven: string): string {
  const digit = checkDigit(eleven);
  if (digit === null) throw new RangeError(`no check digit for ${eleven}`);
  return `${eleven}${digit}`;
}

const surnames = 'ҚҰМДЫБАЕВ ЖАРТАСОВ ТЕҢІЗБАЕВ БҰЛАҚОВ АРАЛБАЕВ ШӨЛДІБАЕВ ТАСТАҚОВ САЙЛЫБАЕВ'.split(' ');
const givenNames = 'АРМАН БОЛАТ ЕРЖАН КЕНЕС МҰРАТ НҰРЛАН РҮСТЕМ СЕРІК'.split(' ');
const patronymics = 'АСАНҰЛЫ БЕРІКҰЛЫ ДӘУЛЕТҰЛЫ ЕРБОЛҰЛЫ'.split(' ');

/** The nth invented person; n up to 99. */
function personOf(n: number): Person {
  const day = `${80 + (n % 10)}${String(1 + (n % 12)).padStart(2, '0')}${String(1 + (n % 28)).padStart(2, '0')}`;
  return {
    surname: surnames[n % surnames.length]!,
    givenName: givenNames[(n * 3) % givenNames.length]!,
    patronymic: patronymics[(n >> 1) % patronymics.length]!,
    iin: issuable(serial => `${day}1${String(2000 + 10 * n + serial).padStart(4, '0')}`),
    email: `person${n}@sandbox.example`,
  };
}

function entityNumber(n: number): string {
  return issuable(
    serial =>
      `49${String(1 + (n % 12)).padStart(2, '0')}4${n % 4}${String(1000 + 10 * n + serial).padStart(5, '0')}`,
  );
}

/** Some numbers have no check digit and are never issued; the next one is taken. */
function issuable(elevenOf: (serial: number) => string): string {
  for (let serial = 0; ; serial++) {
    if (checkDigit(elevenOf(serial)) !== null) return numbered(elevenOf(serial));
  }
}

const on = (category: RegisterEntry['category'], until: string | null = null): RegisterEntry => ({
  category,
  since: '2020-02-01',
  until,
});

type PersonPlan = readonly [note: string, plan: Partial<Omit<RegistryPerson, keyof Person>>];

const registered = (...categories: Category[]) => ({ account: { blocked: false, categories } });

const personPlans: readonly PersonPlan[] = [
  ['not registered', {}],
  ['registered as a person', registered('individual')],
  ['registered as a person; invited as an employee', registered('individual')],
  ['entrepreneur, not registered', { entries: [on('entrepreneur')] }],
  ['entrepreneur with VAT, not registered', { entries: [on('entrepreneur')], vat: '60001 № 0001001' }],
  [
    'entrepreneur, registered',
    { entries: [on('entrepreneur')], ...registered('individual', 'entrepreneur') },
  ],
  ['person who became an entrepreneur', { entries: [on('entrepreneur')], ...registered('individual') }],
  [
    'entrepreneur who became an advocate',
    {
      entries: [on('entrepreneur', '2026-01-31'), on('lawyer')],
      ...registered('individual', 'entrepreneur'),
    },
  ],
  ['advocate, not registered', { entries: [on('lawyer')] }],
  ['advocate and mediator, not registered', { entries: [on('lawyer'), on('mediator')] }],
  [
    'person who became an advocate and mediator',
    {
      entries: [on('lawyer'), on('mediator')],
      ...registered('individual'),
    },
  ],
  ['notary, not registered', { entries: [on('notary')] }],
  ['notary, registered', { entries: [on('notary')], ...registered('individual', 'notary') }],
  ['mediator, not registered', { entries: [on('mediator')] }],
  ['private bailiff, not registered', { entries: [on('bailiff')] }],
  ['private bailiff, registered', { entries: [on('bailiff')], ...registered('bailiff') }],
  ['blocked', { account: { blocked: true, categories: ['individual'] } }],
  [
    'blocked entrepreneur',
    {
      entries: [on('entrepreneur')],
      account: { blocked: true, categories: ['entrepreneur'] },
    },
  ],
  ['the registry does not know the person yet', { listed: false }],
  ['head of two entities, both registered', registered('legal')],
  ['head of two entities, one registered', registered('legal')],
  ['head of an entity that is not registered', {}],
  ['head of an entity; registered as a person', registered('individual')],
  ['former head, still at the portal', registered('legal')],
  ['new head of the same entity', {}],
  ['new head whom the registry does not know yet', {}],
  ['party to a contract of agency', { entries: [on('entrepreneur')] }],
  ['mediator and entrepreneur', { entries: [on('mediator'), on('entrepreneur')] }],
];

export const registryPeople: readonly RegistryPerson[] = [
  ...Object.values(people).map(person => ({
    ...person,
    entries: [],
    vat: null,
    listed: true,
    account: null,
    note: 'owns demo keys',
  })),
  ...personPlans.map(([note, plan], n) => ({
    ...personOf(n),
    entries: [],
    vat: null,
    listed: true,
    account: null,
    ...plan,
    note,
  })),
];

/** By what the person is there for. @throws where the note is misspelt */
export function personFor(note: string): RegistryPerson {
  const found = registryPeople.find(person => person.note === note);
  if (found === undefined) throw new RangeError(`nobody in the registry: ${note}`);
  return found;
}

type EntityPlan = readonly [
  note: string,
  name: string,
  nameKk: string,
  headNote: string,
  more?: { vat?: string; listed?: boolean; registeredBy?: string },
];

const entityPlans: readonly EntityPlan[] = [
  [
    'first of two',
    'ТОО "БАРХАН"',
    '"БАРХАН" ЖШС',
    'head of two entities, both registered',
    { registeredBy: 'head of two entities, both registered', vat: '60001 № 0002001' },
  ],
  [
    'second of two',
    'ТОО "БАРХАН-СЕРВИС"',
    '"БАРХАН-СЕРВИС" ЖШС',
    'head of two entities, both registered',
    { registeredBy: 'head of two entities, both registered' },
  ],
  [
    'registered one of two',
    'ТОО "ДЮНА"',
    '"ДЮНА" ЖШС',
    'head of two entities, one registered',
    { registeredBy: 'head of two entities, one registered' },
  ],
  [
    'second enterprise, not registered',
    'ТОО "ДЮНА ПЛЮС"',
    '"ДЮНА ПЛЮС" ЖШС',
    'head of two entities, one registered',
    { vat: '60001 № 0002002' },
  ],
  [
    'not registered',
    'ТОО "САКСАУЛ"',
    '"СЕКСЕУІЛ" ЖШС',
    'head of an entity that is not registered',
    { vat: '60001 № 0002003' },
  ],
  [
    'not registered, head is registered as a person',
    'АО "ТАКЫР"',
    '"ТАҚЫР" АҚ',
    'head of an entity; registered as a person',
  ],
  [
    'head replaced',
    'ТОО "ПЕРЕКАТ"',
    '"ҚАЙРАҢ" ЖШС',
    'new head of the same entity',
    { registeredBy: 'former head, still at the portal' },
  ],
  [
    'head replaced, registry not refreshed',
    'ТОО "СТАРИЦА"',
    '"ЕСКІ АРНА" ЖШС',
    'former head, still at the portal',
    { registeredBy: 'former head, still at the portal' },
  ],
  [
    'the registry does not know it yet',
    'ТОО "НОВЫЙ БЕРЕГ"',
    '"ЖАҢА ЖАҒА" ЖШС',
    'head of an entity that is not registered',
    { listed: false },
  ],
  [
    'operator of a production-sharing contract',
    'ТОО "НЕДРА ПЕСКА"',
    '"ҚҰМ ҚОЙНАУЫ" ЖШС',
    'head of an entity that is not registered',
    { vat: '60001 № 0002004' },
  ],
  ['branch', 'ФИЛИАЛ ТОО "БАРХАН"', '"БАРХАН" ЖШС ФИЛИАЛЫ', 'head of two entities, both registered'],
];

export const registryEntities: readonly RegistryEntity[] = [
  {
    ...companies.sand,
    nameKk: '"ҚҰМДЫ АУЛА" ЖШС',
    head: people.daniyar.iin,
    vat: '60001 № 0002000',
    listed: true,
    registeredBy: null,
    note: 'owns demo keys',
  },
  {
    ...companies.treasury,
    nameKk: '"ҚҰМДЫ МЕКТЕП" КММ',
    head: people.olga.iin,
    vat: null,
    listed: true,
    registeredBy: null,
    note: 'owns demo keys; client of the treasury',
  },
  ...entityPlans.map(([note, name, nameKk, headNote, more], n) => ({
    name,
    nameKk,
    bin: entityNumber(n),
    head: personFor(headNote).iin,
    vat: more?.vat ?? null,
    listed: more?.listed ?? true,
    registeredBy: more?.registeredBy === undefined ? null : personFor(more.registeredBy).iin,
    note,
  })),
];

export function entityFor(note: string): RegistryEntity {
  const found = registryEntities.find(entity => entity.note === note);
  if (found === undefined) throw new RangeError(`no entity in the registry: ${note}`);
  return found;
}

export const registryContracts: readonly RegistryContract[] = [
  {
    number: 'СРП-49/1',
    kind: 'production-sharing',
    date: '2024-03-15',
    tin: entityFor('operator of a production-sharing contract').bin,
    role: 'operator',
  },
  {
    number: 'ДП-7',
    kind: 'agency',
    date: '2025-05-20',
    tin: personFor('party to a contract of agency').iin,
    role: 'attorney',
  },
];

/** Name as certificates and the registry write it. */
export function fullName({ surname, givenName, patronymic }: Person): string {
  return `${surname} ${givenName} ${patronymic}`;
}
