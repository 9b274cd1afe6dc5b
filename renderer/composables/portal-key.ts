/** A key for a step of the portal: the default one where the person wants that, else the picker. */
import { errorFromData } from '../../contract/errors/index.ts';
import type { KeyDescription, StoreDescription } from '../../contract/keys.ts';
import type { KeyRequirement as PortalRequirement } from '../../contract/portal/model.ts';
import { refusalOf } from '../logic/key-fit.ts';
import { entryId } from '../logic/picker-entries.ts';
import { pickerRequirement, refusalError, roleOf } from '../logic/portal-key.ts';
import type { DefaultRole } from '../logic/portal-key.ts';
import { storeKey } from '../logic/store-key.ts';
import { useKeys } from '../stores/keys.ts';
import { useNotes } from '../stores/notes.ts';
import { useSettings } from '../stores/settings.ts';
import { pickKey } from './picker.ts';
import type { PickedKey } from './picker.ts';
import { t } from './words.ts';

export interface DefaultKey {
  readonly store: StoreDescription;
  readonly key: KeyDescription;
}

export interface PortalKeyWish {
  readonly requirement: PortalRequirement;
  readonly purpose: () => string;
  readonly confirm?: () => string;
  /** The person has pressed "Key": the picker is opened whatever the setting says. */
  readonly ask: boolean;
}

/** The key that is taken without asking; null where that is off, or the key is not known any more. */
export function defaultKey(role: DefaultRole): DefaultKey | null {
  const kept = useSettings().settings.defaultKeys[role];
  if (!kept) return null;
  const store = useKeys().stores.find(each => storeKey(each.ref) === storeKey(kept.store));
  const key = store?.keys.find(({ alias }) => alias === kept.alias);
  return store && key ? { store, key } : null;
}

export async function keepDefault(role: DefaultRole, kept: PickedKey['ref'] | null): Promise<void> {
  const settings = useSettings();
  await settings.change({ defaultKeys: { ...settings.settings.defaultKeys, [role]: kept } });
}

export async function stopDefault(role: DefaultRole): Promise<void> {
  await keepDefault(role, null);
  useNotes().say(() => t('esf.key.stopped'));
}

/**
 * Null where the person cancelled.
 * @throws TanbaError key.other-owner, key.wrong-subject, … where the default key is not what the step asks for; nothing is sent.
 */
export async function portalKey(wish: PortalKeyWish): Promise<PickedKey | null> {
  const requirement = pickerRequirement(wish.requirement);
  const role = roleOf(wish.requirement);
  const found = wish.ask ? null : defaultKey(role);
  if (!wish.ask && !found && useSettings().settings.defaultKeys[role])
    useNotes().say(() => t('esf.key.gone'));
  let first: string | null = null;
  if (found) {
    const { key, store } = found;
    const refusal = refusalOf(key, requirement, Date.now());
    const error = refusal && refusalError(refusal, key);
    if (error) throw errorFromData(error);
    const open = store.state === 'unlocked' && key.asksPinEachTime !== true;
    if (!refusal) first = entryId(storeKey(store.ref), key.alias);
    if (!refusal && open)
      return { ref: { store: store.ref, alias: key.alias }, name: key.name, pin: null, always: true };
  }
  const picked = await pickKey({
    purpose: wish.purpose,
    requirement,
    always: () => t('esf.key.always'),
    first,
    ...(wish.confirm && { confirm: wish.confirm }),
  });
  if (picked?.always === true) await keepDefault(role, picked.ref);
  return picked;
}
