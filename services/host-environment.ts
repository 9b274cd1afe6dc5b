/** What token hosts are started with, by Node and by Electron alike. */

/** For V8: enough for any honest key file many times over; a hostile one ends its host and nothing else. */
export const hostMemory = '--max-old-space-size=256';

/** What makes a process load or run something else than it was built with, or lets others look into it. */
const unsafe = /^(NODE_|ELECTRON_|LD_|DYLD_|VITEST|V8_)/i;

/** Makes drivers fail on demand (native/fake-provider.ts); Windows does not tell capitals from small letters here. */
const faults = /^TANBA_HOST_FAULTS$/i;

/**
 * The parent's environment (drivers look for their settings there) without the variables that change what runs, and
 * those for tests where the program is an installed one.
 */
export function hostEnvironment(environment: NodeJS.ProcessEnv, installed = false): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !unsafe.test(entry[0]) && !(installed && faults.test(entry[0])),
    ),
  );
}
