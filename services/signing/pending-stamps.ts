/**
 * Signatures that were made while no time-stamping authority answered: a list of their paths in the data folder. The signature file itself
 * is whole and says nothing of it; whoever loses the list can still stamp any file.
 */
import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import * as z from 'zod';
import type { PendingSignature } from '../../contract/documents.ts';
import { readKept, writeKept } from '../files/kept-json.ts';
import { ordered } from '../ordered.ts';
import type { Clock } from '../ports.ts';

export interface PendingStamps {
  /** Those that are still there, the oldest first. */
  list(): Promise<PendingSignature[]>;
  add(paths: readonly string[]): Promise<void>;
  /** They have been stamped. */
  remove(paths: readonly string[]): Promise<void>;
  onDidChange(listener: (pending: PendingSignature[]) => void): void;
}

export interface PendingOptions {
  /** Null: in memory only, as the command line does. */
  readonly file: string | null;
  readonly clock: Pick<Clock, 'now'>;
}

const entrySchema = z.object({ path: z.string(), since: z.iso.datetime() });
type Entry = z.infer<typeof entrySchema>;

/** More is a list that nobody works off; the oldest are then forgotten. */
const maxEntries = 10_000;

export async function createPendingStamps({ file, clock }: PendingOptions): Promise<PendingStamps> {
  const kept = file === null ? null : await readKept(file, json => z.array(entrySchema).parse(json));
  // One that was damaged lies aside: what it listed can still be stamped by hand.
  let entries = kept?.value ?? [];
  const listeners: ((pending: PendingSignature[]) => void)[] = [];
  const inOrder = ordered();

  async function change(next: readonly Entry[]): Promise<void> {
    entries = next.slice(-maxEntries);
    // A list that cannot be written loses no signature.
    if (file !== null) await inOrder(() => writeKept(file, entries)).catch(() => undefined);
    const listed = await list();
    for (const listener of listeners) listener(listed);
  }

  async function list(): Promise<PendingSignature[]> {
    const found = await Promise.all(entries.map(async entry => ((await isFile(entry.path)) ? entry : null)));
    return found
      .filter(entry => entry !== null)
      .map(({ path, since }) => ({ path, name: basename(path), folder: dirname(path), since }));
  }

  const without = (paths: readonly string[]): Entry[] => {
    const gone = new Set(paths.map(path => resolve(path)));
    return entries.filter(({ path }) => !gone.has(path));
  };

  return {
    list,
    async add(paths) {
      if (paths.length === 0) return;
      const since = clock.now().toISOString();
      await change([...without(paths), ...paths.map(path => ({ path: resolve(path), since }))]);
    },
    async remove(paths) {
      const rest = without(paths);
      if (rest.length < entries.length) await change(rest);
    },
    onDidChange: listener => void listeners.push(listener),
  };
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() === true;
}
