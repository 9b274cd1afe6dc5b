/** After a token was opened: a word where its PIN is the one that everybody knows, or has to be changed. */
import type { StoreDescription } from '../../contract/keys.ts';
import { useNotes } from '../stores/notes.ts';
import { changePin } from './pin-change.ts';
import { t } from './words.ts';

export function adviseAboutPin({ ref, token }: StoreDescription): void {
  if (ref.kind !== 'token' || !token) return;
  if (!token.defaultPin && !token.toBeChanged) return;
  useNotes().say(() => t(token.defaultPin ? 'token.defaultPin' : 'token.toBeChanged'), {
    action: { label: () => t('token.changePin'), run: () => changePin(ref) },
  });
}
