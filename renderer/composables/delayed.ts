/** Work that is short needs no words: progress shows after 300 ms, what is being done and a way out after 3 s. */
import { onScopeDispose, ref, watch } from 'vue';
import type { Ref } from 'vue';

export interface Patience {
  readonly shown: Readonly<Ref<boolean>>;
  readonly slow: Readonly<Ref<boolean>>;
}

export function usePatience(busy: () => boolean): Patience {
  const shown = ref(false);
  const slow = ref(false);
  let timers: ReturnType<typeof setTimeout>[] = [];

  function rest(): void {
    timers.forEach(clearTimeout);
    timers = [];
    shown.value = false;
    slow.value = false;
  }

  watch(
    busy,
    now => {
      rest();
      if (!now) return;
      timers = [setTimeout(() => (shown.value = true), 300), setTimeout(() => (slow.value = true), 3_000)];
    },
    { immediate: true },
  );
  onScopeDispose(rest);
  return { shown, slow };
}
