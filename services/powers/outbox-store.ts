/** Powers of attorney on their way: one file each, written whole or not at all, readable by their owner only. */
import { mkdir, readdir, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isErrorCode } from '../../contract/errors/index.ts';
import { outboxStates } from '../../contract/poa/app-calls.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import { employeeSchema, principalSchema } from '../../contract/portal/employees.ts';
import { base64, id } from '../../contract/portal/model.ts';
import { poaText } from '../../contract/portal/powers-of-attorney.ts';
import { writeFileAtomic } from '../files/atomic-write.ts';
import { readingError, systemCode } from '../files/system-errors.ts';

export const outboxItemSchema = z.object({
  id,
  /** Address of the portal that it was prepared for. */
  portal: z.string().max(2048),
  state: z.enum(outboxStates),
  text: poaText.refine(text => readPowerOfAttorney(text) !== null),
  /** A detached CMS over the text. */
  signature: base64.nullable(),
  /** Of the change, kept from the first attempt on. */
  key: id,
  /** It goes by itself as soon as it can. */
  queued: z.boolean().default(false),
  error: z
    .object({
      code: z.string().refine(isErrorCode),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .nullable(),
});
export type OutboxItem = z.infer<typeof outboxItemSchema>;

/** What is needed to prepare without the network. */
export const directorySchema = z.object({
  portal: z.string(),
  principal: principalSchema,
  employees: z.array(employeeSchema),
});
export type Directory = z.infer<typeof directorySchema>;

export interface OutboxStore {
  all(): OutboxItem[];
  /** Resolves when it is on the disk. */
  put(item: OutboxItem): Promise<void>;
  remove(id: string): Promise<void>;
  directory(): Directory | null;
  putDirectory(directory: Directory): Promise<void>;
}

const DIRECTORY = 'directory.json';

/** @param folder null: kept in memory only */
export async function openOutbox(folder: string | null): Promise<OutboxStore> {
  if (folder !== null) await mkdir(folder, { recursive: true, mode: 0o700 });
  const items = new Map<string, OutboxItem>();
  let directory: Directory | null = null;
  for (const name of folder === null ? [] : await readdir(folder)) {
    if (!name.endsWith('.json')) continue;
    const value = await readJson(join(folder!, name));
    if (name === DIRECTORY) directory = directorySchema.safeParse(value).data ?? null;
    // What is no item of ours is left alone.
    const item = outboxItemSchema.safeParse(value).data;
    if (item !== undefined && name === `${item.id}.json`) items.set(item.id, item as OutboxItem);
  }
  const write = async (name: string, value: unknown): Promise<void> => {
    if (folder === null) return;
    const bytes = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
    await writeFileAtomic(join(folder, name), bytes, { overwrite: true, inputs: [], mode: 0o600 });
  };
  return {
    all: () => [...items.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    async put(item) {
      await write(`${item.id}.json`, item);
      items.set(item.id, item);
    },
    async remove(number) {
      items.delete(number);
      if (folder !== null) await unlink(join(folder, `${number}.json`)).catch(() => undefined);
    },
    directory: () => directory,
    async putDirectory(known) {
      await write(DIRECTORY, known);
      directory = known;
    },
  };
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if (systemCode(error) !== '') throw readingError(path, error);
    return null;
  }
}
