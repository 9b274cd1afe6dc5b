/** The environment of token hosts. */

/** What makes a process load or run something else than it was built with, or lets others look into it. */
const unsafe = /^(NODE_|ELECTRON_|LD_|DYLD_|VITEST|V8_)/i;

/** The parent's environment (drivers look for their settings there) without the variables that change what runs. */
export function hostEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !unsafe.test(entry[0]),
    ),
  );
}
