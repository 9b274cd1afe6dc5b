/** The stores that the person has used, with what their certificates say: one JSON file, never a secret in it. */
import { basename } from 'node:path';
import * as z from 'zod';
import { TanbaError } from '../../contract/errors/index.ts';
import { keyDescriptionSchema, storeRefSchema } from '../../contract/keys.ts';
import type { StoreRef } from '../../contract/keys.ts';
import { readKept, writeKept } from '../files/kept-json.ts';
import type { OnDamage } from '../files/kept-json.ts';
import { ordered } from '../ordered.ts';

const knownStoreSchema = z.object({
  ref: storeRefSchema,
  /** Empty until the store was unlocked for the first time. */
  keys: z.array(keyDescriptionSchema),
  /** ISO 8601 in UTC; null where it was added and never unlocked. */
  lastUsed: z.string().nullable(),
  /** What a token says of itself, to know it by while it is not plugged in. */
  token: z.object({ model: z.string(), manufacturer: z.string() }).optional(),
});
export type KnownStore = z.infer<typeof knownStoreSchema>;

const fileSchema = z.object({ version: z.literal(1), stores: z.array(z.unknown()) });

export interface KnownStores {
  /** The last used first; those never used after them, the last added first. */
  all(): readonly KnownStore[];
  get(ref: StoreRef): KnownStore | undefined;
  /** Adds a store, or replaces what is known of it. That the file could not be written is no reason not to sign. */
  put(store: KnownStore): Promise<void>;
  remove(ref: StoreRef): Promise<void>;
}

/** What makes two references one store. Windows does not tell letters by their case. */
export function storeId(ref: StoreRef): string {
  const place = ref.kind === 'file' ? ref.path : ref.module;
  const path = process.platform === 'win32' ? place.toLowerCase() : place;
  return ref.kind === 'file' ? `file:${path}` : `token:${JSON.stringify([path, ref.serial, ref.label])}`;
}

/** What the person calls a store: the file's name, the token's label. */
export function storeName(ref: StoreRef): string {
  return ref.kind === 'file' ? basename(ref.path) : ref.label;
}

/**
 * Opens the list. A file that cannot be understood is kept aside and the list begins anew: it costs some clicks, not the
 * start of the program. With no file the list is kept in memory, as the command line does.
 * @param onDamage told stores.damaged
 */
export async function openKnownStores(file: string | null, onDamage?: OnDamage): Promise<KnownStores> {
  const kept = file === null ? null : await readKept(file, understand);
  if (kept?.damaged === true) onDamage?.(new TanbaError('stores.damaged', {}));
  const stores = new Map((kept?.value ?? []).map(store => [storeId(store.ref), store]));
  const inOrder = ordered();

  function changed(): Promise<void> {
    if (file === null) return Promise.resolve();
    // One after the other, so that the last change is also the last one written.
    const written = inOrder(() => writeKept(file, { version: 1, stores: [...stores.values()] }));
    return written.catch(() => undefined);
  }

  return {
    all: () =>
      [...stores.values()].reverse().sort((a, b) => (b.lastUsed ?? '').localeCompare(a.lastUsed ?? '')),
    get: ref => stores.get(storeId(ref)),
    put(store) {
      stores.set(storeId(store.ref), store);
      return changed();
    },
    remove: ref => (stores.delete(storeId(ref)) ? changed() : Promise.resolve()),
  };
}

/** One entry that another version wrote is left out, and the rest is kept. */
function understand(json: unknown): KnownStore[] {
  return fileSchema.parse(json).stores.flatMap(entry => {
    const store = knownStoreSchema.safeParse(entry);
    return store.success ? [store.data] : [];
  });
}
