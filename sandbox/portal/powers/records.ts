/** Records with versions: a change names the version that it was made from, and everything that happened is kept. */
import type { HistoryEntry } from '../../../contract/portal/employees.ts';
import type { PortalContext } from '../context.ts';
import { refusal } from '../refuse.ts';

type Table = 'employees' | 'powers_of_attorney';

/**
 * In a transaction: changes the columns where the record is still at `version`; answers the new version.
 * @throws Refusal portal.changed-meanwhile with the version that it is at
 */
export function changeRecord(
  { db }: PortalContext,
  table: Table,
  { id, version }: { readonly id: string; readonly version: number },
  changes: Readonly<Record<string, string | number | null>>,
): number {
  const columns = Object.keys(changes);
  const changed = db.run(
    `UPDATE ${table} SET ${columns.map(column => `${column} = ?`).join(', ')}, version = version + 1
     WHERE id = ? AND version = ?`,
    ...Object.values(changes),
    id,
    version,
  );
  if (changed === 1) return version + 1;
  const row = db.get<{ version: number }>(`SELECT version FROM ${table} WHERE id = ?`, id);
  if (row === undefined) throw refusal('portal.record-gone', {});
  throw refusal('portal.changed-meanwhile', { version: row.version });
}

/** In a transaction. */
export function remember(
  { db }: PortalContext,
  now: Date,
  entry: {
    readonly record: string;
    readonly version: number;
    readonly iin: string | null;
    readonly what: string;
  },
): void {
  const { record, version, iin, what } = entry;
  db.run(
    'INSERT INTO record_history (record, version, at, iin, what) VALUES (?, ?, ?, ?, ?)',
    record,
    version,
    now.toISOString(),
    iin,
    what,
  );
}

export function historyOf({ db }: PortalContext, record: string): HistoryEntry[] {
  return db.all<HistoryEntry>(
    'SELECT at, iin, version, what FROM record_history WHERE record = ? ORDER BY seq',
    record,
  );
}

/** What stands after the cursor, and the cursor after that; one row more is read, to know whether there are any. */
export function pageOf<T extends { readonly seq: number }>(
  rows: readonly T[],
  size: number,
): { readonly rows: readonly T[]; readonly next: string | null } {
  const shown = rows.slice(0, size);
  return { rows: shown, next: rows.length > size ? String(shown.at(-1)!.seq) : null };
}

export function afterCursor(cursor: string): number {
  return cursor === 'start' ? 0 : Number(cursor);
}
