/** Says quietly that a token was plugged in or pulled, where somebody looks at a list of keys. */
import { onActivated, onDeactivated, ref, watch } from 'vue';
import { tokenNews } from '../logic/store-news.ts';
import { useDrivers } from '../stores/drivers.ts';
import { useKeys } from '../stores/keys.ts';
import { nameOfStore } from './key-words.ts';
import { t } from './words.ts';
import type { Words } from '../stores/notes.ts';

/** Call in the setup of what shows the list. */
export function useTokenNews(say: (text: Words) => void): void {
  const keys = useKeys();
  const drivers = useDrivers();
  const shown = ref(true);
  onActivated(() => (shown.value = true));
  onDeactivated(() => (shown.value = false));

  watch(
    () => keys.stores,
    (now, before) => {
      if (!shown.value) return;
      const { plugged, pulled } = tokenNews(before, now);
      const fresh = plugged.filter(
        ({ ref: store }) => store.kind === 'token' && drivers.isSettled(store.module),
      );
      for (const store of pulled) say(() => t('token.pulled', { token: nameOfStore(store) }));
      for (const store of fresh) say(() => t('token.plugged', { token: nameOfStore(store) }));
    },
  );
}
