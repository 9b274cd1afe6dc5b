/**
 * A dialog and the help: while one is open help belongs to it and moves into it, and it goes when the dialog goes. Of
 * dialogs above each other the topmost has it.
 */
import { onBeforeUnmount } from 'vue';
import { useShell } from '../stores/shell.ts';
import type { HelpTopic } from '../i18n/help/shape.ts';

/** Call in the dialog's setup; the dialog gives help its place, an element `#dialog-help`. */
export function useDialogHelp(topic: HelpTopic): void {
  const shell = useShell();
  const before = shell.dialogTopic;
  shell.helpOpen = false;
  shell.dialogTopic = topic;
  onBeforeUnmount(() => {
    shell.helpOpen = false;
    shell.dialogTopic = before;
  });
}
