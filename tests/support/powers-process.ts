/**
 * The app's side as a process of its own, to be killed: services/powers with its outbox in a folder, signing and sending what waits
 * there. It tells its parent when it begins and what it has done.
 */
import { once } from 'node:events';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { createPortals } from '../../services/portal/portals.ts';
import { openOutbox } from '../../services/powers/outbox-store.ts';
import { createPowers } from '../../services/powers/powers.ts';
import type { Powers } from '../../services/powers/powers.ts';
import { systemClock } from '../../services/ports.ts';
import { company, head } from './enterprise.ts';
import { keyRef, keyRing } from './flow-walker.ts';

/** parent → app, once. */
export interface PowersOrder {
  readonly origin: string;
  readonly folder: string;
}

/** app → parent. */
export type PowersReport =
  { readonly began: true } | { readonly done: 'sign' | 'send' } | { readonly finished: true };

export const companyKey = { key: keyRef({ person: head, company }) };

/** Logged in for the company. */
export async function openPowers({ origin, folder }: PowersOrder): Promise<Powers> {
  const connection = () => ({ ...portalConnections.sandbox, url: origin });
  const portals = createPortals({
    connection,
    proxies: noProxies,
    keys: keyRing,
    clock: systemClock,
    backoffMs: [50, 100],
  });
  const store = await openOutbox(folder);
  const onFault = (id: string, error: unknown): void => console.error(id, error);
  const { login } = await portals.identify(companyKey);
  await portals.open(login, utf8ToBytes('Sandbox1'), null);
  return createPowers({ store, portals, keys: keyRing, clock: systemClock, onFault });
}

if (process.send !== undefined && process.env['TANBA_POWERS_PROCESS'] === '1') {
  const tell = (report: PowersReport): void => void process.send?.(report);
  const [order] = (await once(process, 'message')) as [PowersOrder];
  const powers = await openPowers(order);
  const job = (done: 'sign' | 'send') => ({
    signal: new AbortController().signal,
    onProgress: () => tell({ done }),
  });
  tell({ began: true });
  await powers.sign(companyKey, job('sign'));
  await powers.send(job('send'));
  tell({ finished: true });
  process.disconnect();
}
