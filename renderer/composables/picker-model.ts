/** How the key picker works: which cards, which one is chosen, and what confirming does. */
import { computed, ref, shallowRef, watch } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyDescription, StoreDescription } from '../../contract/model.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { refusalOf } from '../logic/key-fit.ts';
import { entryId, firstChoice, pickerEntries } from '../logic/picker-entries.ts';
import type { RememberedKey } from '../logic/picker-entries.ts';
import { recall, remember } from '../logic/remember.ts';
import { useKeys } from '../stores/keys.ts';
import { attempt } from './say-fault.ts';
import { settlePick } from './picker.ts';
import type { PickRequest } from './picker.ts';
import { storeKey } from '../logic/store-key.ts';

export type PickerNotice = 'several' | 'nothingFits';

function lastKey(): RememberedKey | null {
  const [path, alias] = recall('key')?.split('\n') ?? [];
  return path && alias ? { path, alias } : null;
}

/** @param request what the key is for; the model lives as long as the dialog. */
export function usePickerModel(request: PickRequest) {
  const keys = useKeys();
  const last = lastKey();
  const opened = Date.now();
  const wanted = ref<string | null>(null);
  const busy = ref(false);
  const fault = shallowRef<ErrorData | null>(null);
  const notice = ref<PickerNotice | null>(null);

  const entries = computed(() => pickerEntries(keys.stores, request.requirement, opened, last));
  const chosenId = computed({
    get: () => entries.value.find(each => each.id === wanted.value)?.id ?? firstChoice(entries.value),
    set: id => (wanted.value = id),
  });
  const chosen = computed(() => entries.value.find(each => each.id === chosenId.value) ?? null);
  const isOpen = computed(() => Boolean(chosen.value?.key) && chosen.value?.store.state === 'unlocked');
  const fits = (key: KeyDescription): boolean => refusalOf(key, request.requirement, opened) === null;

  watch(chosenId, () => {
    fault.value = null;
    notice.value = null;
  });

  // A file that is dropped onto the picker, or added by its button, is the one that is meant.
  watch(
    () => keys.stores.map(store => storeKey(store.ref)),
    (now, before) => {
      const fresh = now.find(path => !before.includes(path));
      if (fresh) wanted.value = entries.value.find(each => storeKey(each.store.ref) === fresh)?.id ?? null;
    },
  );

  function settle(store: StoreDescription, key: KeyDescription): void {
    remember('key', entryId(storeKey(store.ref), key.alias));
    settlePick({ ref: { store: store.ref, alias: key.alias }, name: key.name });
  }

  /** An opened file answers with its keys: the wanted one, the only fitting one, or a choice that is still to be made. */
  function settleOpened(store: StoreDescription, alias: string | null): void {
    const fitting = store.keys.filter(fits);
    const key = alias === null ? undefined : fitting.find(each => each.alias === alias);
    const [only] = fitting;
    if (key) settle(store, key);
    else if (only && fitting.length === 1) settle(store, only);
    else {
      wanted.value = only ? entryId(storeKey(store.ref), only.alias) : null;
      // After the watcher that clears it when another card is chosen.
      void Promise.resolve().then(() => (notice.value = only ? 'several' : 'nothingFits'));
    }
  }

  /** @param pin the typed password; zeroed here whatever comes of it. */
  async function confirm(pin: Uint8Array): Promise<void> {
    const entry = chosen.value;
    if (!entry || entry.refusal || busy.value) return void pin.fill(0);
    if (isOpen.value && entry.key) return settle(entry.store, entry.key);
    if (pin.length === 0) {
      fault.value = { code: 'keystore.pin-missing', params: { store: entry.store.name } };
      return;
    }
    busy.value = true;
    fault.value = null;
    try {
      settleOpened(await keys.unlock(entry.store.ref, pin), entry.key?.alias ?? null);
    } catch (thrown) {
      fault.value = faultOf(thrown);
    } finally {
      busy.value = false;
    }
  }

  async function addFile(): Promise<void> {
    await attempt(async () => {
      const paths = await ask('dialog.openFiles', { kind: 'keystore', multiple: false });
      if (paths.length === 0) return;
      const [added] = await keys.add(paths);
      if (added) wanted.value = entries.value.find(each => storeKey(each.store.ref) === added)?.id ?? null;
    });
  }

  return { entries, chosenId, chosen, isOpen, busy, fault, notice, confirm, addFile };
}
