/** Says quietly that a token was plugged in or pulled, where somebody looks at a list of keys. */
import { onActivated, onDeactivated, ref, watch } from 'vue';
import { tokenNews } from '../logic/store-news.ts';
import { useKeys } from '../stores/keys.ts';
import { useNotes } from '../stores/notes.ts';
import { t } from './words.ts';

/** Call in the setup of what shows the list. */
export function useTokenNews(): void {
  const keys = useKeys();
  const notes = useNotes();
  const shown = ref(true);
  onActivated(() => (shown.value = true));
  onDeactivated(() => (shown.value = false));

  watch(
    () => keys.stores,
    (now, before) => {
      if (!shown.value) return;
      const { plugged, pulled } = tokenNews(before, now);
      for (const store of plugged) notes.say(t('token.plugged', { token: store.name }));
      for (const store of pulled) notes.say(t('token.pulled', { token: store.name }));
    },
  );
}
