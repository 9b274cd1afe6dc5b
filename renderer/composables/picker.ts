/** Asking for a key, from anywhere: `await pickKey(…)` opens the one picker and answers with an open key, or null. */
import { computed, shallowRef } from 'vue';
import type { KeyRef } from '../../contract/keys.ts';
import type { KeyRequirement } from '../logic/key-fit.ts';

export interface PickRequest {
  /** What the signature is for, in one sentence; called at each change of language. */
  readonly purpose: () => string;
  readonly requirement: KeyRequirement;
  /** What the button is called where it is not "Sign". */
  readonly confirm?: () => string;
  /** Offers to take the key without asking from then on; the words of the offer. */
  readonly always?: () => string;
  /** The card that is chosen at first, by its id. */
  readonly first?: string | null;
}

export interface PickedKey {
  readonly ref: KeyRef;
  /** Whose it is, as shown to the person. */
  readonly name: string;
  /**
   * Of a key that asks for it at each signature: goes into `signing.sign` and is zeroed by whoever called. Null of every other.
   */
  readonly pin: Uint8Array | null;
  /** The person wants it to be taken without asking. */
  readonly always: boolean;
}

interface Pending {
  readonly request: PickRequest;
  readonly resolve: (key: PickedKey | null) => void;
}

const pending = shallowRef<Pending | null>(null);

export const pickRequest = computed(() => pending.value?.request ?? null);

/** A second request while one is open ends the first with null. */
export function pickKey(request: PickRequest): Promise<PickedKey | null> {
  settlePick(null);
  return new Promise(resolve => {
    pending.value = { request, resolve };
  });
}

export function settlePick(key: PickedKey | null): void {
  const waiting = pending.value;
  pending.value = null;
  waiting?.resolve(key);
}
