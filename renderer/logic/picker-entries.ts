/** The cards of the key picker: which, in what order, and which one is chosen at first. */
import type { KeyDescription, StoreDescription, Unpaired } from '../../contract/keys.ts';
import { hintOf } from './file-hints.ts';
import type { FileHint } from './file-hints.ts';
import { refusalOf, refusalOfStore } from './key-fit.ts';
import type { KeyRequirement, Refusal } from './key-fit.ts';
import { storeKey } from './store-key.ts';

export interface PickerEntry {
  readonly id: string;
  readonly store: StoreDescription;
  /** Null: the store was never opened here, so its keys are not known yet. */
  readonly key: KeyDescription | null;
  readonly hint: FileHint | null;
  /** A key without a readable certificate, or a certificate without its key: shown with what to do, never to be chosen. */
  readonly unpaired: Unpaired | null;
  readonly refusal: Refusal | null;
}

/** A key remembered between runs: where it lies and what it is called there. */
export interface RememberedKey {
  readonly path: string;
  readonly alias: string;
}

export function entryId(path: string, alias: string | null): string {
  return alias === null ? path : `${path}\n${alias}`;
}

const whyUnpaired = { key: 'no-certificate', certificate: 'no-key', damaged: 'damaged-certificate' } as const;

function entriesOfStore(store: StoreDescription, requirement: KeyRequirement, now: number): PickerEntry[] {
  const path = storeKey(store.ref);
  const hint = store.token ? null : hintOf(store.name);
  const useless = refusalOfStore(store);
  const unpaired = (store.token?.unpaired ?? []).map((each): PickerEntry => ({
    id: `${path}\n${each.kind}\n${each.alias}`,
    store,
    key: null,
    hint: null,
    unpaired: each,
    refusal: { reason: whyUnpaired[each.kind] },
  }));
  const keys = store.keys.map((key): PickerEntry => ({
    id: entryId(path, key.alias),
    store,
    key,
    hint,
    unpaired: null,
    refusal: useless ?? refusalOf(key, requirement, now),
  }));
  if (keys.length > 0 || unpaired.length > 0) return [...keys, ...unpaired];
  return [{ id: entryId(path, null), store, key: null, hint, unpaired: null, refusal: useless }];
}

/** Fitting keys, then files that may hold one, then files whose name speaks against it, then keys that do not fit. */
function rankOf(entry: PickerEntry, requirement: KeyRequirement): number {
  if (entry.refusal) return 3;
  if (entry.key) return 0;
  const signs = requirement.role === 'SIGN' || requirement.accepts?.every(({ role }) => role === 'SIGN');
  return signs && entry.hint === 'rsa-auth' ? 2 : 1;
}

/**
 * @param now milliseconds since the epoch.
 * @param last the key used last for this kind of work; it leads the fitting ones.
 */
export function pickerEntries(
  stores: readonly StoreDescription[],
  requirement: KeyRequirement,
  now: number,
  last: RememberedKey | null,
): readonly PickerEntry[] {
  const lastId = last ? entryId(last.path, last.alias) : null;
  return stores
    .flatMap(store => entriesOfStore(store, requirement, now))
    .sort(
      (a, b) =>
        rankOf(a, requirement) - rankOf(b, requirement) ||
        Number(b.id === lastId) - Number(a.id === lastId) ||
        (b.store.lastUsed ?? '').localeCompare(a.store.lastUsed ?? ''),
    );
}

/** The card that is chosen when the picker opens: the first that is not refused. */
export function firstChoice(entries: readonly PickerEntry[]): string | null {
  return entries.find(entry => !entry.refusal)?.id ?? null;
}
