/** What `tanba poa create` is to make: of options, or of a table with a row for each employee. */
import { readFile } from 'node:fs/promises';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { isoDate, isRealDate } from '../../contract/fields.ts';
import { iinFault } from '../../contract/identifiers.ts';
import { inOrder, isPower, powerPresets } from '../../contract/portal/powers.ts';
import type { Power, PowerPreset } from '../../contract/portal/powers.ts';
import { decodeText } from '../../core/bytes.ts';
import type { PoaWish } from '../../services/powers/compose.ts';
import { readingError } from '../../services/files/system-errors.ts';
import { readCsv } from '../csv.ts';
import type { CsvRow } from '../csv.ts';
import type { CommandContext } from '../context.ts';

/** Of a power of attorney, as it is made. */
export const NUMBER = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** As they stand above the columns, in the three languages; what people want to see in a table besides is not read. */
const COLUMNS = {
  iin: ['iin', 'иин', 'жсн'],
  powers: ['powers', 'полномочия', 'өкілеттіктер'],
  since: ['since', 'начало', 'басталуы'],
  until: ['until', 'окончание', 'аяқталуы'],
  replaces: ['replaces', 'взамен', 'орнына'],
  name: ['name', 'фио', 'аты-жөні'],
} as const;
type Column = keyof typeof COLUMNS;
type Given = Readonly<Partial<Record<Column, string>>>;

export interface WishRow {
  /** Of the table; null where there is none. */
  readonly line: number | null;
  readonly wish: PoaWish;
}

export interface ReadWishes {
  readonly rows: readonly WishRow[];
  /** poa.bad-row: of every row that does not do. */
  readonly errors: readonly ErrorData[];
}

/** @throws TanbaError poa.bad-row for what is no such table at all, document.* */
export async function readWishes(
  { arguments: args, positionals }: CommandContext,
  today: string,
): Promise<ReadWishes> {
  const [table] = positionals;
  const options = (['powers', 'since', 'until', 'replaces'] as const).flatMap(name => {
    const value = args.value(name);
    return value === null ? [] : [[name, value] as const];
  });
  const common: Given = Object.fromEntries(options);
  if (table === undefined)
    return {
      rows: [{ line: null, wish: wishOf({ ...common, iin: args.value('iin') ?? '' }, 1, today) }],
      errors: [],
    };
  return wishesOf(readCsv(decode(await readTable(table))), common, today);
}

/** What a spreadsheet may write: UTF-8, its "Unicode text", or the code page of Windows. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeText(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeText(bytes, 'utf-16be');
  try {
    return decodeText(bytes, 'utf-8');
  } catch {
    return decodeText(bytes, 'windows-1251');
  }
}

async function readTable(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw readingError(path, error);
  }
}

function wishesOf([head, ...table]: readonly CsvRow[], common: Given, today: string): ReadWishes {
  const titles = head?.cells ?? [];
  const columns = titles.map(title => columnOf(title));
  const strange = columns.indexOf(undefined);
  if (strange >= 0) throw badRow(1, titles[strange]!.slice(0, 40));
  const twice = columns.findIndex((column, at) => columns.indexOf(column) !== at);
  if (twice >= 0) throw badRow(1, titles[twice]!);
  if (!columns.includes('iin')) throw badRow(1, 'iin');
  const rows: WishRow[] = [];
  const errors: ErrorData[] = [];
  for (const { line, cells } of table) {
    try {
      if (cells.length > columns.length) throw badRow(line, String(cells.length));
      // An empty cell stands for what the options say.
      const own = columns.flatMap((column, at) => (cells[at] ? [[column, cells[at]]] : []));
      const given = { ...common, ...(Object.fromEntries(own) as Given) };
      rows.push({ line, wish: wishOf(given, line, today) });
    } catch (error) {
      if (!(error instanceof TanbaError)) throw error;
      errors.push(error.toData());
    }
  }
  return { rows, errors };
}

function columnOf(title: string): Column | undefined {
  const sought = title.toLowerCase();
  return (Object.keys(COLUMNS) as Column[]).find(column =>
    (COLUMNS[column] as readonly string[]).includes(sought),
  );
}

function badRow(line: number, field: string): TanbaError {
  return new TanbaError('poa.bad-row', { line, field });
}

function wishOf(given: Given, line: number, today: string): PoaWish {
  const { replaces = null } = given;
  if (replaces !== null && !NUMBER.test(replaces)) throw badRow(line, 'replaces');
  return {
    iin: readIin(given.iin ?? '', line),
    powers: readPowers(given.powers ?? '', line),
    since: readDay(given.since ?? today, line, 'since'),
    until: readDay(given.until ?? '', line, 'until'),
    replaces,
  };
}

/** Spreadsheets take it for a quantity, and drop the zeros before those who were born from 2000 on. */
function readIin(text: string, line: number): string {
  const iin = /^\d{8,11}$/.test(text) ? text.padStart(12, '0') : text;
  if (iinFault(iin) !== null) throw badRow(line, 'iin');
  return iin;
}

/** `invoices-only` or `invoice.view invoice.create`, also with commas between. */
function readPowers(text: string, line: number): Power[] {
  const names = text.split(/[\s,;|]+/).filter(name => name !== '');
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
