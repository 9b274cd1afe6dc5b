/** Which tokens came and went between two lists. */
import type { StoreDescription } from '../../contract/keys.ts';
import { storeKey } from './store-key.ts';

export interface TokenNews {
  readonly plugged: readonly StoreDescription[];
  readonly pulled: readonly StoreDescription[];
}

type List = readonly StoreDescription[];

const isPresent = ({ token, state }: StoreDescription): boolean => token !== null && state !== 'missing';

export function tokenNews(before: List, now: List): TokenNews {
  const lacks = (list: List) => (store: StoreDescription) =>
    !list.some(other => isPresent(other) && storeKey(other.ref) === storeKey(store.ref));
  return {
    plugged: now.filter(isPresent).filter(lacks(before)),
    pulled: before.filter(isPresent).filter(lacks(now)),
  };
}
