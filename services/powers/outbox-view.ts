/** What waits in the outbox, and single powers of attorney, as the window shows them. */
import type { ErrorData } from '../../contract/errors/index.ts';
import type { OpenedPoa, OutboxView } from '../../contract/poa/app-calls.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { PortalSessionInfo } from '../../contract/portal/model.ts';
import type { PortalPoa } from '../../contract/portal/powers-of-attorney.ts';
import type { OutboxItem } from './outbox-store.ts';
import { qrOf } from './qr.ts';
import { markOf } from './signature-mark.ts';

/** Of items of the store, whose texts it has read. */
export function viewOfItem({ id, state, queued, text, error }: OutboxItem): OutboxView {
  const { principal, giver, attorney, powers, since, until, replaces } = readPowerOfAttorney(text)!;
  return {
    ...{ id, state, queued, powers, since, until, replaces },
    principal: { tin: principal.tin, name: principal.name },
    giver: { iin: giver.iin, name: giver.name },
    attorney: { iin: attorney.iin, name: attorney.name },
    error: error as ErrorData | null,
  };
}

export async function openedItem(item: OutboxItem, now: Date): Promise<OpenedPoa> {
  const { id, text, state, queued, error } = item;
  return {
    ...{ id, text, state, queued },
    place: 'outbox',
    direction: 'issued',
    error: error as ErrorData | null,
    replacedFrom: null,
    mark: await markOf(item, now),
    qr: qrOf(numberIn(text)),
    history: [],
  };
}

/** Received, unless it is of the principal for whom the caller acts. */
export async function openedPoa(
  poa: PortalPoa,
  session: PortalSessionInfo | null,
  now: Date,
): Promise<OpenedPoa> {
  const { id, text, state, replacedFrom, history, tin, attorney } = poa;
  const received = attorney.iin === session?.iin && (session.profile?.tin !== tin || attorney.iin === tin);
  return {
    ...{ id, text, state, replacedFrom, history },
    place: 'portal',
    direction: received ? 'received' : 'issued',
    queued: false,
    error: null,
    mark: await markOf(poa, now),
    qr: qrOf(numberIn(text)),
  };
}

/** As it was signed, whatever the portal files it under; of a text that is none nothing is drawn. */
function numberIn(text: string): string {
  return readPowerOfAttorney(text)?.id ?? '';
}
