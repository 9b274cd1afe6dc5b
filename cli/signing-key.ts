/** The key that a command signs with: `--key STORE`, and `--alias` where the store has several. */
import { TanbaError } from '../contract/errors/index.ts';
import type { KeyDescription, KeyRef, StoreDescription } from '../contract/keys.ts';
import { usageError } from './arguments.ts';
import type { CommandContext } from './context.ts';
import { askPin, keyFilter, storeAt, unlockStore } from './stores.ts';

export const KEY_OPTIONS = ['key', 'alias', 'pin-file', 'last-try'] as const;

export interface SigningKey {
  readonly key: KeyRef;
  readonly pin: Uint8Array | undefined;
}

/** @throws TanbaError usage.invalid */
export function requireStore({ arguments: args, words }: CommandContext): string {
  const store = args.value('key');
  if (store === null) throw usageError(words.usage.optionMissing('--key'));
  return store;
}

/** Unlocks the store and chooses its key. */
export async function openKey(context: CommandContext, store: string): Promise<SigningKey> {
  const opened = await unlockStore(context, await storeAt(context, store));
  const key = chooseKey(opened, context.arguments.value('alias'), keyFilter(store));
  return { key: { store: opened.ref, alias: key.alias }, pin: await pinForEach(context, opened, key) };
}

/** The key by its alias, or the only one. */
function chooseKey(
  { keys }: StoreDescription,
  alias: string | null,
  wanted: (key: KeyDescription) => boolean,
): KeyDescription {
  const [first, ...others] = keys.filter(key => wanted(key) && (alias === null || key.alias === alias));
  if (first === undefined) throw new TanbaError('key.not-found', { alias: alias ?? '' });
  if (others.length > 0) throw new TanbaError('key.ambiguous', { count: keys.length });
  return first;
}

/** A key that wants the PIN for each signature gets it once more for the whole job; a pad asks by itself. */
async function pinForEach(
  context: CommandContext,
  { ref, token }: StoreDescription,
  { asksPinEachTime }: KeyDescription,
): Promise<Uint8Array | undefined> {
  return asksPinEachTime === true ? askPin(context, ref, token) : undefined;
}
