/** What the portal would not take is refused before anybody signs, and what is made can be read back. */
import { describe, expect, it } from 'vitest';
import { checkDigit } from '../../contract/identifiers.ts';
import { addDays } from '../../contract/poa/days.ts';
import { readPowerOfAttorney, writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee, Principal } from '../../contract/portal/employees.ts';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { composePoa } from './compose.ts';
import type { PoaWish } from './compose.ts';

const numbered = (eleven: string): string => `${eleven}${checkDigit(eleven)}`;
const today = '2028-02-29';
const giver = { iin: numbered('80010112000'), name: 'ТЕҢІЗБАЕВ ЕРЖАН', basis: 'charter' as const };
const principal: Principal = {
  tin: numbered('49014100100'),
  name: `РГП НА ПХВ "${'ОЧЕНЬ ДЛИННОЕ ИМЯ '.repeat(20).trim()}"`,
  nameKk: '"БАРХАН" ЖШС',
  address: 'г. Барханск',
  addressKk: 'Барханск қ.',
  giver,
  grants: [
    { power: 'employee.powers', until: null },
    { power: 'invoice.view', until: '2028-12-31' },
  ],
  requirement: {
    accepts: [{ role: 'SIGN', families: ['GOST-2015-512'] }],
    subjectTypes: ['legal'],
    positions: null,
    iin: null,
    bin: null,
  },
};
const employee: Employee = {
  id: '5d0c7b0e-6f0f-4f0e-9d7e-2b1f6a1f0a01',
  version: 1,
  state: 'active',
  iin: numbered('81020212010'),
  name: 'АРАЛБАЕВ МҰРАТ',
  position: 'Бухгалтер',
  since: '2028-01-01',
  until: '2030-01-01',
  email: 'a@example.kz',
  powers: [],
  document: { number: '000000001', issued: '2010-01-01', issuer: 'МВД РК' },
};
const wish: PoaWish = {
  iin: employee.iin,
  powers: ['invoice.view'],
  since: today,
  until: '2028-12-31',
  replaces: null,
};
const compose = (changed: Partial<PoaWish>, of: Employee = employee, by: Principal = principal) =>
  composePoa({ principal: by, employees: [of] }, { ...wish, ...changed }, { id: employee.id, today });

it('there is no day after the last that can be written', () => {
  expect([addDays('2028-02-28', 1), addDays('9999-12-30', 3)]).toEqual(['2028-02-29', '9999-12-31']);
});

describe('composing', () => {
  it('makes what reads back as what it is, for one day, too', () => {
    for (const until of [today, '2028-12-31']) {
      const made = compose({ until });
      expect(readPowerOfAttorney(writePowerOfAttorney(made))).toEqual(made);
    }
  });

  it.each<readonly [ErrorCode, Partial<PoaWish>]>([
    ['portal.power-to-oneself', { iin: giver.iin }],
    ['portal.employee-unknown', { iin: principal.tin }],
    ['portal.poa-backdated', { since: '2028-02-28' }],
    ['portal.poa-ended', { since: '2028-02-01', until: '2028-02-28' }],
    ['portal.poa-ended', { since: '2028-06-01', until: '2028-05-31' }],
    ['portal.power-not-yours', { powers: ['budget.settle'] }],
    ['portal.power-term', { until: '2029-01-01' }],
    ['portal.poa-unreadable', { powers: [] }],
  ])('refuses with %s %j', (code, changed) => {
    expect(() => compose(changed)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses what no text of one can say, whatever the portal knows', () => {
    const unseen = { ...employee, document: { ...employee.document!, issuer: 'МВД\u00ad РК' } };
    const code = 'portal.poa-unreadable';
    expect(() => compose({}, unseen)).toThrow(expect.objectContaining({ code }));
    const spaced = { ...principal, address: 'г. Барханск ' };
    expect(() => compose({}, employee, spaced)).toThrow(expect.objectContaining({ code }));
    const powerless = { ...principal, grants: [] };
    expect(() => compose({}, employee, powerless)).toThrow(
      expect.objectContaining({ code: 'portal.no-power' }),
    );
  });
});
