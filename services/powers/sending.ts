/** Sending what is signed: on the disk as being sent before it leaves; after an end at any moment it leaves again, with the same key. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { toErrorData } from '../fault.ts';
import type { OnFault } from '../fault.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import { isPassing, tokenOf } from './at-portal.ts';
import type { OutboxItem, OutboxStore } from './outbox-store.ts';
import { checkBeforeSending } from './sending-checks.ts';

export interface SendingParts {
  readonly store: OutboxStore;
  readonly portals: Portals;
  readonly clock: Clock;
  readonly onFault: OnFault;
}

/**
 * As it is then: sent, and no longer kept here, or refused for a reason of its own.
 * @throws TanbaError where it is to be tried again later (isPassing)
 */
export async function sendOne(
  parts: SendingParts,
  item: OutboxItem,
  requirement: KeyRequirement,
): Promise<OutboxItem> {
  const { store, portals, clock, onFault } = parts;
  const token = tokenOf(portals);
  try {
    await checkBeforeSending(item, requirement, clock.now());
    await store.put({ ...item, state: 'sending' });
    const { text, signature, key } = item;
    await portals.client().call('poa.create', { body: { text, signature, send: true }, key, token });
  } catch (error) {
    if (error instanceof TanbaError && isPassing(error)) throw error;
    const data = toErrorData(error, onFault);
    if (data.code === 'internal.fault') throw errorFromData(data);
    const arrived = data.code === 'portal.poa-known' && (await isThere(portals, token, item));
    if (!arrived) {
      const refused = { ...item, state: 'refused', queued: false, error: data } as const;
      await store.put(refused);
      return refused;
    }
  }
  // The portal has it now, with its signature.
  await store.remove(item.id);
  return { ...item, state: 'sent', queued: false, error: null };
}

/** The portal may have forgotten the key of an old request; the number says that it is the same. */
async function isThere(portals: Portals, token: string, { id, text }: OutboxItem): Promise<boolean> {
  const known = await portals.client().call('poa.read', { params: { id }, body: undefined, token });
  return known.text === text && known.state !== 'draft' && known.state !== 'signed';
}
