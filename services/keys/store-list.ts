/** The list of stores as the person sees it: known files, and tokens. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { StoreDescription, StoreRef } from '../../contract/keys.ts';
import { storeName } from './known-stores.ts';
import type { KnownStore, KnownStores } from './known-stores.ts';
import type { TokenStores } from './token-stores.ts';
import type { UnlockedStores } from './unlocked-stores.ts';

export interface StoreList {
  /** The last used first; tokens that were never used, and files likewise, after them. */
  all(): Promise<StoreDescription[]>;
  /** @throws TanbaError token.not-present for a token that is neither plugged in nor remembered */
  describe(ref: StoreRef): Promise<StoreDescription>;
}

export function createStoreList(
  known: KnownStores,
  unlocked: UnlockedStores,
  tokens: Pick<TokenStores, 'list' | 'describe'>,
): StoreList {
  async function describeFile(path: string, store: KnownStore): Promise<StoreDescription> {
    const { ref, keys, lastUsed } = store;
    const state = unlocked.get(ref) !== undefined ? 'unlocked' : (await exists(path)) ? 'locked' : 'missing';
    return { ref, name: storeName(ref), location: dirname(path), state, keys, lastUsed, token: null };
  }

  return {
    async all() {
      const files = known
        .all()
        .flatMap(store => (store.ref.kind === 'file' ? [describeFile(store.ref.path, store)] : []));
      const stores = [...tokens.list(), ...(await Promise.all(files))];
      return stores.sort((a, b) => (b.lastUsed ?? '').localeCompare(a.lastUsed ?? ''));
    },
    async describe(ref) {
      if (ref.kind === 'token') return tokens.describe(ref);
      return describeFile(ref.path, known.get(ref) ?? { ref, keys: [], lastUsed: null });
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isFile(),
    () => false,
  );
}
