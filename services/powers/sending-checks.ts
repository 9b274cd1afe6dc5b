/** What may have changed while a power of attorney waited for the network: the clock, the certificate, the term. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import { keyFault } from '../../core/signing/key-fit.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import type { OutboxItem } from './outbox-store.ts';
import { signerOf } from './signature-mark.ts';

const TOLERANCE_MS = 5 * 60_000;

/** @throws TanbaError poa.clock-off: the portal and whoever verifies would see another time than was meant */
export async function assertClock(portals: Portals, clock: Clock): Promise<void> {
  const info = await portals.client().call('portal.info', { body: undefined });
  const difference = Math.abs(Date.parse(info.time) - clock.now().getTime());
  if (difference > TOLERANCE_MS)
    throw new TanbaError('poa.clock-off', { minutes: Math.round(difference / 60_000) });
}

/**
 * The signature holds over the text and its key still fits; the term is not over.
 * @throws TanbaError portal.signature-broken, key.*, portal.poa-ended, portal.poa-unreadable
 */
export async function checkBeforeSending(
  { text, signature }: Pick<OutboxItem, 'text' | 'signature'>,
  requirement: KeyRequirement | null,
  now: Date,
): Promise<void> {
  const data = readPowerOfAttorney(text);
  if (data === null) throw new TanbaError('portal.poa-unreadable', {});
  if (data.until < dayInKazakhstan(now)) throw new TanbaError('portal.poa-ended', { until: data.until });
  const held = await signerOf({ text, signature }, now);
  if (held === null) throw new TanbaError('portal.signature-broken', {});
  const fault = requirement === null ? null : keyFault(held.info, requirement, now);
  if (fault !== null) throw errorFromData(fault);
}
