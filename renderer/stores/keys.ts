/** The key stores that the program knows, as main tells them. A PIN passes through here and is never kept. */
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { StoreDescription, StoreRef, TokenRef } from '../../contract/keys.ts';
import { ask, listen } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { storeKey } from '../logic/store-key.ts';
import type { TypedPin } from '../logic/store-pin.ts';

export interface PinChange {
  readonly store: TokenRef;
  readonly oldPin: Uint8Array;
  readonly newPin: Uint8Array;
  readonly finalTryConfirmed: boolean;
}

export const useKeys = defineStore('keys', () => {
  const known = shallowRef<readonly StoreDescription[]>([]);
  const loaded = ref(false);
  /** Why the list could not be had. */
  const fault = shallowRef<ErrorData | null>(null);
  /** Stores that the person has just taken off the list and may still take back. */
  const leaving = shallowRef<readonly string[]>([]);

  const stores = computed(() => known.value.filter(store => !leaving.value.includes(storeKey(store.ref))));
  const openStores = computed(() => stores.value.filter(store => store.state === 'unlocked'));

  listen('keys.changed', list => (known.value = list));

  function replace(store: StoreDescription): void {
    known.value = known.value.map(each => (storeKey(each.ref) === storeKey(store.ref) ? store : each));
  }

  async function load(): Promise<void> {
    fault.value = null;
    try {
      known.value = await ask('keys.list', undefined);
      loaded.value = true;
    } catch (thrown) {
      fault.value = faultOf(thrown);
    }
  }

  /** @returns the paths that are on the list now, in the order in which they were given. */
  async function add(paths: readonly string[]): Promise<readonly string[]> {
    leaving.value = leaving.value.filter(path => !paths.includes(path));
    known.value = await ask('keys.add', [...paths]);
    return paths.filter(path => known.value.some(({ ref }) => ref.kind === 'file' && ref.path === path));
  }

  /** Zeroes the PIN whatever comes of it. */
  async function unlock(store: StoreRef, { pin, finalTryConfirmed }: TypedPin): Promise<StoreDescription> {
    try {
      const opened = await ask('keys.unlock', { store, pin, finalTryConfirmed });
      replace(opened);
      return opened;
    } finally {
      pin.fill(0);
    }
  }

  /** Zeroes both PINs whatever comes of it. */
  async function changePin(change: PinChange): Promise<StoreDescription> {
    try {
      const changed = await ask('keys.changePin', change);
      replace(changed);
      return changed;
    } finally {
      change.oldPin.fill(0);
      change.newPin.fill(0);
    }
  }

  async function lock(store: StoreRef): Promise<void> {
    replace(await ask('keys.lock', store));
  }

  async function lockAll(): Promise<void> {
    await Promise.all(openStores.value.map(store => lock(store.ref)));
  }

  /** Takes a store off the list at once and for good after `forget`; `keep` takes it back. An open one is locked either way. */
  async function leave(store: StoreDescription): Promise<void> {
    leaving.value = [...leaving.value, storeKey(store.ref)];
    if (store.state === 'unlocked') await lock(store.ref);
  }

  function keep(store: StoreRef): void {
    leaving.value = leaving.value.filter(key => key !== storeKey(store));
  }

  async function forget(store: StoreRef): Promise<void> {
    if (!leaving.value.includes(storeKey(store))) return;
    known.value = await ask('keys.forget', store);
    keep(store);
  }

  return {
    stores,
    openStores,
    loaded,
    fault,
    load,
    add,
    unlock,
    changePin,
    lock,
    lockAll,
    leave,
    keep,
    forget,
  };
});
