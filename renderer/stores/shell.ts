/** What the frame around the views shows: help, and what the program says of itself. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { OpenedLink } from '../../contract/portal/links.ts';
import { ask } from '../api.ts';
import type { HelpTopic } from '../i18n/help/shape.ts';

export interface About {
  readonly version: string;
  readonly shell: string;
  readonly platform: string;
}

export const useShell = defineStore('shell', () => {
  const helpOpen = ref(false);
  const helpTopic = ref<HelpTopic>('sign');
  /** What help on the open dialog is about; null: no dialog is open. */
  const dialogTopic = ref<HelpTopic | null>(null);
  const about = shallowRef<About>({ version: '', shell: '', platform: '' });

  /** @returns the files and links with which the program was started, and what went wrong then */
  async function load(): Promise<{
    readonly opened: readonly string[];
    readonly links: readonly OpenedLink[];
    readonly notices: readonly ErrorData[];
  }> {
    const { opened, links, notices, ...rest } = await ask('app.info', undefined);
    about.value = rest;
    return { opened, links, notices };
  }

  function openHelp(topic: HelpTopic): void {
    helpTopic.value = topic;
    helpOpen.value = true;
  }

  function toggleHelp(topic: HelpTopic): void {
    if (helpOpen.value) helpOpen.value = false;
    else openHelp(topic);
  }

  return { helpOpen, helpTopic, dialogTopic, about, load, openHelp, toggleHelp };
});
