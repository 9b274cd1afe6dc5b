/** What `tanba poa create` is to make: of options, or of a table with a row for each employee. */
import { readFile } from 'node:fs/promises';
import { TanbaError } from '../../contract/errors/index.ts';
import { isoDate, isRealDate } from '../../contract/fields.ts';
import { iinFault } from '../../contract/identifiers.ts';
import { inOrder, isPower, powerPresets } from '../../contract/portal/powers.ts';
import type { Power, PowerPreset } from '../../contract/portal/powers.ts';
import type { PoaWish } from '../../services/powers/compose.ts';
import { readingError } from '../../services/files/system-errors.ts';
import { readCsv } from '../csv.ts';
import type { CommandContext } from '../context.ts';

const COLUMNS = ['iin', 'powers', 'since', 'until', 'replaces'] as const;
type Column = (typeof COLUMNS)[number];
type Given = Readonly<Partial<Record<Column, string>>>;

/** @throws TanbaError poa.bad-row, document.* */
export async function readWishes(
  { arguments: args, positionals }: CommandContext,
  today: string,
): Promise<PoaWish[]> {
  const [table] = positionals;
  const common: Given = {
    ...(args.value('powers') !== null && { powers: args.value('powers')! }),
    ...(args.value('since') !== null && { since: args.value('since')! }),
    ...(args.value('until') !== null && { until: args.value('until')! }),
    ...(args.value('replaces') !== null && { replaces: args.value('replaces')! }),
  };
  if (table === undefined) return [wishOf({ ...common, iin: args.value('iin') ?? '' }, 1, today)];
  const [head, ...rows] = readCsv(await readTable(table));
  const columns = (head?.cells ?? []).map(cell => COLUMNS.find(known => known === cell.toLowerCase()));
  const strange = columns.indexOf(undefined);
  if (strange >= 0) throw badRow(1, head!.cells[strange]!.slice(0, 40));
  return rows.map(({ line, cells }) => {
    if (cells.length > columns.length) throw badRow(line, String(cells.length));
    // An empty cell stands for what the options say.
    const own = columns.flatMap((column, at) => (cells[at] ? [[column, cells[at]]] : []));
    return wishOf({ ...common, ...(Object.fromEntries(own) as Given) }, line, today);
  });
}

async function readTable(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw readingError(path, error);
  }
}

function badRow(line: number, field: string): TanbaError {
  return new TanbaError('poa.bad-row', { line, field });
}

function wishOf(given: Given, line: number, today: string): PoaWish {
  const iin = given.iin ?? '';
  if (iinFault(iin) !== null) throw badRow(line, 'iin');
  const { replaces = null } = given;
  if (replaces !== null && !/^[0-9a-f-]{36}$/.test(replaces)) throw badRow(line, 'replaces');
  return {
    iin,
    powers: readPowers(given.powers ?? '', line),
    since: readDay(given.since ?? today, line, 'since'),
    until: readDay(given.until ?? '', line, 'until'),
    replaces,
  };
}

/** `invoices-only` or `invoice.view invoice.create`, also with commas between. */
function readPowers(text: string, line: number): Power[] {
  const names = text.split(/[\s,|]+/).filter(name => name !== '');
  const all = names.flatMap((name): readonly Power[] => {
    if (Object.hasOwn(powerPresets, name)) return powerPresets[name as PowerPreset];
    if (isPower(name)) return [name];
    throw badRow(line, `powers: ${name.slice(0, 40)}`);
  });
  if (all.length === 0) throw badRow(line, 'powers');
  return inOrder(all);
}

/** `31.12.2026` or `2026-12-31`. */
function readDay(text: string, line: number, field: Column): string {
  const iso = isRealDate(text) ? text : isoDate(text);
  if (iso === null) throw badRow(line, field);
  return iso;
}
