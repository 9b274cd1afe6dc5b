/** Sending what is signed: on the disk as being sent before it leaves; after an end at any moment it leaves again, with the same key. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { toErrorData } from '../fault.ts';
import type { OnFault } from '../fault.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import { isPassing, tokenOf } from './at-portal.ts';
import type { OutboxItem, OutboxStore } from './outbox-store.ts';
import { goOnAtPortal } from './portal-drafts.ts';
import { checkBeforeSending } from './sending-checks.ts';

export interface SendingParts {
  readonly store: OutboxStore;
  readonly portals: Portals;
  readonly clock: Clock;
  readonly onFault: OnFault;
}

/**
 * As it is then: sent, and no longer kept here, or refused for a reason of its own; null where it was given up just before.
 * @throws TanbaError where it is to be tried again later (isPassing)
 */
export async function sendOne(
  parts: SendingParts,
  item: OutboxItem,
  requirement: KeyRequirement,
): Promise<OutboxItem | null> {
  const { store, portals, clock, onFault } = parts;
  try {
    // One that may have arrived is not judged here a second time, whatever has ended since: it is the portal that knows.
    if (item.state !== 'sending') {
      await checkBeforeSending(item, requirement, clock.now());
      if ((await store.change(item.id, now => ({ ...now, state: 'sending' }))) === null) return null;
    }
    await deliver(portals, item);
  } catch (error) {
    if (error instanceof TanbaError && isPassing(error)) throw error;
    const data = toErrorData(error, onFault);
    if (data.code === 'internal.fault') throw errorFromData(data);
    const refused = { ...item, state: 'refused', queued: false, error: data } as const;
    await store.put(refused);
    return refused;
  }
  // The portal has it now, with its signature.
  await store.remove(item.id);
  return { ...item, state: 'sent', queued: false, error: null };
}

/**
 * The portal may have forgotten the key of an old request, or have the draft: the number says that it is the same, also where what was
 * taken once would not be taken any more.
 */
async function deliver(portals: Portals, item: OutboxItem): Promise<void> {
  const { text, signature, key } = item;
  const token = tokenOf(portals);
  try {
    await portals.client().call('poa.create', { body: { text, signature, send: true }, key, token });
  } catch (error) {
    if (!(error instanceof TanbaError) || isPassing(error)) throw error;
    const known = error.code === 'portal.poa-known' || item.state === 'sending';
    if (!known || !(await isThere(portals, item, error))) throw error;
  }
}

/** @throws TanbaError of the step at which it stopped; `refused` where the portal does not show it */
async function isThere(portals: Portals, item: OutboxItem, refused: TanbaError): Promise<boolean> {
  try {
    return await goOnAtPortal(portals, item);
  } catch (error) {
    const hidden = error instanceof TanbaError && HIDDEN.includes(error.code);
    throw hidden && refused.code !== 'portal.poa-known' ? refused : error;
  }
}

const HIDDEN: readonly string[] = ['portal.record-gone', 'portal.no-power', 'portal.not-allowed'];
