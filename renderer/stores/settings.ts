/** The settings as main keeps them; a change is saved at once. */
import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import { defaultSettings } from '../../contract/settings.ts';
import type { Settings } from '../../contract/settings.ts';
import { ask, listen } from '../api.ts';
import { setLanguage } from '../composables/words.ts';
import { followTheme } from '../composables/theme.ts';

export const useSettings = defineStore('settings', () => {
  const settings = shallowRef<Settings>(defaultSettings);
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
