/** Copying to the clipboard, with a word that it was done. */
import { useNotes } from '../stores/notes.ts';
import type { Words } from '../stores/notes.ts';
import { t } from './words.ts';

/** Where permissions are denied to the page the clipboard's own interface is too; copying a selection needs none. */
function copyBySelection(text: string): void {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  area.setAttribute('aria-hidden', 'true');
  const home = document.activeElement;
  (home?.closest('[role="dialog"]') ?? document.body).append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
  if (home instanceof HTMLElement) home.focus();
}

export async function copyText(text: string, done: Words = () => t('common.copied')): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
  useNotes().say(done);
}
