/**
 * Long lists of the portal, as the window gets them: through the real service over HTTP, from the sandbox with 5,000 employees, then
 * searched and sorted in the window's own way as each letter is typed. The peer has no list of its own: it asks the portal for everybody
 * again at every letter.
 */
import type { Employee } from '../../contract/portal/employees.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { filterEmployees, firstOrder, noFilter, sortEmployees } from '../../renderer/logic/employee-list.ts';
import { sandboxPassword } from '../../sandbox/ca/password.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { createEmployees } from '../../services/employees/employees.ts';
import type { Employees } from '../../services/employees/employees.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { createPortals } from '../../services/portal/portals.ts';
import { systemClock } from '../../services/ports.ts';
import { company, head } from '../../tests/support/enterprise.ts';
import { keyRef, keyRing } from '../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { Figure } from './main.ts';

const count = 5_000;
/** Each is typed after the other, as a person does. */
const typed = ['а', 'ар', 'ара', 'арал', 'аралб', 'аралб бол', '8', '84', '840', 'бухгалтер', ''];

async function logIn(origin: string): Promise<Employees> {
  const connection = () => ({ ...portalConnections.sandbox, url: origin });
  const parts = { keys: keyRing, clock: systemClock };
  const portals = createPortals({ ...parts, connection, proxies: noProxies });
  const { login } = await portals.identify({ key: keyRef({ person: head }) });
  const { profiles } = await portals.open(login, utf8ToBytes(sandboxPassword), null);
  await portals.choose(profiles.find(({ tin }) => tin === company.bin)!.id);
  return createEmployees({ ...parts, portals });
}

async function allPages(employees: Employees): Promise<{ first: number; all: number; list: Employee[] }> {
  const began = performance.now();
  const list: Employee[] = [];
  let first = 0;
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { employees: Employee[]; next: string | null } = await employees.page(cursor);
    list.push(...page.employees);
    cursor = page.next;
    first ||= performance.now() - began;
  }
  return { first, all: performance.now() - began, list };
}

/** The slowest of many: what a person feels is the worst of them. */
function slowest(steps: readonly (() => unknown)[]): number {
  const times = steps.map(step => {
    const began = performance.now();
    step();
    return performance.now() - began;
  });
  return Math.max(...times);
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1]!;

export async function measurePortal(): Promise<Figure[]> {
  const portal = await startTestPortal();
  try {
    hireCrowd(portal.db, new Date(), { tin: company.bin, employees: count, powersOfAttorney: 4 });
    const employees = await logIn(portal.origin);
    const rounds: Awaited<ReturnType<typeof allPages>>[] = [];
    for (let round = 0; round < 5; round++) rounds.push(await allPages(employees));
    const { list } = rounds.at(-1)!;
    if (list.length !== count) throw new Error(`${list.length} employees came`);
    const sorting = slowest([() => sortEmployees([...list], firstOrder)]);
    const sorted = sortEmployees(list, firstOrder);
    const filtering = slowest(typed.map(text => () => filterEmployees(sorted, { ...noFilter, text })));
    const at = (name: string, value: number, bar?: number): Figure => ({
      name: `${name}, of 5,000 employees with 11,000 powers of attorney`,
      unit: 'ms',
      value,
      ...(bar !== undefined && { bar, atMost: true }),
    });
    return [
      at('first rows', median(rounds.map(({ first }) => first)), 300),
      at('all', median(rounds.map(({ all }) => all))),
      at('sorted by name for the first time', sorting),
      at('filtered at a letter, the slowest of eleven', filtering, 100),
      at(
        'the same by asking the portal for everybody again',
        median(rounds.map(({ all }) => all)) + filtering,
      ),
    ];
  } finally {
    await portal.close();
  }
}
