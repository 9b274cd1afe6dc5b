/** Powers of attorney are given up, stopped and signed twice while others of them are signed and sent. */
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { job, key, openPowersWorkplace, refused, wish } from '../../tests/support/powers-workplace.ts';
import type { PowersWorkplace } from '../../tests/support/powers-workplace.ts';
import { createOutboxSender } from './outbox-sender.ts';

let at: PowersWorkplace;
beforeAll(async () => {
  at = await openPowersWorkplace();
});
afterAll(() => at.close());
beforeEach(() => at.clear());

const signed = async (): Promise<string[]> => {
  await at.powers.prepare([wish, wish, wish]);
  return (await at.powers.sign(key, job())).map(({ id }) => id);
};
const slowly = (): void =>
  at.portal.faults.set([{ kind: 'slow', operation: 'poa.create', count: 0, milliseconds: 60 }]);
const leaving = (): string | undefined => at.powers.outbox().find(({ state }) => state === 'sending')?.id;

it('what is given up is not sent, and of what has left already it is told', async () => {
  const ids = await signed();
  slowly();
  const run = at.powers.send(job(), ids);
  await vi.waitUntil(() => leaving() !== undefined, { interval: 5, timeout: 10_000 });
  const first = leaving()!;
  const other = ids.find(id => id !== first)!;
  await at.powers.discard([other]);
  expect(await refused(at.powers.discard([first]))).toBe('portal.wrong-state');
  expect((await run).map(({ id }) => id)).toEqual(ids.filter(id => id !== other));
  expect([at.powers.outbox(), at.atPortal()]).toEqual([[], 2]);
});

it('what may have arrived is given up at the portal, too, or is not given up', async () => {
  const [id, other] = await signed();
  at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
  expect(await refused(at.powers.send(job(), [id!]))).toBe('network.unreachable');
  at.portal.faults.set([{ kind: 'maintenance', operation: 'poa.read', count: 1, milliseconds: 0 }]);
  expect(await refused(at.powers.discard([id!]))).toBe('portal.maintenance');
  expect(await refused(at.powers.discard([id!]))).toBe('portal.wrong-state');
  expect(at.powers.outbox().map(item => item.id)).toContain(id);
  expect((await at.powers.send(job(), [id!])).map(({ state }) => state)).toEqual(['sent']);
  await at.powers.discard([other!]);
  expect([at.powers.outbox().length, at.atPortal()]).toEqual([1, 1]);
});

it('what the person stops does not go on by itself', async () => {
  const sender = createOutboxSender({
    ...{ powers: at.powers, portals: at.portals, clock: at.clock },
    ...{ retryMs: 20, onFault: expect.fail },
  });
  const ids = await signed();
  slowly();
  await sender.queue(ids);
  await at.enter();
  await vi.waitUntil(() => leaving() !== undefined, { interval: 5, timeout: 10_000 });
  const controller = new AbortController();
  const asked = sender.send(ids, { ...job(), signal: controller.signal });
  controller.abort();
  expect(await refused(asked)).toBe('host.cancelled');
  const left = at.powers.outbox();
  expect(left.map(({ queued, state }) => [queued, state])).toEqual([
    [false, 'signed'],
    [false, 'signed'],
  ]);
  await new Promise(resolve => {
    setTimeout(resolve, 100);
  });
  expect([at.powers.outbox(), at.atPortal()]).toEqual([left, 1]);
});

it('what is given up while the others are signed is not there afterwards; signed twice at once, it has one signature', async () => {
  const items = await at.powers.prepare([wish, wish, wish]);
  const ids = items.map(({ id }) => id);
  let given: Promise<void> | null = null;
  const giving = { ...job(), onProgress: () => void (given ??= at.powers.discard(ids)) };
  await at.powers.sign(key, giving, ids);
  await given;
  expect(at.powers.outbox()).toEqual([]);
  const [next] = await at.powers.prepare([wish]);
  const both = await Promise.all([1, 2].map(() => at.powers.sign(key, job(), [next!.id])));
  const [item] = at.powers.outbox();
  expect(both.flat().map(({ signature }) => signature)).toEqual([item!.signature]);
  await at.powers.send(job());
  expect([at.powers.outbox(), at.atPortal()]).toEqual([[], 1]);
});

it('what is renewed twice at once is prepared once, also what is over', async () => {
  await at.powers.prepare([wish]);
  await at.powers.sign(key, job());
  const { id } = (await at.powers.send(job()))[0]!;
  for (const state of ['sent', 'revoked']) {
    at.portal.db.run('UPDATE powers_of_attorney SET state = ? WHERE id = ?', state, id);
    const renewed = await Promise.all([at.powers.renew([id, id]), at.powers.renew([id])]);
    const ids = new Set(renewed.flat().map(item => item.id));
    expect([ids.size, at.powers.outbox().length]).toEqual([1, 1]);
    await at.powers.discard([...ids]);
  }
});
