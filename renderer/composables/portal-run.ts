/** Work at the portal that the person has asked for: one thing at a time, its failure with what mends it, and the key that it takes. */
import { onScopeDispose, ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { faultOf } from '../logic/faults.ts';
import { settlePick } from './picker.ts';
import type { PickedKey } from './picker.ts';
import { portalKey } from './portal-key.ts';

/** What is done; with `ask` the picker is opened whatever the setting says. */
export type Act = (ask: boolean) => Promise<void>;

/** Call in the setup of a view. */
export function usePortalRun() {
  const busy = ref(false);
  const fault = shallowRef<ErrorData | null>(null);
  let last: Act | null = null;
  onScopeDispose(() => settlePick(null));

  /** @returns whether it was done */
  async function run(act: Act, ask = false): Promise<boolean> {
    if (busy.value) return false;
    last = act;
    busy.value = true;
    fault.value = null;
    try {
      await act(ask);
      return true;
    } catch (thrown) {
      fault.value = faultOf(thrown);
      return false;
    } finally {
      busy.value = false;
    }
  }

  /** The same once more. */
  const again = async (ask: boolean): Promise<void> => void (last && (await run(last, ask)));

  /** From here on trying again means that. */
  function instead(act: Act): void {
    last = act;
  }

  return { busy, fault, run, again, instead };
}

export interface KeyWish {
  readonly requirement: KeyRequirement;
  readonly purpose: () => string;
  readonly ask: boolean;
}

/** The PIN is wiped, whatever comes of it. @returns false where the person cancelled */
export async function withPortalKey(
  wish: KeyWish,
  work: (key: PickedKey) => Promise<unknown>,
): Promise<boolean> {
  const key = await portalKey(wish);
  if (!key) return false;
  try {
    await work(key);
    return true;
  } finally {
    key.pin?.fill(0);
  }
}
