/** A dialog and the help: while one is open help belongs to it and moves into it, and it goes when the dialog goes. */
import { onBeforeUnmount } from 'vue';
import { useShell } from '../stores/shell.ts';
import type { HelpTopic } from '../i18n/help/shape.ts';

/** Call in the dialog's setup; the dialog gives help its place, an element `#dialog-help`. */
export function useDialogHelp(topic: HelpTopic): void {
  const shell = useShell();
  shell.helpOpen = false;
  shell.dialogTopic = topic;
  onBeforeUnmount(() => {
    shell.helpOpen = false;
    shell.dialogTopic = null;
  });
}
