/** Work at the portal that a person waits for: one at a time, with a key where it asks for one, and whatever goes wrong gets buttons that mend it. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyRef } from '../../contract/keys.ts';
import { faultOf } from '../logic/faults.ts';
import { useEsfActions } from './esf-actions.ts';
import { settlePick } from './picker.ts';
import { portalKey, stopDefault } from './portal-key.ts';
import type { PortalKeyWish } from './portal-key.ts';
import type { RemedyActions } from './remedies.ts';
import { attempt } from './say-fault.ts';
import { language } from './words.ts';

/** @param ask opens the picker even where a default key is set. */
export type Work = (ask: boolean) => Promise<unknown>;

export interface KeyUse {
  readonly key: KeyRef;
  readonly pin?: Uint8Array;
}

/** The language of what is signed: the portal writes in two. */
export const documentLanguage = computed<'kk' | 'ru'>(() => (language.value === 'kk' ? 'kk' : 'ru'));

/** Null where the person cancelled. */
export async function withKey<T>(wish: PortalKeyWish, use: (key: KeyUse) => Promise<T>): Promise<T | null> {
  const picked = await portalKey(wish);
  if (!picked) return null;
  try {
    return await use({ key: picked.ref, ...(picked.pin && { pin: picked.pin }) });
  } finally {
    picked.pin?.fill(0);
  }
}

/** Call in the setup of the component that shows the fault. */
export function usePortalWork(own: () => RemedyActions = () => ({})) {
  const busy = ref(false);
  const fault = shallowRef<ErrorData | null>(null);
  const general = useEsfActions();
  let last: Work | null = null;
  onScopeDispose(() => settlePick(null));

  /** @returns whether it went through. */
  async function run(work: Work, ask = false): Promise<boolean> {
    if (busy.value) return false;
    last = work;
    busy.value = true;
    fault.value = null;
    try {
      await work(ask);
      return true;
    } catch (thrown) {
      fault.value = faultOf(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  const again = (ask: boolean) => () => void (last && run(last, ask));

  async function withoutDefault(): Promise<void> {
    await attempt(() => stopDefault('SIGN'));
    again(true)();
  }

  const actions = computed((): RemedyActions => ({
    ...general,
    retry: again(false),
    'unlock-again': again(false),
    'choose-fitting-key': again(true),
    'choose-other-key': again(true),
    'stop-default-key': () => void withoutDefault(),
    ...own(),
  }));

  return { busy, fault, run, actions };
}
