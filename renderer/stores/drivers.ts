/** The libraries of tokens' vendors on this computer, as main tells them. */
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { DriverDescription } from '../../contract/keys.ts';
import { ask, listen } from '../api.ts';

/** Within this time after its driver has answered for the first time a token is one that was there all along. */
const freshMs = 1_000;

export const useDrivers = defineStore('drivers', () => {
  const drivers = shallowRef<readonly DriverDescription[]>([]);
  const quarantined = computed(() => drivers.value.filter(({ state }) => state === 'quarantined'));
  const failed = computed(() => drivers.value.filter(({ state }) => state === 'failed'));
  /** Some have not said yet which tokens they see. */
  const searching = computed(() => drivers.value.some(({ state }) => state === 'starting'));
  /** When each of them began to work. */
  const workingSince = new Map<string, number>();

  function take(list: readonly DriverDescription[]): void {
    for (const { module, state } of list) {
      if (state !== 'working') workingSince.delete(module);
      else if (!workingSince.has(module)) workingSince.set(module, Date.now());
    }
    drivers.value = list;
  }

  listen('keys.driversChanged', take);

  async function load(): Promise<void> {
    take(await ask('keys.drivers', undefined));
  }

  async function retry(module: string): Promise<void> {
    take(await ask('keys.retryDriver', module));
  }

  /** Whether it has worked for a while, so that a token which it shows now has just come. */
  function isSettled(module: string): boolean {
    return Date.now() - (workingSince.get(module) ?? Infinity) > freshMs;
  }

  return { drivers, quarantined, failed, searching, load, retry, isSettled };
});
