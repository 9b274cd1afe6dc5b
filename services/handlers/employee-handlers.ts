/** The answers to the calls about employees and memberships. */
import type { AppHandlers } from '../../contract/app-api.ts';
import type { Employees, Memberships } from '../employees/employees.ts';

type Calls = Extract<keyof AppHandlers, `employees.${string}` | `memberships.${string}`>;

export interface EmployeeParts {
  readonly employees: Employees;
  readonly memberships: Memberships;
}

export function createEmployeeHandlers(parts: EmployeeParts): Pick<AppHandlers, Calls> {
  const { employees, memberships } = parts;
  return {
    'employees.principal': () => employees.principal(),
    'employees.page': ({ cursor }) => employees.page(cursor),
    'employees.read': id => employees.read(id),
    'employees.check': iin => employees.check(iin),
    'employees.invite': terms => employees.invite(terms),
    'employees.resend': employee => employees.resend(employee),
    'employees.withdraw': employee => employees.withdraw(employee),
    'employees.propose': wish => employees.propose(wish),
    'employees.save': ({ challenge, key, pin }) => employees.save(challenge, { key, pin }),

    'memberships.list': () => memberships.list(),
    'memberships.find': link => memberships.find(link),
    'memberships.propose': ({ id, language }) => memberships.propose(id, { language }),
    'memberships.accept': ({ challenge, key, pin }) => memberships.accept(challenge, { key, pin }),
    'memberships.decline': membership => memberships.decline(membership),
    'memberships.leave': membership => memberships.leave(membership),
  };
}
