/** Fills an empty database with the registry, and with the accounts that are there from the first start on. */
import { randomUUID } from 'node:crypto';
import { profileTypeOf } from '../../../contract/portal/model.ts';
import type { Category } from '../../../contract/portal/model.ts';
import { sandboxPassword } from '../../ca/password.ts';
import type { Database } from '../database.ts';
import { hashPassword } from '../secrets.ts';
import type { PasswordCost } from '../secrets.ts';
import {
  entityFor,
  fullName,
  personFor,
  registryContracts,
  registryEntities,
  registryPeople,
} from './taxpayers.ts';
import type { RegistryEntity, RegistryPerson } from './taxpayers.ts';

/** Does nothing where the registry is filled already. */
export async function seedRegistry(db: Database, now: Date, cost: PasswordCost): Promise<void> {
  if (db.get('SELECT 1 AS one FROM taxpayers') !== undefined) return;
  // One hash for all: they have the same password, and hashing is slow on purpose.
  const password = await hashPassword(sandboxPassword, cost);
  db.transaction(() => {
    for (const person of registryPeople) addPerson(db, person);
    for (const entity of registryEntities) addEntity(db, entity);
    for (const { number, kind, tin, role, date } of registryContracts) {
      db.run('INSERT INTO contracts VALUES (?, ?, ?, ?, ?)', number, kind, tin, role, date);
    }
    for (const person of registryPeople) addAccount(db, person, password, now);
  });
}

/** Back to how it was at the first start; keys and their certificates stay. */
export async function resetDatabase(db: Database, now: Date, cost: PasswordCost): Promise<void> {
  // Those that are pointed at go last.
  const tables = [
    'record_history',
    'powers_of_attorney',
    'employees',
    'signatures',
    'challenges',
    'sessions',
    'profiles',
    'accounts',
    'registrations',
    'links',
    'mails',
    'logins',
    'attempts',
    'idempotency',
    'history',
    'contracts',
    'register_entries',
    'taxpayers',
  ];
  db.transaction(() => {
    for (const table of tables) db.run(`DELETE FROM ${table}`);
  });
  await seedRegistry(db, now, cost);
}

/** What Monday, Wednesday and Friday do: the registry learns of those whom it did not know, and of the new head. */
export function refreshRegistry(db: Database): void {
  const { bin } = entityFor('head replaced, registry not refreshed');
  const { iin } = personFor('new head whom the registry does not know yet');
  db.transaction(() => {
    db.run('UPDATE taxpayers SET listed = 1');
    db.run('UPDATE taxpayers SET head = ? WHERE tin = ?', iin, bin);
  });
}

const INSERT_TAXPAYER = 'INSERT INTO taxpayers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';

function addPerson(db: Database, person: RegistryPerson): void {
  const { iin, vat, listed, note, entries } = person;
  const name = fullName(person);
  db.run(
    INSERT_TAXPAYER,
    iin,
    'person',
    name,
    name,
    'Песчаная область, г. Барханск, ул. Береговая, 1',
    'Құмды облысы, Барханск қ., Жағалау көшесі, 1',
    vat,
    null,
    Number(listed),
    note,
  );
  for (const { category, since, until } of entries) {
    db.run('INSERT INTO register_entries VALUES (?, ?, ?, ?)', iin, category, since, until);
  }
}

function addEntity(db: Database, { bin, name, nameKk, vat, head, listed, note }: RegistryEntity): void {
  db.run(
    INSERT_TAXPAYER,
    bin,
    'entity',
    name,
    nameKk,
    'Песчаная область, г. Барханск, пр. Саксауловый, 10',
    'Құмды облысы, Барханск қ., Сексеуілді даңғылы, 10',
    vat,
    head,
    Number(listed),
    note,
  );
}

function addAccount(db: Database, person: RegistryPerson, password: string, now: Date): void {
  if (person.account === null) return;
  const at = now.toISOString();
  const document = { number: '000000001', issued: '2010-01-01', issuer: 'МВД РК' };
  db.run(
    'INSERT INTO accounts (iin, name, email, phone, password, document, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    person.iin,
    fullName(person),
    person.email,
    '+77010000000',
    password,
    JSON.stringify(document),
    at,
  );
  const status = person.account.blocked ? 'BLOCKED' : 'ACTIVE';
  const entities = registryEntities.filter(entity => entity.registeredBy === person.iin);
  const targets = person.account.categories.flatMap(
    (category): Pick<NewProfile, 'category' | 'tin' | 'name'>[] =>
      category === 'legal'
        ? entities.map(({ bin, name }) => ({ category, tin: bin, name }))
        : [{ category, tin: person.iin, name: fullName(person) }],
  );
  for (const { category, tin, name } of targets) {
    addProfile(db, { iin: person.iin, tin, category, name, status, at });
  }
}

interface NewProfile {
  readonly iin: string;
  readonly tin: string;
  readonly category: Category;
  readonly name: string;
  readonly status: string;
  readonly at: string;
}

function addProfile(db: Database, { iin, tin, category, name, status, at }: NewProfile): void {
  db.run(
    'INSERT INTO profiles (id, iin, tin, type, name, status, logged_in, created_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?)',
    randomUUID(),
    iin,
    tin,
    profileTypeOf[category],
    name,
    status,
    at,
  );
}
