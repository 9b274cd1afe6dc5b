/** A crowd of invented employees, for looking at long lists: straight into the tables, since inviting thousands one by one takes minutes. */
import { randomUUID } from 'node:crypto';
import { checkDigit } from '../../../contract/identifiers.ts';
import { addDays, dayInKazakhstan } from '../../../contract/poa/days.ts';
import { writePowerOfAttorney } from '../../../contract/poa/document.ts';
import { powerPresets } from '../../../contract/portal/powers.ts';
import type { Database } from '../database.ts';

export interface Crowd {
  /** The enterprise: one whose head the registry has. */
  readonly tin: string;
  /** How many there are to be. */
  readonly employees: number;
  /** Of each employee who is active. They carry no real signature: good for lists, not for verifying. */
  readonly powersOfAttorney: number;
}

const surnames =
  'ҚҰМДЫБАЕВ ЖАРТАСОВ ТЕҢІЗБАЕВ БҰЛАҚОВ АРАЛБАЕВ ШӨЛДІБАЕВ ТАСТАҚОВ САЙЛЫБАЕВ ДЮНИН БЕРЕГОВ'.split(' ');
const givenNames = 'АРМАН БОЛАТ ЕРЖАН КЕНЕС МҰРАТ НҰРЛАН РҮСТЕМ СЕРІК ИВАН ПЁТР'.split(' ');
const patronymics = 'АСАНҰЛЫ БЕРІКҰЛЫ ДӘУЛЕТҰЛЫ ЕРБОЛҰЛЫ НИКОЛАЕВИЧ'.split(' ');
const positions = ['Бухгалтер', 'Бас бухгалтер', 'Менеджер', 'Қоймашы', 'Старший бухгалтер участка расчётов'];
const states = ['active', 'active', 'active', 'inactive', 'invited', 'active', 'left'] as const;
const grants = [powerPresets['invoices-only'], powerPresets['full-accountant'], ['invoice.view']] as const;

/** In one transaction. Whoever is there already counts. */
export function hireCrowd(db: Database, now: Date, crowd: Crowd): void {
  const head = db.get<{ iin: string; name: string; password: string }>(
    'SELECT a.iin, a.name, a.password FROM profiles p JOIN accounts a ON a.iin = p.iin WHERE p.tin = ? LIMIT 1',
    crowd.tin,
  );
  if (head === undefined) throw new RangeError(`nobody has registered ${crowd.tin}`);
  const before = db.get<{ n: number }>('SELECT count(*) AS n FROM employees WHERE tin = ?', crowd.tin)!.n;
  db.transaction(() => {
    for (let n = before; n < crowd.employees; n++) {
      const member = memberOf(n);
      addAccount(db, now, member, head.password);
      const employee = addEmployee(db, now, crowd.tin, member);
      if (member.state !== 'active') continue;
      for (let given = 0; given < crowd.powersOfAttorney; given++) {
        addPowerOfAttorney(db, now, { tin: crowd.tin, head, member, employee, given });
      }
    }
  });
}

interface Member {
  readonly n: number;
  readonly iin: string;
  readonly name: string;
  readonly state: (typeof states)[number];
}

/** Men of the registry have other running numbers. */
function memberOf(n: number): Member {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `8${n % 10}${two(1 + (n % 12))}${two(1 + (n % 28))}`;
  let iin = '';
  for (let serial = Math.floor(n / 420) * 10; iin === ''; serial++) {
    const eleven = `${day}2${String(serial).padStart(4, '0')}`;
    const digit = checkDigit(eleven);
    if (digit !== null) iin = `${eleven}${digit}`;
  }
  const pick = (from: readonly string[], step: number): string => from[Math.floor(n / step) % from.length]!;
  const name = `${pick(surnames, 1)} ${pick(givenNames, 10)} ${pick(patronymics, 100)}`;
  return { n, iin, name, state: states[n % states.length]! };
}

const document = { number: '000000001', issued: '2010-01-01', issuer: 'МВД РК' };

function addAccount(db: Database, now: Date, { n, iin, name }: Member, password: string): void {
  db.run(
    'INSERT INTO accounts (iin, name, email, phone, password, document, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ...[iin, name, `crowd${n}@sandbox.example`, '+77010000000', password],
    ...[JSON.stringify(document), now.toISOString()],
  );
}

function addEmployee(db: Database, now: Date, tin: string, { n, iin, state }: Member): string {
  const id = randomUUID();
  const today = dayInKazakhstan(now);
  db.run(
    `INSERT INTO employees (id, tin, iin, state, position, since, until, email, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[id, tin, iin, state, positions[n % positions.length]!, addDays(today, -(n % 900))],
    ...[addDays(today, 1 + (n % 700)), `crowd${n}@sandbox.example`, now.toISOString()],
  );
  return id;
}

interface Gift {
  readonly tin: string;
  readonly head: { readonly iin: string; readonly name: string };
  readonly member: Member;
  readonly employee: string;
  readonly given: number;
}

function addPowerOfAttorney(db: Database, now: Date, { tin, head, member, employee, given }: Gift): void {
  const { name, name_kk, address, address_kk } = db.get<
    Record<'name' | 'name_kk' | 'address' | 'address_kk', string>
  >('SELECT name, name_kk, address, address_kk FROM taxpayers WHERE tin = ?', tin)!;
  const id = randomUUID();
  const today = dayInKazakhstan(now);
  const powers = [...grants[(member.n + given) % grants.length]!];
  const until = addDays(today, 1 + ((member.n * 7 + given) % 400));
  const text = writePowerOfAttorney({
    id,
    replaces: null,
    issued: today,
    principal: { tin, name, nameKk: name_kk, address, addressKk: address_kk },
    giver: { iin: head.iin, name: head.name, basis: 'charter' },
    attorney: { iin: member.iin, name: member.name, document },
    powers,
    since: today,
    until,
  });
  const at = now.toISOString();
  db.run(
    `INSERT INTO powers_of_attorney (id, tin, employee, attorney, attorney_name, attorney_sought, giver, giver_name, state, text, signature,
       powers, since, until, created_at, changed_at) VALUES (?, ?, ?, ?, ?, folded(?), ?, ?, 'sent', ?, 'AA==', ?, ?, ?, ?, ?)`,
    ...[
      id,
      tin,
      employee,
      member.iin,
      member.name,
      member.name,
      head.iin,
      head.name,
      text,
      JSON.stringify(powers),
    ],
    ...[today, until, at, at],
  );
}
