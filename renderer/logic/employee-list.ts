/** Searching, filtering and sorting employees: in the window, so that each letter typed shows its effect at once. */
import type { Employee, EmployeeState } from '../../contract/portal/employees.ts';
import { employeeStates } from '../../contract/portal/employees.ts';
import { isPower } from '../../contract/portal/powers.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { folded, wordsSought } from '../../contract/search.ts';

export interface EmployeeFilter {
  /** Words that name, IIN, position or address contain, in any order. */
  readonly text: string;
  readonly state: EmployeeState | null;
  /** Has it today. */
  readonly power: Power | null;
}
export const noFilter: EmployeeFilter = { text: '', state: null, power: null };

export const sortColumns = ['name', 'position', 'state', 'powers', 'until'] as const;
export type SortColumn = (typeof sortColumns)[number];
export interface SortOrder {
  readonly column: SortColumn;
  readonly down: boolean;
}
export const firstOrder: SortOrder = { column: 'name', down: false };

const soughtTexts = new WeakMap<Employee, string>();

/** Made once for each record. A number typed in groups finds it, too. */
function soughtIn(employee: Employee): string {
  const before = soughtTexts.get(employee);
  if (before !== undefined) return before;
  const { name, iin, position, email } = employee;
  const made = folded(`${name} ${iin} ${position} ${email}`);
  soughtTexts.set(employee, made);
  return made;
}

export function filterEmployees(
  employees: readonly Employee[],
  { text, state, power }: EmployeeFilter,
): readonly Employee[] {
  const words = wordsSought(text);
  if (words.length === 0 && state === null && power === null) return employees;
  return employees.filter(
    employee =>
      (state === null || employee.state === state) &&
      (power === null || employee.powers.some(granted => granted.power === power)) &&
      words.every(word => soughtIn(employee).includes(word)),
  );
}

/** Kazakh, which has all letters of Russian. Latin letters and digits come before them. */
const alphabet = 'аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя';
const places = new Map([...alphabet].map((letter, at) => [letter, String.fromCharCode(0x3000 + at)]));

/** A text that stands among others as the word does in the alphabet: comparing these is a hundred times as fast as comparing by rules. */
function orderOf(text: string): string {
  let order = '';
  for (const letter of text.toLowerCase()) order += places.get(letter) ?? letter;
  return order;
}

const byState = ({ state }: Employee): number => employeeStates.indexOf(state);

/** The nearest end of a power; whoever has none comes first. */
export function nextEnd({ powers }: Employee): string {
  return powers.reduce((first, { until }) => (first === '' || until < first ? until : first), '');
}

const comparisons: Readonly<Record<SortColumn, (a: Employee, b: Employee) => number>> = {
  name: () => 0,
  position: (a, b) => (a.position === b.position ? 0 : compare(orderOf(a.position), orderOf(b.position))),
  state: (a, b) => byState(a) - byState(b),
  powers: (a, b) => a.powers.length - b.powers.length || compare(nextEnd(a), nextEnd(b)),
  until: (a, b) => compare(a.until, b.until),
};

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Those that are equal in the column stand by name. */
export function sortEmployees(
  employees: readonly Employee[],
  { column, down }: SortOrder,
): readonly Employee[] {
  const sign = down ? -1 : 1;
  const ranks = nameRanks(employees);
  const nameSign = column === 'name' ? sign : 1;
  return employees.toSorted(
    (a, b) => sign * comparisons[column](a, b) || nameSign * (ranks.get(a)! - ranks.get(b)!),
  );
}

const kept = new WeakMap<readonly Employee[], ReadonlyMap<Employee, number>>();

/** Where each stands by name: found once for a list, whatever it is sorted by afterwards. */
function nameRanks(employees: readonly Employee[]): ReadonlyMap<Employee, number> {
  const known = kept.get(employees);
  if (known !== undefined) return known;
  const ordered = employees
    .map(employee => ({ employee, order: `${orderOf(employee.name)} ${employee.id}` }))
    .sort((a, b) => compare(a.order, b.order));
  const made = new Map(ordered.map(({ employee }, at) => [employee, at]));
  kept.set(employees, made);
  return made;
}

/** What is kept between runs: never what was searched for, which is somebody's name. */
export function writeFilter({ state, power }: EmployeeFilter, order: SortOrder): string {
  return [state ?? '', power ?? '', order.column, order.down ? 'down' : 'up'].join(' ');
}

export function readFilter(text: string | null): { filter: EmployeeFilter; order: SortOrder } {
  const [state = '', power = '', column = '', way = ''] = (text ?? '').split(' ');
  return {
    filter: {
      text: '',
      state: employeeStates.find(known => known === state) ?? null,
      power: isPower(power) ? power : null,
    },
    order: {
      column: sortColumns.find(known => known === column) ?? firstOrder.column,
      down: way === 'down',
    },
  };
}
