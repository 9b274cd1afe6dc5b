/** The libraries of tokens' vendors on this computer, as main tells them. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { DriverDescription } from '../../contract/model.ts';
import { ask, listen } from '../api.ts';

export const useDrivers = defineStore('drivers', () => {
  const drivers = shallowRef<readonly DriverDescription[]>([]);
  const quarantined = computed(() => drivers.value.filter(({ state }) => state === 'quarantined'));
  const failed = computed(() => drivers.value.filter(({ state }) => state === 'failed'));

  listen('keys.driversChanged', list => (drivers.value = list));

  async function load(): Promise<void> {
    drivers.value = await ask('keys.drivers', undefined);
  }

  async function retry(module: string): Promise<void> {
    drivers.value = await ask('keys.retryDriver', module);
  }

  return { drivers, quarantined, failed, load, retry };
});
