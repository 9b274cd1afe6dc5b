/** Asking to have a token's PIN changed, from anywhere: `changePin(store)` opens the one dialog for it. */
import { computed, shallowRef } from 'vue';
import type { TokenRef } from '../../contract/keys.ts';
import { storeKey } from '../logic/store-key.ts';
import { useKeys } from '../stores/keys.ts';

const wanted = shallowRef<TokenRef | null>(null);

/** The token as it is now; null: nobody asked, or it is not there any more. */
export const pinChange = computed(() => {
  const ref = wanted.value;
  return ref && (useKeys().stores.find(store => storeKey(store.ref) === storeKey(ref)) ?? null);
});

export function changePin(token: TokenRef): void {
  wanted.value = token;
}

export function settlePinChange(): void {
  wanted.value = null;
}
