/** The portal's database: SQLite in one file, every change in one transaction that is on the disk before it is answered. */
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, StatementSync } from 'node:sqlite';
import { folded } from '../../contract/search.ts';
import { migrations } from './migrations.ts';

export type Row = Readonly<Record<string, string | number | null>>;

export interface Database {
  /** The first row, if any. Values are bound, never put into the text. */
  get<T extends object = Row>(sql: string, ...values: readonly SQLInputValue[]): T | undefined;
  all<T extends object = Row>(sql: string, ...values: readonly SQLInputValue[]): T[];
  /** Number of rows changed. */
  run(sql: string, ...values: readonly SQLInputValue[]): number;
  /** All or nothing; what `act` throws undoes it and goes on. Must not be nested and must not wait. */
  transaction<T>(act: () => T): T;
  close(): void;
}

/** @param file path, or `:memory:` */
export function openDatabase(file: string): Database {
  const sqlite = new DatabaseSync(file, { enableForeignKeyConstraints: true });
  // FULL: a commit that was answered survives a power cut, not only the end of the process.
  sqlite.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000');
  sqlite.function('folded', { deterministic: true }, text => folded(String(text)));
  const database = wrap(sqlite);
  migrate(database, sqlite);
  return database;
}

function wrap(sqlite: DatabaseSync): Database {
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const made = sqlite.prepare(sql);
    statements.set(sql, made);
    return made;
  };
  return {
    get: <T extends object>(sql: string, ...values: readonly SQLInputValue[]) =>
      prepare(sql).get(...values) as T | undefined,
    all: <T extends object>(sql: string, ...values: readonly SQLInputValue[]) =>
      prepare(sql).all(...values) as T[],
    run: (sql, ...values) => Number(prepare(sql).run(...values).changes),
    transaction(act) {
      sqlite.exec('BEGIN IMMEDIATE');
      try {
        const result = act();
        sqlite.exec('COMMIT');
        return result;
      } catch (error) {
        sqlite.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => sqlite.close(),
  };
}

/** Each migration once, in order, with its number; a database of a newer program is left alone. */
function migrate(database: Database, sqlite: DatabaseSync): void {
  const version = database.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (version > migrations.length) throw new Error(`the database is of a newer version (${version})`);
  for (const [index, sql] of migrations.entries()) {
    if (index < version) continue;
    database.transaction(() => sqlite.exec(`${sql}; PRAGMA user_version = ${index + 1}`));
  }
}
