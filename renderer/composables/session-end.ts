/** A session that ended without the person's doing (idling, opened elsewhere) is said wherever one is in the window. */
import { watch } from 'vue';
import { useRouter } from 'vue-router';
import { useNotes } from '../stores/notes.ts';
import { usePortal } from '../stores/portal.ts';
import { t } from './words.ts';

/** Call once, in the frame of the window. */
export function useSessionEnd(): void {
  const portal = usePortal();
  const notes = useNotes();
  const router = useRouter();
  const run = (): void => void router.push({ name: 'esfLogin' });
  watch(
    () => portal.ended,
    () => notes.say(() => t('esf.session.over'), { action: { label: () => t('esf.session.logIn'), run } }),
  );
}
