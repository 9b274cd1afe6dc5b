import { describe, expect, it } from 'vitest';
import {
  firstOrder,
  filterEmployees,
  noFilter,
  readFilter,
  sortEmployees,
  writeFilter,
} from './employee-list.ts';
import type { EmployeeFilter } from './employee-list.ts';
import { employee } from './testing/employees.ts';

const people = [
  employee({ id: 'a', name: 'ӘБІШЕВ Ардақ', position: 'Қоймашы', state: 'invited', until: '2026-05-01' }),
  employee({
    id: 'b',
    name: 'БЕРЕГОВ Пётр',
    iin: '810101200011',
    email: 'b@firm.kz',
    until: '2027-01-01',
    powers: [
      { power: 'invoice.view', until: '2026-03-01' },
      { power: 'invoice.create', until: '2026-02-01' },
    ],
  }),
  employee({ id: 'c', name: 'ЯКОВЛЕВА Анна', state: 'left', until: '2026-01-31' }),
  employee({ id: 'd', name: 'АРАЛБАЕВ Серік', powers: [{ power: 'invoice.view', until: '2026-12-31' }] }),
];
const found = (filter: Partial<EmployeeFilter>) =>
  filterEmployees(people, { ...noFilter, ...filter })
    .map(({ id }) => id)
    .join('');

describe('searching', () => {
  it.each([
    ['', 'abcd'],
    ['әбішев', 'a'],
    ['ардақ қойма', 'a'],
    ['пЕтр', 'b'],
    ['абишев коймашы', 'a'],
    ['81 01 01 2000 11', 'b'],
    ['FIRM.kz', 'b'],
    ['берегов якова', ''],
    ['   ', 'abcd'],
  ])('%o', (text, ids) => expect(found({ text })).toBe(ids));
  it('by state and by power, together with words', () => {
    expect(found({ state: 'left' })).toBe('c');
    expect(found({ power: 'invoice.view' })).toBe('bd');
    expect(found({ power: 'invoice.view', text: 'арал' })).toBe('d');
  });
});

describe('sorting', () => {
  const order = (column: Parameters<typeof sortEmployees>[1]['column'], down = false) =>
    sortEmployees(people, { column, down })
      .map(({ id }) => id)
      .join('');
  it('stands by the Kazakh alphabet: Ә after А, before Б', () => expect(order('name')).toBe('dabc'));
  it('turns round, and keeps names in order where the column says nothing', () => {
    expect(order('name', true)).toBe([...order('name')].reverse().join(''));
    expect(order('state')).toBe('adbc');
    expect(order('powers', true).slice(0, 2)).toBe('bd');
    expect(order('until')).toBe('cabd');
  });
});

describe('what is remembered', () => {
  it('is read back, without the words that were searched for', () => {
    const order = { column: 'until', down: true } as const;
    const text = writeFilter({ text: 'БЕРЕГОВ', state: 'active', power: 'budget.settle' }, order);
    expect(text).not.toContain('БЕРЕГОВ');
    expect(readFilter(text)).toEqual({
      filter: { text: '', state: 'active', power: 'budget.settle' },
      order,
    });
  });
  it('of another version is no trouble', () => {
    for (const text of [null, '', 'x y z w', 'active']) {
      expect(readFilter(text).order).toEqual(firstOrder);
    }
  });
});
