/** Powers of attorney on their way, and what is needed to make more of them without the network. */
import { join } from 'node:path';
import * as z from 'zod';
import { isErrorCode, TanbaError } from '../../contract/errors/index.ts';
import { outboxStates } from '../../contract/poa/app-calls.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import { employeeSchema, principalSchema } from '../../contract/portal/employees.ts';
import { base64, id } from '../../contract/portal/model.ts';
import { poaText } from '../../contract/portal/powers-of-attorney.ts';
import { readKept, writeKept } from '../files/kept-json.ts';
import type { OnDamage } from '../files/kept-json.ts';
import { openRecordFolder } from '../files/record-folder.ts';

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
  /** By their numbers. */
  all(): OutboxItem[];
  get(id: string): OutboxItem | undefined;
  /** Resolves when it is on the disk. */
  put(item: OutboxItem): Promise<void>;
  /** The same from what it is by then; null where it is gone, or `how` leaves it. */
  change(id: string, how: (item: OutboxItem) => OutboxItem | null): Promise<OutboxItem | null>;
  /** @throws TanbaError output.* where its file stays */
  remove(id: string): Promise<void>;
  directory(): Directory | null;
  putDirectory(directory: Directory): Promise<void>;
}

/** @param folder null: kept in memory only @param onDamage told poa.damaged @throws TanbaError document.* where the folder cannot be read */
export async function openOutbox(folder: string | null, onDamage?: OnDamage): Promise<OutboxStore> {
  const items = await openRecordFolder<OutboxItem>({
    folder,
    schema: outboxItemSchema,
    onDamaged: count => onDamage?.(new TanbaError('poa.damaged', { count })),
  });
  const file = folder === null ? null : join(folder, 'directory.json');
  // One that cannot be understood is read from the portal again, at the next login.
  const kept = file === null ? null : await readKept(file, json => directorySchema.parse(json));
  let directory = kept?.value ?? null;
  return {
    all: () => items.all().toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    get: id => items.get(id),
    put: item => items.put(item),
    change: (id, how) => items.change(id, how),
    remove: id => items.remove(id),
    directory: () => directory,
    async putDirectory(known) {
      if (file !== null) await writeKept(file, known);
      directory = known;
    },
  };
}
