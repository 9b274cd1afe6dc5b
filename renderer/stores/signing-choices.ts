/** How signatures are made: as the settings say, until the person says otherwise for this run of the program. */
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { useSettings } from './settings.ts';

export const useSigningChoices = defineStore('signing-choices', () => {
  const settings = useSettings();
  const ownDetached = ref<boolean>();
  const ownFolder = ref<string | null>();

  const detached = computed({
    get: () => ownDetached.value ?? settings.settings.detached,
    set: value => (ownDetached.value = value),
  });
  /** Null: beside each document. */
  const outputFolder = computed({
    get: () => (ownFolder.value === undefined ? settings.settings.outputFolder : ownFolder.value),
    set: value => (ownFolder.value = value),
  });

  return { detached, outputFolder };
});
