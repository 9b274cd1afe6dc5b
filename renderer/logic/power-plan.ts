/** Giving powers to one or many: what is chosen, what it changes for each, and what stands in the way. */
import type { Employee, Principal } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { inOrder, powers } from '../../contract/portal/powers.ts';
import type { Power } from '../../contract/portal/powers.ts';

/** True: gets it; false: does not keep it; null: as each has it now. */
export type PowerChoice = Readonly<Record<Power, boolean | null>>;
export type Grants = Principal['grants'];

/** What one employee has by powers of attorney that are in force or will be, the last one last. */
export interface Standing {
  readonly employee: Employee;
  readonly given: readonly PoaSummary[];
}

export function standingOf(employee: Employee, all: readonly PoaSummary[], today: string): Standing {
  const given = all.filter(
    ({ attorney, state, replacedFrom }) =>
      attorney.iin === employee.iin &&
      (state === 'active' || state === 'sent') &&
      (replacedFrom === null || replacedFrom > today),
  );
  return { employee, given: given.toSorted((a, b) => (a.changedAt < b.changedAt ? -1 : 1)) };
}

export function powersOf({ given }: Standing): readonly Power[] {
  return inOrder(given.flatMap(poa => poa.powers));
}

function choiceOf(choose: (power: Power) => boolean | null): PowerChoice {
  return Object.fromEntries(powers.map(power => [power, choose(power)])) as Record<Power, boolean | null>;
}

/** What all have is chosen, what nobody has is not, and what some have is left to each. */
export function choiceFor(standings: readonly Standing[]): PowerChoice {
  const each = standings.map(standing => new Set(powersOf(standing)));
  return choiceOf(power => {
    const having = each.filter(own => own.has(power)).length;
    if (having === 0) return false;
    return having === each.length ? true : null;
  });
}

/** Exactly these, as far as the giver can give them. */
export function choiceOfPreset(preset: readonly Power[], grants: Grants): PowerChoice {
  return choiceOf(power => preset.includes(power) && canGive(power, grants));
}

export function canGive(power: Power, grants: Grants): boolean {
  return grants.some(grant => grant.power === power);
}

/** What would be saved as a preset; null where it is left to each. */
export function chosenPowers(choice: PowerChoice): readonly Power[] {
  return powers.filter(power => choice[power] === true);
}

export interface Term {
  readonly since: string;
  readonly until: string;
}

export type Obstacle =
  /** Nothing would be another than it is. */
  | 'same'
  /** Nothing would be left: that is a revocation. */
  | 'nothing-left'
  /** Has not accepted, or has gone. */
  | 'not-employed'
  /** Nobody gives to himself. */
  | 'oneself';

export interface Plan {
  readonly employee: Employee;
  readonly obstacle: Obstacle | null;
  /** What the power of attorney will name. */
  readonly powers: readonly Power[];
  readonly added: readonly Power[];
  readonly taken: readonly Power[];
  /** Not chosen any more, and yet given by a power of attorney that this one does not replace. */
  readonly remaining: readonly { readonly poa: PoaSummary; readonly powers: readonly Power[] }[];
  readonly replaces: PoaSummary | null;
  /** The employee's work ends before the powers: they end with it. */
  readonly endsWithWork: string | null;
}

export interface Giver {
  readonly iin: string;
  readonly grants: Grants;
}

export function planFor(standing: Standing, choice: PowerChoice, term: Term, giver: Giver): Plan {
  const { employee, given } = standing;
  const before = powersOf(standing);
  const own = (power: Power): boolean => canGive(power, giver.grants);
  const after = powers.filter(power => own(power) && (choice[power] ?? before.includes(power)));
  // One that has a successor is not replaced a second time; and one that gives what is not the giver's to give stays in force.
  const last = given.findLast(({ replacedFrom }) => replacedFrom === null);
  const replaces = last?.powers.every(own) ? last : null;
  const remaining = given
    .filter(poa => poa !== replaces)
    .map(poa => ({ poa, powers: poa.powers.filter(power => !after.includes(power)) }))
    .filter(each => each.powers.length > 0);
  const kept = new Set(remaining.flatMap(each => each.powers));
  const change = {
    added: after.filter(power => !before.includes(power)),
    taken: before.filter(power => !after.includes(power) && !kept.has(power)),
  };
  return {
    employee,
    obstacle: obstacleOf(standing, { after, ...change }, term, giver.iin),
    powers: after,
    ...change,
    remaining,
    replaces,
    endsWithWork: employee.until < term.until ? employee.until : null,
  };
}

interface Outcome {
  readonly after: readonly Power[];
  readonly added: readonly Power[];
  readonly taken: readonly Power[];
}

function obstacleOf(
  { employee, given }: Standing,
  { after, added, taken }: Outcome,
  { since, until }: Term,
  giver: string,
): Obstacle | null {
  if (employee.iin === giver) return 'oneself';
  if (employee.state !== 'active' && employee.state !== 'inactive') return 'not-employed';
  if (after.length === 0) return given.length === 0 ? 'same' : 'nothing-left';
  const last = given.at(-1);
  const sameTerm = last !== undefined && last.since <= since && last.until === until;
  return added.length + taken.length === 0 && sameTerm ? 'same' : null;
}

export type TermFault = 'missing' | 'reversed' | 'early' | 'past' | 'too-long';

export interface TermLimits {
  readonly today: string;
  /** The day on which it may begin; without it on whatever day. */
  readonly first?: string | null;
  /** The day on which the first of the giver's own powers ends. */
  readonly last?: string | null;
}

/** What is wrong with a term, or null. */
export function termFault(
  { since = '', until = '' }: Partial<Term>,
  { today, first = null, last = null }: TermLimits,
): TermFault | null {
  if (since === '' || until === '') return 'missing';
  if (until < since) return 'reversed';
  if (until < today) return 'past';
  if (first !== null && since < first) return 'early';
  return last !== null && until > last ? 'too-long' : null;
}

/** The last day on which all that is chosen can be handed on; null: without an end. */
export function lastDayFor(choice: PowerChoice, grants: Grants): string | null {
  const ends = grants.flatMap(({ power, until }) =>
    until !== null && choice[power] !== false ? [until] : [],
  );
  return ends.length === 0 ? null : ends.reduce((first, each) => (each < first ? each : first));
}

/** A year, less where the employee's work or the giver's own powers end before. */
export function suggestedEnd(since: string, ends: readonly (string | null)[]): string {
  const year = String(Number(since.slice(0, 4)) + 1);
  const whole = new Date(Date.parse(`${year}${since.slice(4)}T00:00:00Z`.replace('-02-29T', '-02-28T')));
  const last = new Date(whole.getTime() - 86_400_000).toISOString().slice(0, 10);
  return ends.reduce<string>(
    (first, end) => (end !== null && end >= since && end < first ? end : first),
    last,
  );
}
