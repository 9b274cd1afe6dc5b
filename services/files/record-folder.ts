/** Records that the program keeps in a folder of its own, a JSON file each. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { isTemporary } from './atomic-write.ts';
import { readKept, writeKept } from './kept-json.ts';
import { removeFile } from './rename.ts';
import { readingError, systemCode, writingError } from './system-errors.ts';

export interface RecordFolder<T> {
  all(): T[];
  get(id: string): T | undefined;
  /** Resolves when it is on the disk. */
  put(record: T): Promise<void>;
  /** From what it is when its turn comes; null, also from `how`, where nothing is changed. */
  change(id: string, how: (record: T) => T | null): Promise<T | null>;
  /** @throws TanbaError output.* where its file stays; so does the record */
  remove(id: string): Promise<void>;
}

export interface RecordFolderOptions<T> {
  /** Null: kept in memory only. */
  readonly folder: string | null;
  readonly schema: z.ZodType<T>;
  /** Told where some could not be understood, and were set aside. */
  readonly onDamaged: (count: number) => void;
}

/** Named by the UUID of the record; other files are left alone. */
const RECORD = /^[0-9a-f-]{36}\.json$/;
/** A temporary file lives for milliseconds: one so old was left by a program that was killed. */
const LEFT_MS = 60_000;

export async function openRecordFolder<T extends { readonly id: string }>(
  options: RecordFolderOptions<T>,
): Promise<RecordFolder<T>> {
  const { folder } = options;
  const records = folder === null ? new Map<string, T>() : await load(folder, options);
  const inTurn = turns();
  const fileOf = (id: string): string | null => (folder === null ? null : join(folder, `${id}.json`));
  const write = async (record: T): Promise<void> => {
    const file = fileOf(record.id);
    if (file !== null) await writeKept(file, record);
    records.set(record.id, record);
  };
  return {
    all: () => [...records.values()],
    get: id => records.get(id),
    put: record => inTurn(record.id, () => write(record)),
    change: (id, how) =>
      inTurn(id, async () => {
        const record = records.get(id);
        const changed = record === undefined ? null : how(record);
        if (changed !== null) await write(changed);
        return changed;
      }),
    remove: id =>
      inTurn(id, async () => {
        const file = fileOf(id);
        if (file !== null) {
          await removeFile(file).catch((error: unknown) => {
            throw writingError(file, error);
          });
        }
        records.delete(id);
      }),
  };
}

/** What is done with one record happens in the order of asking: one that was removed is not written after all. */
function turns(): <R>(id: string, work: () => Promise<R>) => Promise<R> {
  const last = new Map<string, Promise<unknown>>();
  return async (id, work) => {
    const turn = (last.get(id) ?? Promise.resolve()).catch(() => undefined).then(work);
    last.set(id, turn);
    try {
      return await turn;
    } finally {
      if (last.get(id) === turn) last.delete(id);
    }
  };
}

async function load<T extends { readonly id: string }>(
  folder: string,
  { schema, onDamaged }: RecordFolderOptions<T>,
): Promise<Map<string, T>> {
  const records = new Map<string, T>();
  let damagedCount = 0;
  for (const name of await namesIn(folder)) {
    const file = join(folder, name);
    if (isTemporary(name)) await removeIfLeft(file);
    if (!RECORD.test(name)) continue;
    const { value, damaged } = await readKept(file, json => schema.parse(json));
    if (value !== null) records.set(value.id, value);
    if (damaged) damagedCount += 1;
  }
  if (damagedCount > 0) onDamaged(damagedCount);
  return records;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return [];
    throw readingError(folder, error);
  }
}

async function removeIfLeft(file: string): Promise<void> {
  const changed = (await stat(file).catch(() => null))?.mtimeMs ?? Infinity;
  if (Date.now() - changed > LEFT_MS) await removeFile(file).catch(() => undefined);
}
