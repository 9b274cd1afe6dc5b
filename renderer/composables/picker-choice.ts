/** Which cards the picker shows, and which one is chosen while files are added and tokens come and go. */
import { computed, ref, watch } from 'vue';
import { firstChoice, pickerEntries } from '../logic/picker-entries.ts';
import type { RememberedKey } from '../logic/picker-entries.ts';
import { recall } from '../logic/remember.ts';
import { storeKey } from '../logic/store-key.ts';
import { useKeys } from '../stores/keys.ts';
import type { PickRequest } from './picker.ts';

function lastKey(): RememberedKey | null {
  const [path, alias] = recall('key')?.split('\n') ?? [];
  return path && alias ? { path, alias } : null;
}

/** As storeKey() makes them; no path of a file begins so. */
const isTokenId = (id: string): boolean => id.startsWith('token:');

/** @param now milliseconds since the epoch, for terms. */
export function usePickerChoice({ requirement, first = null }: PickRequest, now: number) {
  const keys = useKeys();
  const last = lastKey();
  const wanted = ref<string | null>(first);

  const entries = computed(() => pickerEntries(keys.stores, requirement, now, last));
  const usable = computed(() => entries.value.filter(each => !each.refusal));
  const chosen = computed(() => usable.value.find(each => each.id === wanted.value) ?? null);
  const chosenId = computed({
    get: () => chosen.value?.id ?? null,
    set: id => (wanted.value = id),
  });
  /** Nobody else's key takes the place of one whose token was pulled: it is chosen again when it comes back. */
  const isAway = computed(() => {
    const entry = entries.value.find(each => each.id === wanted.value);
    if (entry) return entry.refusal?.reason === 'token-missing';
    return wanted.value !== null && isTokenId(wanted.value);
  });

  function chooseStore(store: string): void {
    wanted.value = entries.value.find(each => storeKey(each.store.ref) === store)?.id ?? null;
  }

  // What comes first is chosen once; what is plugged in later does not take its place. A store that has become known in the meantime
  // has its keys in its place.
  watch(
    entries,
    list => {
      const [store] = wanted.value?.split('\n') ?? [];
      if (store === undefined) wanted.value = firstChoice(list);
      else if (!list.some(each => each.id === wanted.value))
        wanted.value =
          firstChoice(list.filter(each => storeKey(each.store.ref) === store)) ??
          (isTokenId(store) ? wanted.value : firstChoice(list));
    },
    { immediate: true },
  );

  // A file that is dropped onto the picker, or added by its button, is the one that is meant.
  watch(
    () => keys.stores.filter(store => store.ref.kind === 'file').map(store => storeKey(store.ref)),
    (list, before) => {
      const fresh = list.find(path => !before.includes(path));
      if (fresh !== undefined) chooseStore(fresh);
    },
  );

  return { entries, chosen, chosenId, isAway, chooseStore };
}
