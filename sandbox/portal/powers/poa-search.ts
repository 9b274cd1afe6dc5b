/** Powers of attorney that fit a query: first their places, of indexes that hold all that is asked; then the few rows of the page. */
import type { SQLInputValue } from 'node:sqlite';
import { addDays, dayInKazakhstan } from '../../../contract/poa/days.ts';
import { foundPageSize, warningDays } from '../../../contract/portal/powers-of-attorney.ts';
import type { FoundPoas, PoaQuery, PoaState } from '../../../contract/portal/powers-of-attorney.ts';
import { wordsSought } from '../../../contract/search.ts';
import type { PortalContext } from '../context.ts';
import { poasAt, showPoa } from './poa-record.ts';

/** Whose: all of a principal, or what was sent to a person. */
export type Side = { readonly tin: string } | { readonly attorney: string };

interface Condition {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

const IN_PLACE = "p.state = 'sent' AND (p.replaced_from IS NULL OR p.replaced_from > :day)";
/** Not looked up for each row, but once; of those who are not at work there are fewer. */
const AT_WORK =
  "p.employee NOT IN (SELECT e.id FROM employees e WHERE e.state <> 'active' OR e.since > :day OR e.until < :day)";

/** What is searched: the columns of the other side. */
const ATTORNEY = { name: 'p.attorney_sought', number: 'p.attorney' };
const PRINCIPAL = { name: '(SELECT folded(t.name) FROM taxpayers t WHERE t.tin = p.tin)', number: 'p.tin' };

/** As stateOf() tells them of a row. */
const OF_STATE: Readonly<Record<PoaState, string>> = {
  draft: "p.state = 'draft'",
  signed: "p.state = 'signed'",
  sent: `${IN_PLACE} AND p.until >= :day AND NOT (p.since <= :day AND ${AT_WORK})`,
  active: `${IN_PLACE} AND p.until >= :day AND p.since <= :day AND ${AT_WORK}`,
  expired: "p.state = 'sent' AND (p.replaced_from IS NULL OR p.replaced_from > p.until) AND p.until < :day",
  revoked:
    "(p.state = 'revoked' OR (p.state = 'sent' AND p.replaced_from <= :day AND p.replaced_from <= p.until))",
};

const condition = (sql: string, ...values: SQLInputValue[]): Condition => ({ sql, values });

export function findPoas(context: PortalContext, side: Side, query: PoaQuery, now: Date): FoundPoas {
  const { db } = context;
  const day = dayInKazakhstan(now);
  const all = [...ofSide(side), ...asked(query, side, day)];
  const { total } = db.get<{ total: number }>(
    `SELECT count(*) AS total FROM ${fitting(all)}`,
    ...valuesOf(all),
  )!;
  const page = [...all, ...after(query.cursor, query.order)];
  const order = query.order === 'newest' ? 'p.seq DESC' : 'p.until, p.seq';
  const places = db.all<{ seq: number; until: string }>(
    `SELECT p.seq, p.until FROM ${fitting(page)} ORDER BY ${order} LIMIT ?`,
    ...valuesOf(page),
    foundPageSize + 1,
  );
  const shown = places.slice(0, foundPageSize);
  const last = places.length > foundPageSize ? shown.at(-1) : undefined;
  const rows = poasAt(
    context,
    shown.map(({ seq }) => seq),
  );
  return {
    powersOfAttorney: rows.map(row => showPoa(row, now)),
    next: last === undefined ? null : query.order === 'newest' ? `${last.seq}` : `${last.until}:${last.seq}`,
    total,
    ending: 'tin' in side ? countEnding(context, side.tin, day) : { within30: 0, within7: 0 },
  };
}

const fitting = (all: readonly Condition[]): string =>
  `powers_of_attorney p WHERE ${all.map(({ sql }) => `(${sql})`).join(' AND ')}`;
const valuesOf = (all: readonly Condition[]): SQLInputValue[] => all.flatMap(({ values }) => values);

/** The attorney sees what was sent, and not what is still being thought about. */
function ofSide(side: Side): Condition[] {
  return 'tin' in side
    ? [condition('p.tin = ?', side.tin), condition("p.state <> 'discarded'")]
    : [condition('p.attorney = ?', side.attorney), condition("p.state IN ('sent', 'revoked')")];
}

function asked({ state, endsWithin, text }: PoaQuery, side: Side, day: string): Condition[] {
  return [
    ...(state === null ? [] : [dated(OF_STATE[state], day)]),
    ...(endsWithin === null ? [] : [ending(day, endsWithin)]),
    ...wordsSought(text).map(word => holding(word, 'tin' in side ? ATTORNEY : PRINCIPAL)),
  ];
}

/** @param word folded, as what it is looked for in */
function holding(word: string, { name, number }: typeof ATTORNEY): Condition {
  const sql = [name, number, 'p.id'].map(column => `instr(${column}, ?) > 0`).join(' OR ');
  return condition(sql, word, word, word);
}

/** Puts the day wherever the text asks for it. */
function dated(sql: string, day: string): Condition {
  const days = sql.match(/:day/g) ?? [];
  return condition(sql.replaceAll(':day', '?'), ...days.map(() => day));
}

/** Sent, not over, and nothing in its place. */
function ending(day: string, days: number): Condition {
  const sql = "p.state = 'sent' AND p.replaced_from IS NULL AND p.until >= ? AND p.until <= ?";
  return condition(sql, day, addDays(day, days));
}

function after(cursor: string, order: PoaQuery['order']): Condition[] {
  if (cursor === 'start') return [];
  const [seq = '', until = ''] = cursor.split(':').toReversed();
  return order === 'newest'
    ? [condition('p.seq < ?', Number(seq))]
    : [condition('(p.until, p.seq) > (?, ?)', until, Number(seq))];
}

function countEnding({ db }: PortalContext, tin: string, day: string): FoundPoas['ending'] {
  const [within30, within7] = warningDays.map(days => {
    const all = [condition('p.tin = ?', tin), ending(day, days)];
    return db.get<{ n: number }>(`SELECT count(*) AS n FROM ${fitting(all)}`, ...valuesOf(all))!.n;
  });
  return { within30: within30!, within7: within7! };
}
