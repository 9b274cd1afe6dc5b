/** tanba poa create: a table is read whole, and either all of it can be made or nothing is; what is there already is not made again. */
import { TanbaError, wordsOf } from '../../contract/errors/index.ts';
import type { ErrorData, Language } from '../../contract/errors/index.ts';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { composePoa } from '../../services/powers/compose.ts';
import type { PoaWish } from '../../services/powers/compose.ts';
import type { Directory, OutboxItem } from '../../services/powers/outbox-store.ts';
import type { CommandContext, CommandResult } from '../context.ts';
import { jsonError } from '../output.ts';
import { poaCliWords } from '../words/poa-words.ts';
import { outboxResult } from './results.ts';
import { readWishes } from './wishes.ts';
import type { WishRow } from './wishes.ts';
import { inSession, openPowers, outboxFolder } from './workplace.ts';

export async function create(context: CommandContext): Promise<CommandResult> {
  const { arguments: args, language } = context;
  const today = dayInKazakhstan(new Date());
  const { rows, errors } = await readWishes(context, today);
  if (errors.length > 0) return nothingMade(context, errors);
  const dryRun = args.has('dry-run');
  const powers = await openPowers(context, { writes: !dryRun });
  const standing: PoaWish[] = [];
  if (!args.has('offline')) {
    await inSession(context, async () => {
      await powers.refresh();
      standing.push(...(await powers.list()).filter(stands).map(wishOfPortal));
    });
  }
  const known = powers.directory();
  standing.push(...powers.outbox().flatMap(item => wishOfOutbox(item, known)));
  const { fresh, repeated } = args.has('force') ? { fresh: rows, repeated: [] } : sortOut(rows, standing);
  const refused = fresh.flatMap(row => refusalOf(row, known, today, language));
  if (refused.length > 0) return nothingMade(context, refused);
  const items = await powers.prepare(
    fresh.map(({ wish }) => wish),
    { dryRun },
  );
  if (!dryRun) await powers.discard(refusedBefore(powers.outbox(), items, known));
  const words = poaCliWords[language];
  const done = dryRun
    ? words.wouldPrepare(items.length)
    : words.prepared(items.length, outboxFolder(context));
  const again = repeated.length === 0 ? [] : [words.repeated(repeated.length)];
  const result = outboxResult(context, items, [...again, done].join('\n'));
  const skipped = repeated.map(({ line, wish: { iin } }) => ({ line, iin }));
  return { ...result, json: { ...result.json, skipped } };
}

function nothingMade({ language }: CommandContext, errors: readonly ErrorData[]): CommandResult {
  const all = errors.map(error => jsonError(error, language));
  return { text: '', json: { powersOfAttorney: [], errors: all }, errors };
}

/** Gives, or will, and nothing else takes its place. */
function stands({ state, replacedFrom }: PoaSummary): boolean {
  return state !== 'expired' && state !== 'revoked' && replacedFrom === null;
}

function wishOfPortal({ attorney, powers, since, until, replaces }: PoaSummary): PoaWish {
  return { iin: attorney.iin, powers, since, until, replaces };
}

function wishOfOutbox(item: OutboxItem, known: Directory): PoaWish[] {
  return item.state === 'refused' ? [] : wishOfItem(item, known);
}

/** Of the same principal. */
function wishOfItem({ text }: OutboxItem, { principal }: Directory): PoaWish[] {
  const data = readPowerOfAttorney(text)!;
  if (data.principal.tin !== principal.tin) return [];
  const { attorney, powers, since, until, replaces } = data;
  return [{ iin: attorney.iin, powers, since, until, replaces }];
}

/** What the portal refused is out of the way once the same is made anew. */
function refusedBefore(
  outbox: readonly OutboxItem[],
  made: readonly OutboxItem[],
  known: Directory,
): string[] {
  const anew = new Set(made.flatMap(item => wishOfOutbox(item, known)).map(whatOf));
  return outbox
    .filter(item => item.state === 'refused' && wishOfItem(item, known).some(wish => anew.has(whatOf(wish))))
    .map(({ id }) => id);
}

/** The same table once more, also on a later day: what gives the same until the same day, and began no later, is not made again. */
function sortOut(rows: readonly WishRow[], standing: readonly PoaWish[]) {
  const first = new Map<string, string>();
  const note = (wish: PoaWish): void => {
    const since = first.get(whatOf(wish));
    if (since === undefined || wish.since < since) first.set(whatOf(wish), wish.since);
  };
  for (const wish of standing) note(wish);
  const [fresh, repeated]: [WishRow[], WishRow[]] = [[], []];
  for (const row of rows) {
    const since = first.get(whatOf(row.wish));
    (since !== undefined && since <= row.wish.since ? repeated : fresh).push(row);
    note(row.wish);
  }
  return { fresh, repeated };
}

function whatOf({ iin, powers, until, replaces }: PoaWish): string {
  return JSON.stringify([iin, powers, until, replaces]);
}

/** What concerns the row alone is said of the row. @throws TanbaError where none can be made */
function refusalOf(
  { line, wish }: WishRow,
  known: Directory,
  today: string,
  language: Language,
): ErrorData[] {
  try {
    composePoa(known, wish, { id: crypto.randomUUID(), today });
    return [];
  } catch (error) {
    if (!(error instanceof TanbaError) || line === null || error.code === 'portal.no-power') throw error;
    const { code } = error;
    const [what, why] = wordsOf(error.toData(), language);
    return [new TanbaError('poa.row-refused', { line, code, why: `${wish.iin}: ${what}. ${why}` }).toData()];
  }
}
