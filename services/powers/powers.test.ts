/** Powers of attorney from this side: prepared and signed offline, sent once whatever happens, at the real sandbox portal. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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
import { systemClock } from '../ports.ts';
import { openOutbox } from './outbox-store.ts';
import { createPowers } from './powers.ts';
import type { PoaWish, Powers } from './powers.ts';

let portal: TestPortal;
let portals: Portals;
let folder: string;
let powers: Powers;
let clockOffset = 0;
const faults: string[] = [];
const key = { key: keyRef({ person: head, company }) };
const clock = { ...systemClock, now: () => new Date(Date.now() + clockOffset) };

async function restart(): Promise<void> {
  const store = await openOutbox(folder);
  powers = createPowers({
    store,
    portals,
    keys: keyRing,
    clock,
    onFault: id => void faults.push(id),
  });
}

async function enter(): Promise<void> {
  const { login } = await portals.identify(key);
  await portals.open(login, utf8ToBytes('Sandbox1'), null);
}

beforeAll(async () => {
  portal = await startTestPortal();
  await hire(portal, await logIn(portal, head, company.bin), accountant);
  portals = createPortals({
    connection: () => ({ ...portalConnections.sandbox, url: portal.origin }),
    proxies: noProxies,
    keys: keyRing,
    clock,
    backoffMs: [],
  });
  await enter();
});
afterAll(async () => {
  await portal.close();
  expect(faults).toEqual([]);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tanba-outbox-'));
  portal.db.run('DELETE FROM powers_of_attorney');
  portal.faults.set([]);
  clockOffset = 0;
  await restart();
  await powers.refresh();
  return () => rmSync(folder, { recursive: true });
});

const job = () => ({ signal: new AbortController().signal, onProgress: () => undefined });
const wish: PoaWish = {
  iin: accountant.iin,
  powers: ['invoice.create', 'invoice.view'],
  since: today(),
  until: inDays(90),
  replaces: null,
};
const atPortal = (): number =>
  portal.db.get<{ n: number }>('SELECT count(*) AS n FROM powers_of_attorney')!.n;
const codeOf = (error: unknown): ErrorCode => (error as { code: ErrorCode }).code;
const refused = (act: Promise<unknown>): Promise<ErrorCode | undefined> => act.then(() => undefined, codeOf);

describe('preparing', () => {
  it('makes what the portal takes, and nothing of what it would refuse', async () => {
    const rejected: readonly (readonly [Partial<PoaWish>, ErrorCode])[] = [
      [{ iin: head.iin }, 'portal.power-to-oneself'],
      [{ iin: '800101120008' }, 'portal.employee-unknown'],
      [{ since: inDays(-9), until: inDays(-2) }, 'portal.poa-ended'],
      [{ since: inDays(9), until: inDays(2) }, 'portal.poa-ended'],
    ];
    for (const [wrong, code] of rejected) {
      expect(await refused(powers.prepare([wish, { ...wish, ...wrong }]))).toBe(code);
    }
    expect(powers.outbox()).toEqual([]);
    expect(await powers.prepare([wish], { dryRun: true })).toHaveLength(1);
    expect(powers.outbox()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('is signed without the network, survives the end of the program, and is sent when the portal answers', async () => {
    portal.faults.set([{ kind: 'maintenance', operation: '*', count: 0, milliseconds: 0 }]);
    await powers.prepare([wish, wish]);
    await restart();
    expect(await powers.sign(key, job())).toHaveLength(2);
    await restart();
    expect(await refused(powers.send(job()))).toBe('portal.maintenance');
    portal.faults.set([]);
    expect((await powers.send(job())).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await powers.send(job())).toEqual([]);
    expect((await powers.list()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('sends nothing twice where the answer was lost, also in another session', async () => {
    await powers.prepare([wish]);
    await powers.sign(key, job());
    portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    expect(await refused(powers.send(job()))).toBe('network.unreachable');
    expect(powers.outbox()[0]!.state).toBe('sending');
    await restart();
    await enter();
    expect((await powers.send(job()))[0]).toMatchObject({ state: 'sent', error: null });
    expect(atPortal()).toBe(1);
  });

  it('knows its own by the number where the portal has forgotten the key', async () => {
    await powers.prepare([wish]);
    await powers.sign(key, job());
    portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    await refused(powers.send(job()));
    portal.db.run('DELETE FROM idempotency');
    expect((await powers.send(job()))[0]!.state).toBe('sent');
    expect(atPortal()).toBe(1);
  });

  it('looks at clock and term again, and keeps what was refused with its reason', async () => {
    await powers.prepare([{ ...wish, until: inDays(1) }, wish]);
    await powers.sign(key, job());
    clockOffset = 11 * 60_000;
    expect(await refused(powers.send(job()))).toBe('poa.clock-off');
    clockOffset = 0;
    expect(atPortal()).toBe(0);
    portal.db.run("UPDATE taxpayers SET address = 'другой адрес' WHERE tin = ?", company.bin);
    const sent = await powers.send(job());
    expect(sent.map(({ state, error }) => [state, error?.code])).toEqual([
      ['refused', 'portal.poa-differs'],
      ['refused', 'portal.poa-differs'],
    ]);
    portal.db.run(
      'UPDATE taxpayers SET address = ? WHERE tin = ?',
      (await powers.directory()).principal.address,
      company.bin,
    );
  });

  it('signs and sends on from where it was cancelled', async () => {
    await powers.prepare(Array.from({ length: 6 }, () => wish));
    const controller = new AbortController();
    const stopping = {
      signal: controller.signal,
      onProgress: ({ index }: { index: number }) => void (index === 2 && controller.abort()),
    };
    expect(await refused(powers.sign(key, stopping))).toBe('host.cancelled');
    expect(powers.outbox().filter(({ signature }) => signature !== null)).toHaveLength(3);
    await restart();
    expect(await powers.sign(key, job())).toHaveLength(3);
    expect(await powers.send(job())).toHaveLength(6);
    expect(atPortal()).toBe(6);
  });

  it('is not signed with a key that the portal would not take', async () => {
    await powers.prepare([wish]);
    expect(await refused(powers.sign({ key: keyRef({ person: head }) }, job()))).toBe('key.wrong-subject');
    expect(powers.outbox()[0]!.signature).toBeNull();
  });
});

describe('what was sent', () => {
  it('is revoked with a signature', async () => {
    await powers.prepare([wish]);
    await powers.sign(key, job());
    const [sent] = await powers.send(job());
    expect(await powers.revoke(sent!.id, key, 'kk')).toMatchObject({ state: 'revoked' });
    expect(await refused(powers.revoke(randomUUID(), key, 'kk'))).toBe('portal.record-gone');
  });
});
