/** How the key picker works: what confirming the chosen card does. */
import { computed, ref, shallowRef, watch } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyDescription, StoreDescription } from '../../contract/keys.ts';
import { ask } from '../api.ts';
import { faultOf } from '../logic/faults.ts';
import { refusalOf } from '../logic/key-fit.ts';
import { refusalError } from '../logic/portal-key.ts';
import { entryId, firstChoice } from '../logic/picker-entries.ts';
import { remember } from '../logic/remember.ts';
import { pinFault, pinKindOf } from '../logic/store-pin.ts';
import type { TypedPin } from '../logic/store-pin.ts';
import { useKeys } from '../stores/keys.ts';
import { attempt } from './say-fault.ts';
import { adviseAboutPin } from './pin-advice.ts';
import { usePickerChoice } from './picker-choice.ts';
import { settlePick } from './picker.ts';
import type { PickRequest } from './picker.ts';
import { storeKey } from '../logic/store-key.ts';

export type PickerNotice = 'several' | 'nothingFits';

/** Whether a key wants the PIN for the very signature, from the window: a token with a pad asks by itself. */
const asksNow = (store: StoreDescription, key: KeyDescription): boolean =>
  key.asksPinEachTime === true && pinKindOf(store) === 'token';

/** What a portal would say of the first key of a store in which none fits. */
function whyNot({ keys: [key] }: StoreDescription, request: PickRequest, now: number): ErrorData | null {
  const refusal = key && refusalOf(key, request.requirement, now);
  return key && refusal ? refusalError(refusal, key) : null;
}

function settleWith(store: StoreDescription, key: KeyDescription, pin: Uint8Array, always: boolean): void {
  remember('key', entryId(storeKey(store.ref), key.alias));
  const forSigning = asksNow(store, key) ? pin.slice() : null;
  settlePick({ ref: { store: store.ref, alias: key.alias }, name: key.name, pin: forSigning, always });
  adviseAboutPin(store);
}

async function addKeyFile(chosen: (store: string) => void): Promise<void> {
  await attempt(async () => {
    const paths = await ask('dialog.openFiles', { kind: 'keystore', multiple: false });
    if (paths.length === 0) return;
    const [added] = await useKeys().add(paths);
    if (added !== undefined) chosen(added);
  });
}

/** @param request what the key is for; the model lives as long as the dialog. */
export function usePickerModel(request: PickRequest) {
  const keys = useKeys();
  const opened = Date.now();
  const busy = ref(false);
  const fault = shallowRef<ErrorData | null>(null);
  const notice = ref<PickerNotice | null>(null);
  /** Why the key that was just opened is not taken. */
  const refused = shallowRef<ErrorData | null>(null);
  const always = ref(false);

  const { entries, chosen, chosenId, isAway, chooseStore } = usePickerChoice(request, opened);
  /** Nothing has to be typed for it. */
  const isOpen = computed(() => {
    const entry = chosen.value;
    return Boolean(entry?.key && entry.store.state === 'unlocked' && !asksNow(entry.store, entry.key));
  });
  const fits = (key: KeyDescription): boolean => refusalOf(key, request.requirement, opened) === null;

  watch(chosenId, () => {
    fault.value = null;
    notice.value = null;
    refused.value = null;
  });

  const settle = (store: StoreDescription, key: KeyDescription, pin: Uint8Array): void =>
    settleWith(store, key, pin, always.value);

  /** An opened store answers with its keys: the wanted one, the only fitting one, or a choice that is still to be made. */
  function settleOpened(store: StoreDescription, alias: string | null, pin: Uint8Array): void {
    const fitting = store.keys.filter(fits);
    const key = alias === null ? undefined : fitting.find(each => each.alias === alias);
    const [only] = fitting;
    if (key) settle(store, key, pin);
    else if (only && fitting.length === 1) settle(store, only, pin);
    else {
      chosenId.value = only ? entryId(storeKey(store.ref), only.alias) : firstChoice(entries.value);
      // After the watcher that clears it when another card is chosen.
      void Promise.resolve().then(() => {
        notice.value = only ? 'several' : 'nothingFits';
        refused.value = only ? null : whyNot(store, request, opened);
      });
    }
  }

  /** Opens the chosen store. What was typed is kept beside the copy that the call zeroes, for a key that asks at each signature. */
  async function unlock(store: StoreDescription, alias: string | null, typed: TypedPin): Promise<void> {
    const pin = typed.pin.slice();
    busy.value = true;
    fault.value = null;
    try {
      settleOpened(await keys.unlock(store.ref, typed), alias, pin);
    } catch (thrown) {
      fault.value = faultOf(thrown);
    } finally {
      pin.fill(0);
      busy.value = false;
    }
  }

  /** @param typed zeroed here whatever comes of it. */
  async function confirm(typed: TypedPin): Promise<void> {
    const entry = chosen.value;
    try {
      if (!entry || busy.value) return;
      const { store, key } = entry;
      if (isOpen.value && key) return settle(store, key, typed.pin);
      fault.value = pinFault(store, typed);
      if (fault.value) return;
      if (store.state === 'unlocked' && key) return settle(store, key, typed.pin);
      await unlock(store, key?.alias ?? null, typed);
    } finally {
      typed.pin.fill(0);
    }
  }

  const addFile = (): Promise<void> => addKeyFile(chooseStore);

  return {
    entries,
    chosenId,
    chosen,
    isAway,
    isOpen,
    busy,
    fault,
    notice,
    refused,
    always,
    confirm,
    addFile,
  };
}
