/** The time of this computer, once a minute: for terms, never for cryptography. */
import { onScopeDispose, ref } from 'vue';
import type { Ref } from 'vue';

export function useNow(everyMs = 60_000): Readonly<Ref<number>> {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onScopeDispose(() => clearInterval(timer));
  return now;
}
