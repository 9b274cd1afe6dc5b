/** Powers of attorney: prepared, signed many at once, kept until the portal answers, and sent once. */
import { randomUUID } from 'node:crypto';
import { TanbaError } from '../../contract/errors/index.ts';
import { dayInKazakhstan } from '../../contract/poa/days.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { KeyRequirement } from '../../contract/portal/model.ts';
import type { FoundPoas, PoaQuery, PoaSummary, PortalPoa } from '../../contract/portal/powers-of-attorney.ts';
import type { OnFault } from '../fault.ts';
import { ordered } from '../ordered.ts';
import type { Portals } from '../portal/portals.ts';
import { withPortalKey } from '../portal/sign-text.ts';
import type { KeyUse, SigningKeys } from '../portal/sign-text.ts';
import type { Clock } from '../ports.ts';
import { allEmployees, allPoas, isOfSession, tokenOf } from './at-portal.ts';
import { prepared } from './compose.ts';
import type { PoaWish } from './compose.ts';
import type { Directory, OutboxItem, OutboxStore } from './outbox-store.ts';
import { discardDraft, readPoa, takeDraft } from './portal-drafts.ts';
import { renew } from './renewal.ts';
import { sendOne } from './sending.ts';
import { assertClock } from './sending-checks.ts';
import { watched } from './watched-store.ts';

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
  /** As they were known last, of the principal for whom one is logged in now. @throws TanbaError poa.not-known-here */
  directory(): Directory;
  outbox(): OutboxItem[];
  /** Into the outbox, unsigned: all or, where one cannot be, none. @throws TanbaError of composePoa() */
  prepare(wishes: readonly PoaWish[], options?: { readonly dryRun?: boolean }): Promise<OutboxItem[]>;
  /** Prepares what takes the place of others of the portal; where that is prepared already, it is that. */
  renew(ids: readonly string[]): Promise<OutboxItem[]>;
  /** What is named and not here is a draft of the portal, and thrown away there; what may have arrived, too. @throws TanbaError of discardDraft() */
  discard(ids: readonly string[]): Promise<void>;
  /**
   * Signs what is prepared, all of it or what is named, with one PIN; what is named and not here is taken from the drafts of the portal,
   * with the text that read() gave.
   * @throws TanbaError of withPortalKey() and takeDraft(), poa.other-session, host.cancelled
   */
  sign(key: KeyUse, job: PoaJob, ids?: readonly string[]): Promise<OutboxItem[]>;
  /** What is signed, or was refused, is to go as soon as it can. */
  queue(ids: readonly string[]): Promise<void>;
  /** What is queued is not to go by itself any more. */
  hold(ids: readonly string[]): Promise<void>;
  /**
   * Sends what is signed, in the session that is open; what was made for another one stays. What the portal refuses is marked so
   * and the others go on. What is named and not here was signed at the portal, and not sent.
   * @throws TanbaError portal.session-over, poa.other-session, poa.clock-off, network.*, portal.failed, host.cancelled: what is left stays
   */
  send(job: PoaJob, ids?: readonly string[]): Promise<OutboxItem[]>;
  /** All of the principal. */
  list(): Promise<PoaSummary[]>;
  find(query: PoaQuery): Promise<FoundPoas>;
  /** @throws TanbaError portal.record-gone */
  read(id: string): Promise<PortalPoa>;
  employees(): Promise<Employee[]>;
  /** Signed, too. */
  revoke(id: string, key: KeyUse, language: 'kk' | 'ru'): Promise<PoaSummary>;
  /** Called, not more than ten times a second, when the outbox is another. */
  onDidChangeOutbox(listener: () => void): void;
}

export interface PowersOptions {
  readonly store: OutboxStore;
  readonly portals: Portals;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly onFault: OnFault;
}

export function createPowers(options: PowersOptions): Powers {
  const { store, onDidChange } = watched(options.store, options.clock);
  const parts: Parts = {
    ...{ ...options, store, ...itemsOf(store, options.portals) },
    ...{ shown: new Map<string, string>(), leaving: new Map<string, Promise<unknown>>() },
  };
  const directory = (): Directory => directoryOf(parts);
  return {
    refresh: () => refresh(parts),
    directory,
    outbox: parts.here,
    ...preparing(parts, directory),
    ...going(parts, directory),
    ...asking(parts),
    onDidChangeOutbox: onDidChange,
  };
}

interface Parts extends PowersOptions, ReturnType<typeof itemsOf> {
  /** The texts that were read from the portal, by number: no other text of that number is signed. */
  readonly shown: Map<string, string>;
  /** What is on its way to the portal at this moment, by number. */
  readonly leaving: Map<string, Promise<unknown>>;
}

/** What is in the outbox for the portal that is chosen. */
function itemsOf(store: OutboxStore, portals: Portals) {
  const here = (): OutboxItem[] => store.all().filter(({ portal }) => portal === portals.connection().url);
  const named = (ids: readonly string[]): OutboxItem[] => {
    const wanted = new Set(ids);
    return here().filter(({ id }) => wanted.has(id));
  };
  /** As it is now: while something was waited for it may have gone, or have been given up. */
  const one = (id: string): OutboxItem | undefined => {
    const item = store.get(id);
    return item?.portal === portals.connection().url ? item : undefined;
  };
  const some = (ids: readonly string[] | undefined): OutboxItem[] =>
    ids === undefined ? here() : named(ids);
  const notHere = (ids: readonly string[] = []): readonly string[] => {
    const known = new Set(here().map(({ id }) => id));
    return ids.filter(id => !known.has(id));
  };
  return { here, named, one, some, notHere };
}

function directoryOf({ store, portals }: Parts): Directory {
  const known = store.directory();
  const session = portals.session();
  const other = known === null || known.portal !== portals.connection().url;
  if (other || (session !== null && !isOfSession(session, known.principal, known.principal.giver)))
    throw new TanbaError('poa.not-known-here', {});
  return known;
}

/** A session that is over at the portal is over here, too. */
function refresh({ store, portals }: Parts): Promise<Directory> {
  return portals.inSession(async (client, token) => {
    const principal = await client.call('principal.read', { body: undefined, token });
    const employees = await allEmployees(portals);
    const known = { portal: portals.connection().url, principal, employees };
    await store.putDirectory(known);
    return known;
  });
}

function asking(parts: Parts): Pick<Powers, 'list' | 'find' | 'read' | 'employees' | 'revoke'> {
  const { portals } = parts;
  return {
    list: () => portals.inSession(() => allPoas(portals)),
    find: query => portals.inSession((client, token) => client.call('poa.find', { body: query, token })),
    read: id =>
      portals.inSession(async () => {
        const known = await readPoa(portals, id);
        parts.shown.set(id, known.text);
        return known;
      }),
    employees: () => portals.inSession(() => allEmployees(portals)),
    revoke: (id, key, language) => portals.inSession(() => revoke(parts, id, key, language)),
  };
}

function preparing(parts: Parts, directory: () => Directory): Pick<Powers, 'prepare' | 'renew' | 'discard'> {
  const { store, portals, clock, one, leaving } = parts;
  const inOrder = ordered();
  const today = (): string => dayInKazakhstan(clock.now());
  return {
    async prepare(wishes, { dryRun = false } = {}) {
      const known = directory();
      const items = wishes.map(wish => prepared(known, wish, today()));
      if (!dryRun) for (const item of items) await store.put(item);
      return items;
    },
    // One after the other: what the first has prepared is found by the second.
    renew: ids => inOrder(() => renew(parts, directory(), [...new Set(ids)], today())),
    async discard(ids) {
      const rest: string[] = [];
      for (const id of ids) {
        // What is on its way cannot be held up: where it arrives, it is the portal that says what can still be done.
        await leaving.get(id);
        const item = one(id);
        // One whose answer was lost may be there, too.
        if (item === undefined || item.state === 'sending') rest.push(id);
        else await store.remove(id);
      }
      for (const id of rest) {
        await portals.inSession(() => discardDraft(portals, id));
        await store.remove(id);
      }
    },
  };
}

function going(parts: Parts, directory: () => Directory): Pick<Powers, 'sign' | 'queue' | 'hold' | 'send'> {
  const { store, portals, named, some } = parts;
  const inOrder = ordered();
  return {
    async sign(key, job, ids) {
      const taken = await take(parts, ids, 'draft');
      try {
        return await signAll(parts, directory(), some(ids), key, job);
      } finally {
        // A draft of the portal that was not signed after all is there as before.
        for (const { id, state } of named(taken)) if (state === 'prepared') await store.remove(id);
      }
    },
    async queue(ids) {
      for (const { id } of named(ids)) await store.change(id, toGo);
    },
    async hold(ids) {
      for (const { id } of named(ids))
        await store.change(id, item => (item.queued ? { ...item, queued: false } : null));
    },
    // One after the other: two that send the same at once would only wait for each other at the portal.
    send: (job, ids) =>
      inOrder(async () => {
        await take(parts, ids, 'signed');
        return portals.inSession(() => sendAll(parts, () => some(ids), job));
      }),
  };
}

function toGo(item: OutboxItem): OutboxItem | null {
  if (item.state === 'prepared' || item.queued) return null;
  // Refused it was for good, or so it seemed: as a new request, since the old one has its answer.
  const anew = item.state === 'refused' ? ({ state: 'signed', key: randomUUID(), error: null } as const) : {};
  return { ...item, ...anew, queued: true };
}

/** What is not here, from the portal into the outbox, as far as it is that far there. @returns their numbers */
async function take(
  { store, portals, shown, notHere }: Parts,
  ids: readonly string[] | undefined,
  wanted: 'draft' | 'signed',
): Promise<string[]> {
  const taken: string[] = [];
  for (const id of notHere(ids)) {
    const item = await portals.inSession(() => takeDraft(portals, id, wanted, shown.get(id) ?? null));
    if (item === null) continue;
    await store.put(item);
    taken.push(id);
  }
  return taken;
}

async function revoke(
  { portals, keys, clock }: PowersOptions,
  id: string,
  key: KeyUse,
  language: 'kk' | 'ru',
): Promise<PoaSummary> {
  const [client, token] = [portals.client(), tokenOf(portals)];
  const [{ requirement }, known] = await Promise.all([
    client.call('principal.read', { body: undefined, token }),
    readPoa(portals, id),
  ]);
  // Perhaps by us, when the answer was lost: it has ended, as is wanted.
  if (known.state === 'revoked') return known;
  const { version } = known;
  const signed = await withPortalKey({ keys, clock }, key, requirement, async signer => {
    const asked = { params: { id }, body: { version, language }, token };
    const challenge = await client.call('poa.revocation', asked);
    if (!challenge.text.includes(id)) throw new TanbaError('portal.text-altered', {});
    return signer.text(challenge);
  });
  return client.call('poa.revoke', { params: { id }, body: signed, token });
}

/** One is written while the next is signed: what was signed when it ended is on the disk, but for the last two. */
async function signAll(
  { store, keys, clock }: PowersOptions,
  { principal }: Directory,
  items: readonly OutboxItem[],
  key: KeyUse,
  job: PoaJob,
): Promise<OutboxItem[]> {
  const drafts = items.filter(({ state }) => state === 'prepared');
  const waiting = madeBy(drafts, principal.tin, principal.giver.iin);
  return withPortalKey({ keys, clock }, key, principal.requirement, async signer => {
    const signed: OutboxItem[] = [];
    let writing: Promise<unknown> = Promise.resolve();
    try {
      for (const [index, item] of waiting.entries()) {
        assertGoing(job);
        const signature = await signer.powerOfAttorney(item.text);
        await writing;
        writing = store.change(item.id, asSigned(signature)).then(done => {
          // Null: given up, or signed by another call, while this one was at work.
          if (done !== null) signed.push(done);
          job.onProgress({ id: item.id, index, count: waiting.length });
        });
        // Whoever awaits it next hears of it; until then it is no unhandled one.
        writing.catch(() => undefined);
      }
    } finally {
      await writing;
    }
    return signed;
  });
}

const asSigned =
  (signature: string) =>
  (item: OutboxItem): OutboxItem | null =>
    item.state === 'prepared' ? { ...item, state: 'signed', signature } : null;

/** Of another principal, or another giver, there may be some besides. @throws TanbaError poa.other-session where there are but those */
function madeBy(items: readonly OutboxItem[], tin: string, iin: string): readonly OutboxItem[] {
  const own: OutboxItem[] = [];
  let other = '';
  for (const item of items) {
    const { principal, giver } = readPowerOfAttorney(item.text)!;
    if (principal.tin === tin && giver.iin === iin) own.push(item);
    else other = principal.name;
  }
  if (own.length === 0 && other !== '') throw new TanbaError('poa.other-session', { name: other });
  return own;
}

async function sendAll(parts: Parts, items: () => readonly OutboxItem[], job: PoaJob): Promise<OutboxItem[]> {
  const { portals, clock } = parts;
  const token = tokenOf(portals);
  const { profile, iin } = portals.session() ?? { profile: null, iin: '' };
  const ready = items().filter(isToGo);
  const waiting = madeBy(ready, profile?.tin ?? '', iin);
  if (waiting.length === 0) return [];
  await assertClock(portals, clock);
  const { requirement } = await portals.client().call('principal.read', { body: undefined, token });
  const sent: OutboxItem[] = [];
  const failed: TanbaError[] = [];
  for (const [index, { id }] of waiting.entries()) {
    assertGoing(job);
    const done = await leave(parts, id, requirement).catch((error: unknown) => asFailure(error, failed));
    if (done !== null && !(done instanceof TanbaError)) sent.push(done);
    job.onProgress({ id, index, count: waiting.length });
  }
  if (failed[0] !== undefined) throw failed[0];
  return sent;
}

/** As it is when its turn comes; null where it was given up before that. */
async function leave(parts: Parts, id: string, requirement: KeyRequirement): Promise<OutboxItem | null> {
  const item = parts.one(id);
  if (item === undefined || !isToGo(item)) return null;
  const going = sendOne(parts, item, requirement);
  parts.leaving.set(
    id,
    going.catch(() => undefined),
  );
  return going.finally(() => parts.leaving.delete(id));
}

function isToGo({ state }: OutboxItem): boolean {
  return state === 'signed' || state === 'sending';
}

/** How many the portal may fail at before it is taken to be the portal that fails. */
const FAILURES = 3;

/** One that the portal fails at does not hold up all that stand behind it. @throws what stops all */
function asFailure(error: unknown, failed: TanbaError[]): TanbaError {
  if (!(error instanceof TanbaError) || error.code !== 'portal.failed') throw error;
  failed.push(error);
  if (failed.length === FAILURES) throw error;
  return error;
}

function assertGoing({ signal }: PoaJob): void {
  if (signal.aborted) throw new TanbaError('host.cancelled', {});
}
