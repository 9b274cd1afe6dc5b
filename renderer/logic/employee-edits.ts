/** Edits that are not saved yet, each of which can be undone; and what becomes of them where somebody else was faster. */
import type { Employee, EmployeeChange } from '../../contract/portal/employees.ts';

/** What can be changed of an employee with one signature. */
export const termFields = ['active', 'position', 'since', 'until', 'email'] as const;
export type TermField = (typeof termFields)[number];
export type Terms = Pick<EmployeeChange, TermField>;

export interface Draft {
  /** As it was when the edit began. */
  readonly base: Employee;
  readonly terms: Terms;
}
export type Drafts = ReadonlyMap<string, Draft>;

export interface Edits {
  readonly drafts: Drafts;
  /** The drafts as they were before each edit, the last at the end. */
  readonly past: readonly Drafts[];
}
export const noEdits: Edits = { drafts: new Map(), past: [] };

export interface Difference {
  readonly field: TermField;
  readonly was: Terms[TermField];
  readonly is: Terms[TermField];
}

export function termsOf({ state, position, since, until, email }: Employee): Terms {
  return { active: state === 'active', position, since, until, email };
}

export function differences(was: Terms, is: Terms): readonly Difference[] {
  return termFields
    .filter(field => was[field] !== is[field])
    .map(field => ({ field, was: was[field], is: is[field] }));
}

/** Whether an employee's work can be changed at all: whoever has not accepted, or has gone, has none. */
export function isChangeable({ state }: Employee): boolean {
  return state === 'active' || state === 'inactive';
}

/** One step of work, of any number of employees; what is again as it was is no edit. */
export function edit(edits: Edits, changes: readonly (readonly [Employee, Partial<Terms>])[]): Edits {
  const drafts = new Map(edits.drafts);
  for (const [employee, change] of changes) {
    if (!isChangeable(employee)) continue;
    const base = drafts.get(employee.id)?.base ?? employee;
    const terms = { ...(drafts.get(employee.id)?.terms ?? termsOf(base)), ...change };
    if (differences(termsOf(base), terms).length > 0) drafts.set(employee.id, { base, terms });
    else drafts.delete(employee.id);
  }
  return sameDrafts(drafts, edits.drafts) ? edits : { drafts, past: [...edits.past, edits.drafts] };
}

function sameDrafts(one: Drafts, other: Drafts): boolean {
  return (
    one.size === other.size &&
    [...one].every(([id, { terms }]) => {
      const draft = other.get(id);
      return draft !== undefined && differences(draft.terms, terms).length === 0;
    })
  );
}

export function undo({ drafts, past }: Edits): Edits {
  return { drafts: past.at(-1) ?? drafts, past: past.slice(0, -1) };
}

/** What was saved, or is not there any more, is no draft; a step back to before that would bring it up again. */
export function settle(edits: Edits, ids: ReadonlySet<string>): Edits {
  const { drafts } = edits;
  if (![...ids].some(id => drafts.has(id))) return edits;
  return { drafts: new Map([...drafts].filter(([id]) => !ids.has(id))), past: [] };
}

export function changeOf({ base, terms }: Draft): EmployeeChange {
  return { id: base.id, version: base.version, ...terms };
}

export interface Conflict {
  readonly field: TermField;
  readonly was: Terms[TermField];
  readonly mine: Terms[TermField];
  readonly theirs: Terms[TermField];
}

export interface Merge {
  readonly theirs: Employee;
  /** Both changed it, to different ends: the person says which stays. */
  readonly conflicts: readonly Conflict[];
  /** Only the other side changed it: it stays. */
  readonly arrived: readonly Difference[];
  /** Mine on top of theirs, with theirs where there is a conflict. */
  readonly terms: Terms;
}

/** Three ways: what I began from, what I made of it, what it is now. */
export function mergeDraft({ base, terms }: Draft, now: Employee): Merge {
  const [before, theirs] = [termsOf(base), termsOf(now)];
  const mine = new Set(differences(before, terms).map(({ field }) => field));
  const arrived = differences(before, theirs);
  const conflicts = arrived
    .filter(({ field }) => mine.has(field) && theirs[field] !== terms[field])
    .map(({ field, was }) => ({ field, was, mine: terms[field], theirs: theirs[field] }));
  const clashing = new Set(conflicts.map(({ field }) => field));
  const ours = [...mine].filter(field => !clashing.has(field)).map(field => [field, terms[field]]);
  return {
    theirs: now,
    conflicts,
    arrived: arrived.filter(({ field }) => !mine.has(field)),
    terms: { ...theirs, ...Object.fromEntries(ours) },
  };
}

/** The draft on top of the new version, with the person's choice for each conflict. */
export function resolve(merge: Merge, mine: ReadonlySet<TermField>): Draft {
  const chosen = merge.conflicts.filter(({ field }) => mine.has(field)).map(each => [each.field, each.mine]);
  return { base: merge.theirs, terms: { ...merge.terms, ...Object.fromEntries(chosen) } };
}
