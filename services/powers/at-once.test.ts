/** Powers of attorney are given up, stopped and signed twice while others of them are signed and sent. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { accountant, company, head, hire, inDays, logIn, today } from '../../tests/support/enterprise.ts';
import { keyRef, keyRing } from '../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { TestPortal } from '../../tests/support/portal.ts';
import { noProxies } from '../network/proxies.ts';
import { createPortals } from '../portal/portals.ts';
import type { Portals } from '../portal/portals.ts';
import { systemClock as clock } from '../ports.ts';
import { createOutboxSender } from './outbox-sender.ts';
import { openOutbox } from './outbox-store.ts';
import { createPowers } from './powers.ts';
import type { PoaWish, Powers } from './powers.ts';

let portal: TestPortal;
let portals: Portals;
let powers: Powers;
const key = { key: keyRef({ person: head, company }) };
const parts = { keys: keyRing, clock, onFault: expect.fail };

async function enter(): Promise<void> {
  const { login } = await portals.identify(key);
  await portals.open(login, utf8ToBytes('Sandbox1'), null);
}

beforeAll(async () => {
  portal = await startTestPortal();
  await hire(portal, await logIn(portal, head, company.bin), accountant);
});
afterAll(() => portal.close());

beforeEach(async () => {
  const connection = () => ({ ...portalConnections.sandbox, url: portal.origin });
  portals = createPortals({ connection, proxies: noProxies, keys: keyRing, clock, backoffMs: [] });
  await enter();
  // On the disk: what takes no time is never met in the middle.
  const folder = mkdtempSync(join(tmpdir(), 'tanba-outbox-'));
  portal.db.run('DELETE FROM powers_of_attorney');
  portal.faults.set([]);
  powers = createPowers({ ...parts, portals, store: await openOutbox(folder) });
  await powers.refresh();
  return () => rmSync(folder, { recursive: true });
});

const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const wish: PoaWish = {
  iin: accountant.iin,
  powers: ['invoice.view'],
  since: today(),
  until: inDays(90),
  replaces: null,
};
const atPortal = (): number =>
  portal.db.get<{ n: number }>('SELECT count(*) AS n FROM powers_of_attorney')!.n;
const refused = (act: Promise<unknown>): Promise<ErrorCode | undefined> =>
  act.then(
    () => undefined,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );

const signed = async (): Promise<string[]> => {
  await powers.prepare([wish, wish, wish]);
  return (await powers.sign(key, job())).map(({ id }) => id);
};
const slowly = (): void =>
  portal.faults.set([{ kind: 'slow', operation: 'poa.create', count: 0, milliseconds: 60 }]);
const leaving = (): string | undefined => powers.outbox().find(({ state }) => state === 'sending')?.id;

it('what is given up is not sent, and of what has left already it is told', async () => {
  const ids = await signed();
  slowly();
  const run = powers.send(job(), ids);
  await vi.waitUntil(() => leaving() !== undefined, { interval: 5, timeout: 10_000 });
  const first = leaving()!;
  const other = ids.find(id => id !== first)!;
  await powers.discard([other]);
  expect(await refused(powers.discard([first]))).toBe('portal.wrong-state');
  expect((await run).map(({ id }) => id)).toEqual(ids.filter(id => id !== other));
  expect([powers.outbox(), atPortal()]).toEqual([[], 2]);
});

it('what may have arrived is given up at the portal, too, or is not given up', async () => {
  const [id, other] = await signed();
  portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
  expect(await refused(powers.send(job(), [id!]))).toBe('network.unreachable');
  portal.faults.set([{ kind: 'maintenance', operation: 'poa.read', count: 1, milliseconds: 0 }]);
  expect(await refused(powers.discard([id!]))).toBe('portal.maintenance');
  expect(await refused(powers.discard([id!]))).toBe('portal.wrong-state');
  expect(powers.outbox().map(item => item.id)).toContain(id);
  expect((await powers.send(job(), [id!])).map(({ state }) => state)).toEqual(['sent']);
  await powers.discard([other!]);
  expect([powers.outbox().length, atPortal()]).toEqual([1, 1]);
});

it('what the person stops does not go on by itself', async () => {
  const sender = createOutboxSender({ ...parts, powers, portals, retryMs: 20 });
  const ids = await signed();
  slowly();
  await sender.queue(ids);
  await enter();
  await vi.waitUntil(() => leaving() !== undefined, { interval: 5, timeout: 10_000 });
  const controller = new AbortController();
  const asked = sender.send(ids, { ...job(), signal: controller.signal });
  controller.abort();
  expect(await refused(asked)).toBe('host.cancelled');
  const left = powers.outbox();
  expect(left.map(({ queued, state }) => [queued, state])).toEqual([
    [false, 'signed'],
    [false, 'signed'],
  ]);
  await new Promise(resolve => {
    setTimeout(resolve, 100);
  });
  expect([powers.outbox(), atPortal()]).toEqual([left, 1]);
});

it('what is given up while the others are signed is not there afterwards; signed twice at once, it has one signature', async () => {
  const items = await powers.prepare([wish, wish, wish]);
  const ids = items.map(({ id }) => id);
  let given: Promise<void> | null = null;
  const giving = { ...job(), onProgress: () => void (given ??= powers.discard(ids)) };
  await powers.sign(key, giving, ids);
  await given;
  expect(powers.outbox()).toEqual([]);
  const [next] = await powers.prepare([wish]);
  const both = await Promise.all([1, 2].map(() => powers.sign(key, job(), [next!.id])));
  const [item] = powers.outbox();
  expect(both.flat().map(({ signature }) => signature)).toEqual([item!.signature]);
  await powers.send(job());
  expect([powers.outbox(), atPortal()]).toEqual([[], 1]);
});

it('what is renewed twice at once is prepared once, also what is over', async () => {
  await powers.prepare([wish]);
  await powers.sign(key, job());
  const { id } = (await powers.send(job()))[0]!;
  for (const state of ['sent', 'revoked']) {
    portal.db.run('UPDATE powers_of_attorney SET state = ? WHERE id = ?', state, id);
    const renewed = await Promise.all([powers.renew([id, id]), powers.renew([id])]);
    const ids = new Set(renewed.flat().map(item => item.id));
    expect([ids.size, powers.outbox().length]).toEqual([1, 1]);
    await powers.discard([...ids]);
  }
});
