/** What was begun at the portal itself, or at another computer: signed and sent from here, or thrown away there. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { PortalPoa } from '../../contract/portal/powers-of-attorney.ts';
import type { Portals } from '../portal/portals.ts';
import { tokenOf } from './at-portal.ts';
import type { OutboxItem } from './outbox-store.ts';

function ifGone(error: unknown): null {
  if (error instanceof TanbaError && error.code === 'portal.record-gone') return null;
  throw error;
}

export function readPoa(portals: Portals, id: string): Promise<PortalPoa> {
  return portals.client().call('poa.read', { params: { id }, body: undefined, token: tokenOf(portals) });
}

/**
 * A copy for the outbox, with the text and the number that it has there: what is signed is what the portal keeps. Null where it is
 * not so far, or farther.
 * @param shown what the person has read of it: a draft that says something else now is not theirs to be signed
 * @throws TanbaError portal.record-gone, portal.poa-unreadable, portal.changed-meanwhile
 */
export async function takeDraft(
  portals: Portals,
  id: string,
  wanted: 'draft' | 'signed',
  shown: string | null,
): Promise<OutboxItem | null> {
  const { text, signature, state, version } = await readPoa(portals, id);
  if (state !== wanted) return null;
  if (wanted === 'draft' && text !== shown) throw new TanbaError('portal.changed-meanwhile', { version });
  if (readPowerOfAttorney(text)?.id !== id) throw new TanbaError('portal.poa-unreadable', {});
  const { url: portal } = portals.connection();
  const signed = wanted === 'signed';
  return {
    ...{ id, portal, text, signature },
    state: signed ? 'signed' : 'prepared',
    key: randomUUID(),
    queued: signed,
    error: null,
  };
}

/** One that is gone was thrown away, perhaps from here when the answer was lost. @throws TanbaError portal.wrong-state, portal.changed-meanwhile */
export async function discardDraft(portals: Portals, id: string): Promise<void> {
  const known = await readPoa(portals, id).catch(ifGone);
  if (known === null) return;
  const { version } = known;
  await portals.client().call('poa.discard', { params: { id }, body: { version }, token: tokenOf(portals) });
}

/**
 * The number is there: of a request that was not answered, or of a draft that goes on from where it is. After an end at any moment
 * it is looked at again, so that no step is taken twice.
 * @returns false where it is another text that has the number
 */
export async function goOnAtPortal(
  portals: Portals,
  { id, text, signature }: Pick<OutboxItem, 'id' | 'text' | 'signature'>,
): Promise<boolean> {
  const [client, at] = [portals.client(), { params: { id }, token: tokenOf(portals) }];
  const known = await readPoa(portals, id);
  if (known.text !== text) return false;
  let { state, version } = known;
  if (state === 'draft' && signature !== null)
    ({ state, version } = await client.call('poa.sign', { ...at, body: { version, signature } }));
  if (state === 'signed') await client.call('poa.send', { ...at, body: { version } });
  return true;
}
