/** The head of a company, logged in at a sandbox portal, with this side's powers of attorney of that company; in this process. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { noProxies } from '../../services/network/proxies.ts';
import { createPortals } from '../../services/portal/portals.ts';
import type { Portals } from '../../services/portal/portals.ts';
import { systemClock } from '../../services/ports.ts';
import type { Clock } from '../../services/ports.ts';
import { openOutbox } from '../../services/powers/outbox-store.ts';
import { createPowers } from '../../services/powers/powers.ts';
import type { PoaWish, Powers } from '../../services/powers/powers.ts';
import { accountant, company, head, hire, inDays, logIn, today } from './enterprise.ts';
import { keyRef, keyRing } from './flow-walker.ts';
import { startTestPortal } from './portal.ts';
import type { TestPortal } from './portal.ts';

export const key = { key: keyRef({ person: head, company }) };
export const wish: PoaWish = {
  iin: accountant.iin,
  powers: ['invoice.create', 'invoice.view'],
  since: today(),
  until: inDays(90),
  replaces: null,
};
export const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
export const refused = (act: Promise<unknown>): Promise<ErrorCode | undefined> =>
  act.then(
    () => undefined,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );

export interface PowersWorkplace {
  readonly portal: TestPortal;
  readonly portals: Portals;
  readonly clock: Clock;
  /** How far the clocks are ahead, in milliseconds. */
  readonly ahead: { here: number; portal: number };
  /** Where a fault goes that nobody expected. */
  readonly onFault: (id: string) => void;
  readonly powers: Powers;
  /** Of the outbox. */
  readonly folder: string;
  enter(): Promise<void>;
  /** The program ends, and begins with what is on the disk. */
  restart(): Promise<void>;
  /** Nothing is prepared here, nothing is at the portal. */
  clear(): Promise<void>;
  atPortal(): number;
  /** @throws where there was a fault */
  close(): Promise<void>;
}

/** @param people who works for the company; the accountant where it is left out */
export async function openPowersWorkplace(
  people: (portal: TestPortal) => unknown = async portal =>
    hire(portal, await logIn(portal, head, company.bin), accountant),
): Promise<PowersWorkplace> {
  const ahead = { here: 0, portal: 0 };
  const clock = { ...systemClock, now: () => new Date(Date.now() + ahead.here) };
  const portal = await startTestPortal({ now: () => new Date(Date.now() + ahead.portal) });
  await people(portal);
  const connection = () => ({ ...portalConnections.sandbox, url: portal.origin });
  const portals = createPortals({ connection, proxies: noProxies, keys: keyRing, clock, backoffMs: [] });
  const faults: string[] = [];
  const onFault = (id: string) => void faults.push(id);
  const open = async (folder: string) => ({
    folder,
    powers: createPowers({ portals, keys: keyRing, clock, onFault, store: await openOutbox(folder) }),
  });
  const fresh = () => open(mkdtempSync(join(tmpdir(), 'tanba-outbox-')));
  let now = await fresh();
  const forget = () => rmSync(now.folder, { recursive: true, force: true });
  const enter = async () => {
    const { login } = await portals.identify(key);
    await portals.open(login, utf8ToBytes('Sandbox1'), null);
  };
  await enter();
  return {
    ...{ portal, portals, clock, ahead, onFault, enter },
    get powers() {
      return now.powers;
    },
    get folder() {
      return now.folder;
    },
    async restart() {
      now = await open(now.folder);
    },
    async clear() {
      forget();
      portal.db.run('DELETE FROM powers_of_attorney');
      portal.faults.set([]);
      ahead.here = 0;
      now = await fresh();
      await now.powers.refresh();
    },
    atPortal: () => portal.db.get<{ n: number }>('SELECT count(*) AS n FROM powers_of_attorney')!.n,
    async close() {
      forget();
      await portal.close();
      if (faults.length > 0) throw new Error(`faults: ${faults.join(', ')}`);
    },
  };
}
