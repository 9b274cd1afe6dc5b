/** Powers of attorney: prepared, signed many at once, kept until the portal answers, and sent once. */
import { randomUUID } from 'node:crypto';
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { PoaSummary } from '../../contract/portal/powers-of-attorney.ts';
import { toErrorData } from '../fault.ts';
import type { OnFault } from '../fault.ts';
import type { Portals } from '../portal/portals.ts';
import { withPortalKey } from '../portal/sign-text.ts';
import type { KeyUse, SigningKeys } from '../portal/sign-text.ts';
import type { Clock } from '../ports.ts';
import { composePoa } from './compose.ts';
import type { PoaWish } from './compose.ts';
import type { Directory, OutboxItem, OutboxStore } from './outbox-store.ts';
import { assertClock, checkBeforeSending } from './sending-checks.ts';

export interface PoaJob {
  /** Ends the job after the document at hand; called again, it goes on with what is left. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: {
    readonly id: string;
    readonly index: number;
    readonly count: number;
  }) => void;
}

export type { PoaWish } from './compose.ts';

export interface Powers {
  /** Principal and employees, from the portal; kept for preparing offline. */
  refresh(): Promise<Directory>;
  /** As they were known last. @throws TanbaError poa.not-known-here */
  directory(): Directory;
  outbox(): OutboxItem[];
  /** Into the outbox, unsigned: all or, where one cannot be, none. @throws TanbaError of composePoa() */
  prepare(wishes: readonly PoaWish[], options?: { readonly dryRun?: boolean }): Promise<OutboxItem[]>;
  discard(id: string): Promise<void>;
  /** Signs what is prepared, with one PIN. Each is on the disk before the next. @throws TanbaError of withPortalKey(), host.cancelled */
  sign(key: KeyUse, job: PoaJob): Promise<OutboxItem[]>;
  /**
   * Sends what is signed, in the session that is open. What the portal refuses is marked so and the others go on.
   * @throws TanbaError portal.session-over, poa.clock-off, network.*, portal.failed, host.cancelled: what is left stays
   */
  send(job: PoaJob): Promise<OutboxItem[]>;
  list(): Promise<PoaSummary[]>;
  employees(): Promise<Employee[]>;
  /** Signed, too. */
  revoke(id: string, key: KeyUse, language: 'kk' | 'ru'): Promise<PoaSummary>;
}

export interface PowersOptions {
  readonly store: OutboxStore;
  readonly portals: Portals;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly onFault: OnFault;
}

export function createPowers(options: PowersOptions): Powers {
  const { store, portals, keys, clock } = options;
  const today = (): string => dayInKazakhstan(clock.now());
  const here = (): OutboxItem[] => store.all().filter(({ portal }) => portal === portals.connection().url);
  const directory = (): Directory => {
    const known = store.directory();
    if (known === null || known.portal !== portals.connection().url)
      throw new TanbaError('poa.not-known-here', {});
    return known;
  };

  return {
    async refresh() {
      const principal = await portals
        .client()
        .call('principal.read', { body: undefined, token: tokenOf(portals) });
      const employees = await allEmployees(portals);
      const known = { portal: portals.connection().url, principal, employees };
      await store.putDirectory(known);
      return known;
    },
    directory,
    outbox: here,
    async prepare(wishes, { dryRun = false } = {}) {
      const known = directory();
      const items = wishes.map((wish): OutboxItem => {
        const id = randomUUID();
        const text = writePowerOfAttorney(composePoa(known, wish, { id, today: today() }));
        return {
          id,
          portal: known.portal,
          state: 'prepared',
          text,
          signature: null,
          key: randomUUID(),
          error: null,
        };
      });
      if (!dryRun) for (const item of items) await store.put(item);
      return items;
    },
    discard: id => store.remove(id),
    sign: (key, job) => signAll(options, directory(), here(), key, job),
    async send(job) {
      await assertClock(portals, clock);
      const waiting = here().filter(({ state }) => state === 'signed' || state === 'sending');
      const sent: OutboxItem[] = [];
      for (const [index, item] of waiting.entries()) {
        assertGoing(job);
        sent.push(await sendOne(options, item));
        job.onProgress({ id: item.id, index, count: waiting.length });
      }
      return sent;
    },
    list: () => allPoas(portals),
    employees: () => allEmployees(portals),
    async revoke(id, key, language) {
      const [client, token] = [portals.client(), tokenOf(portals)];
      const [{ requirement }, { version }] = await Promise.all([
        client.call('principal.read', { body: undefined, token }),
        client.call('poa.read', { params: { id }, body: undefined, token }),
      ]);
      const signed = await withPortalKey({ keys, clock }, key, requirement, async signer =>
        signer.text(
          await client.call('poa.revocation', { params: { id }, body: { version, language }, token }),
        ),
      );
      return client.call('poa.revoke', { params: { id }, body: signed, token });
    },
  };
}

/** Each is on the disk before the next is begun: what was signed when it ended is signed. */
async function signAll(
  { store, keys, clock }: PowersOptions,
  { principal }: Directory,
  items: readonly OutboxItem[],
  key: KeyUse,
  job: PoaJob,
): Promise<OutboxItem[]> {
  const waiting = items.filter(({ state }) => state === 'prepared');
  return withPortalKey({ keys, clock }, key, principal.requirement, async signer => {
    const signed: OutboxItem[] = [];
    for (const [index, item] of waiting.entries()) {
      assertGoing(job);
      const { signature } = await signer.text(item);
      const done = { ...item, state: 'signed', signature } as const;
      await store.put(done);
      signed.push(done);
      job.onProgress({ id: item.id, index, count: waiting.length });
    }
    return signed;
  });
}

function assertGoing({ signal }: PoaJob): void {
  if (signal.aborted) throw new TanbaError('host.cancelled', {});
}

function tokenOf(portals: Portals): string {
  const token = portals.sessionToken();
  if (token === null) throw new TanbaError('portal.session-over', {});
  return token;
}

/** Not a word about whether it was done, or nothing that concerns this one alone: it is sent again later. */
function isPassing({ code }: TanbaError): boolean {
  const passing = [
    'host.cancelled',
    'portal.failed',
    'portal.maintenance',
    'portal.session-over',
    'portal.rate-limited',
  ];
  return code.startsWith('network.') || passing.includes(code);
}

/** On the disk as being sent before it leaves; after an end at any moment it leaves again, with the same key. */
async function sendOne(
  { store, portals, clock, onFault }: PowersOptions,
  item: OutboxItem,
): Promise<OutboxItem> {
  const token = tokenOf(portals);
  try {
    await checkBeforeSending(item, store.directory()?.principal.requirement ?? null, clock.now());
    await store.put({ ...item, state: 'sending' });
    const { text, signature, key } = item;
    await portals.client().call('poa.create', { body: { text, signature, send: true }, key, token });
  } catch (error) {
    if (error instanceof TanbaError && isPassing(error)) throw error;
    const data = toErrorData(error, onFault);
    if (data.code === 'internal.fault') throw errorFromData(data);
    const arrived = data.code === 'portal.poa-known' && (await isThere(portals, token, item));
    if (!arrived) {
      const refused = { ...item, state: 'refused', error: data } as const;
      await store.put(refused);
      return refused;
    }
  }
  const done = { ...item, state: 'sent', error: null } as const;
  await store.put(done);
  return done;
}

/** The portal may have forgotten the key of an old request; the number says that it is the same. */
async function isThere(portals: Portals, token: string, { id, text }: OutboxItem): Promise<boolean> {
  const known = await portals.client().call('poa.read', { params: { id }, body: undefined, token });
  return known.text === text && known.state !== 'draft' && known.state !== 'signed';
}

async function allEmployees(portals: Portals): Promise<Employee[]> {
  const token = tokenOf(portals);
  const all: Employee[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { readonly employees: Employee[]; readonly next: string | null } = await portals
      .client()
      .call('employees.page', { params: { cursor }, body: undefined, token });
    all.push(...page.employees);
    cursor = page.next;
  }
  return all;
}

async function allPoas(portals: Portals): Promise<PoaSummary[]> {
  const token = tokenOf(portals);
  const all: PoaSummary[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { readonly powersOfAttorney: PoaSummary[]; readonly next: string | null } = await portals
      .client()
      .call('poa.page', { params: { cursor }, body: undefined, token });
    all.push(...page.powersOfAttorney);
    cursor = page.next;
  }
  return all;
}
