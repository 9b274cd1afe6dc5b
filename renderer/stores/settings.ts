/** The settings as main keeps them; a change is saved at once. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Settings } from '../../contract/settings.ts';
import { ask, listen } from '../api.ts';
import { setLanguage } from '../composables/words.ts';
import { followTheme } from '../composables/theme.ts';

const untilKnown: Settings = {
  language: 'kk',
  theme: 'system',
  outputFolder: null,
  detached: false,
  idleLockMinutes: 15,
  tokenKeepUnlocked: 5,
  tokenLibraries: [],
  tokenVendorsOff: [],
  trust: [],
  trustEnvironments: { test: false, sandbox: false },
  timestamp: 'off',
  tsaAddresses: [],
  checkRevocation: true,
  keepEvidence: false,
  portal: 'production',
  sandboxPortal: '',
  sandboxProtocol: 'rest',
  defaultKeys: { SIGN: null, AUTH: null },
  powerPresets: [],
};

export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings>(untilKnown);
  /** Counts the saves, so that the screen can show each of them. */
  const saves = ref(0);

  function apply(next: Settings): void {
    settings.value = next;
    setLanguage(next.language);
    followTheme(next.theme);
  }

  async function load(): Promise<void> {
    apply(await ask('settings.get', undefined));
    listen('settings.changed', apply);
  }

  async function change(part: Partial<Settings>): Promise<void> {
    apply(await ask('settings.set', part));
    saves.value += 1;
  }

  return { settings, saves, load, change };
});
