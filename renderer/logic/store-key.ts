/** One string for each store, to compare and to remember by: of a file its path. */
import type { StoreDescription, StoreRef } from '../../contract/keys.ts';

export function storeKey(store: StoreRef): string {
  return store.kind === 'file'
    ? store.path
    : `token:${JSON.stringify([store.module, store.serial, store.label])}`;
}

/** Where a store is, in full. */
export function placeOf({ ref, location }: StoreDescription): string {
  return ref.kind === 'file' ? ref.path : location;
}
