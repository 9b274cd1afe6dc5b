/** Employees for the tests of the window's logic. */
import type { Employee } from '../../../contract/portal/employees.ts';
import type { PoaSummary } from '../../../contract/portal/powers-of-attorney.ts';

export function employee(change: Partial<Employee> = {}): Employee {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    version: 3,
    state: 'active',
    iin: '850314200170',
    name: 'САНДЫҚБАЕВА АЙЖАН ЕРЛАНҚЫЗЫ',
    position: 'Бухгалтер',
    since: '2026-01-01',
    until: '2027-12-31',
    email: 'aizhan@sandbox.example',
    powers: [],
    document: { number: '012345678', issued: '2015-05-05', issuer: 'МВД РК' },
    ...change,
  };
}

export function powerOfAttorney(change: Partial<PoaSummary> = {}): PoaSummary {
  const { iin, name, id } = employee();
  return {
    id: '00000000-0000-4000-8000-00000000000a',
    version: 2,
    state: 'active',
    employee: id,
    attorney: { iin, name },
    giver: { iin: '800921100249', name: 'ҚҰМСАЙ ДАНИЯР МАРАТҰЛЫ' },
    powers: ['invoice.view'],
    since: '2026-01-01',
    until: '2026-12-31',
    replaces: null,
    replacedFrom: null,
    principal: { tin: '490140000125', name: 'ТОО "ПЕСОЧНЫЙ ДВОР"' },
    changedAt: '2026-01-01T10:00:00.000Z',
    ...change,
  };
}
