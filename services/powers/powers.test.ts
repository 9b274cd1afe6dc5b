/** Powers of attorney from this side: prepared and signed offline, sent once whatever happens, at the real sandbox portal. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { readPowerOfAttorney, writePowerOfAttorney } from '../../contract/poa/document.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import {
  accountant,
  company,
  head,
  hire,
  inDays,
  logIn,
  today,
  everything,
} from '../../tests/support/enterprise.ts';
import { keyRef, keyRing } from '../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { TestPortal } from '../../tests/support/portal.ts';
import { noProxies } from '../network/proxies.ts';
import { createPortals } from '../portal/portals.ts';
import type { Portals } from '../portal/portals.ts';
import { withPortalKey } from '../portal/sign-text.ts';
import { systemClock } from '../ports.ts';
import { readSignedPoa } from '../signing/read-poa.ts';
import { createOutboxSender } from './outbox-sender.ts';
import { openOutbox } from './outbox-store.ts';
import { savePoa } from './poa-file.ts';
import { createPowers } from './powers.ts';
import type { PoaWish, Powers } from './powers.ts';
import { markOf } from './signature-mark.ts';

let portal: TestPortal;
let portals: Portals;
let folder: string;
let powers: Powers;
let clockOffset = 0;
let portalOffset = 0;
const faults: string[] = [];
const key = { key: keyRef({ person: head, company }) };
const loginKey = { key: keyRef({ person: head, profile: 'rsaAuth' }) };
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
  portal = await startTestPortal({ now: () => new Date(Date.now() + portalOffset) });
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
      [{ since: inDays(-9), until: inDays(-2) }, 'portal.poa-ended'],
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

  it('has sent what has arrived, whatever has ended while the answer was waited for', async () => {
    await powers.prepare([{ ...wish, until: today() }]);
    await powers.sign(key, job());
    portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    await refused(powers.send(job()));
    portal.db.run('DELETE FROM idempotency');
    clockOffset = portalOffset = 2 * 86_400_000;
    await enter();
    expect((await powers.send(job()))[0]).toMatchObject({ state: 'sent', error: null });
    expect([powers.outbox(), atPortal()]).toEqual([[], 1]);
    clockOffset = portalOffset = 0;
    await enter();
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
    // One more was being signed while the third was written.
    const signed = powers.outbox().filter(({ signature }) => signature !== null).length;
    expect([3, 4]).toContain(signed);
    await restart();
    expect(await powers.sign(key, job())).toHaveLength(6 - signed);
    expect(await powers.send(job())).toHaveLength(6);
    expect(atPortal()).toBe(6);
  });

  it('is not signed with a key that the portal would not take', async () => {
    await powers.prepare([wish]);
    expect(await refused(powers.sign({ key: keyRef({ person: head }) }, job()))).toBe('key.wrong-subject');
    expect(await refused(powers.sign(loginKey, job()))).toBe('key.not-for-signing');
    expect(powers.outbox()[0]!.signature).toBeNull();
  });
});

describe('what was sent', () => {
  it('is revoked with a signature', async () => {
    await powers.prepare([wish]);
    await powers.sign(key, job());
    const [sent] = await powers.send(job());
    expect(await refused(powers.revoke(sent!.id, loginKey, 'kk'))).toBe('key.not-for-signing');
    portal.faults.set([{ kind: 'answer-lost', operation: 'poa.revoke', count: 1, milliseconds: 0 }]);
    expect(await refused(powers.revoke(sent!.id, key, 'kk'))).toBe('network.unreachable');
    expect(await powers.revoke(sent!.id, key, 'kk')).toMatchObject({ state: 'revoked' });
    expect(await refused(powers.revoke(randomUUID(), key, 'kk'))).toBe('portal.record-gone');
  });
});

const eventually = (check: () => boolean) => vi.waitUntil(check, { timeout: 10_000, interval: 10 });

describe('what is to go', () => {
  const senderOf = () =>
    createOutboxSender({ powers, portals, clock, retryMs: 20, onFault: id => void faults.push(id) });
  const signedIds = async (count = 1): Promise<string[]> => {
    await powers.prepare(Array.from({ length: count }, () => wish));
    return (await powers.sign(key, job())).map(({ id }) => id);
  };

  it('goes by itself when the portal answers again', async () => {
    const sender = senderOf();
    const ids = await signedIds();
    portal.faults.set([{ kind: 'maintenance', operation: '*', count: 0, milliseconds: 0 }]);
    expect(await refused(sender.send(ids, job()))).toBe('portal.maintenance');
    expect([sender.waiting()?.code, powers.outbox()[0]!.queued]).toEqual(['portal.maintenance', true]);
    portal.faults.set([]);
    await eventually(() => powers.outbox().length === 0);
    expect([sender.waiting(), atPortal()]).toEqual([null, 1]);
  });

  it('goes when its principal logs in, and in nobody else’s session', async () => {
    const sender = senderOf();
    const ids = await signedIds();
    await portals.close();
    expect(await refused(sender.send(ids, job()))).toBe('portal.session-over');
    const other = { key: keyRef({ person: accountant }) };
    const { login } = await portals.identify(other);
    await portals.open(login, utf8ToBytes('Sandbox1'), null);
    const profile = portals.session()!.profiles.find(({ tin }) => tin === company.bin)!;
    await portals.choose(profile.id);
    expect(await refused(powers.send(job()))).toBe('poa.other-session');
    expect(powers.outbox()[0]!.state).toBe('signed');
    await enter();
    await eventually(() => powers.outbox().length === 0);
    expect(atPortal()).toBe(1);
  });

  it('goes nowhere by itself once it was stopped, and again where it was refused and is sent once more', async () => {
    const sender = senderOf();
    const ids = await signedIds(3);
    const controller = new AbortController();
    const stopping = { signal: controller.signal, onProgress: () => controller.abort() };
    expect(await refused(sender.send(ids, stopping))).toBe('host.cancelled');
    expect(powers.outbox().map(({ queued, state }) => [queued, state])).toEqual([
      [false, 'signed'],
      [false, 'signed'],
    ]);
    portal.db.run("UPDATE taxpayers SET address = address || '!' WHERE tin = ?", company.bin);
    await sender.send(ids, job());
    expect(powers.outbox().map(({ state }) => state)).toEqual(['refused', 'refused']);
    portal.db.run("UPDATE taxpayers SET address = rtrim(address, '!') WHERE tin = ?", company.bin);
    await sender.send(ids, job());
    expect([powers.outbox(), atPortal()]).toEqual([[], 3]);
  });
});

describe('one that was sent', () => {
  const sendOne = async () => {
    await powers.prepare([wish]);
    await powers.sign(key, job());
    return (await powers.send(job()))[0]!;
  };

  it('is renewed without a gap, for as long, and once', async () => {
    const { id } = await sendOne();
    const [next] = await powers.renew([id]);
    expect(readPowerOfAttorney(next!.text)).toMatchObject({
      replaces: id,
      powers: ['invoice.view', 'invoice.create'],
      since: inDays(91),
      until: inDays(181),
    });
    expect(await powers.renew([id])).toEqual([next]);
    await powers.sign(key, job());
    await powers.send(job());
    expect(await powers.read(id)).toMatchObject({ state: 'active', replacedFrom: inDays(91) });
    expect(await refused(powers.renew([id]))).toBe('portal.changed-meanwhile');
  });

  it('is saved with its mark, and its signature beside it; a mark that is not true is not made', async () => {
    const { id } = await sendOne();
    const known = await powers.read(id);
    let page = '';
    const parts = {
      clock,
      version: '1',
      overwrite: true,
      printPage: async (html: string) => {
        page = html;
        return utf8ToBytes('%PDF-');
      },
    };
    const { pdf, cms } = await savePoa(known, join(folder, 'a.pdf'), parts);
    expect([readFileSync(pdf, 'utf8'), cms]).toEqual(['%PDF-', join(folder, 'a.cms')]);
    const { serial } = (await markOf(known, clock.now()))!;
    for (const part of [id, serial, 'Доверенность', 'Сенімхат', '<svg', 'Просматривать', 'a.cms'])
      expect(page).toContain(part);
    expect(page).not.toMatch(/<script|https?:|url\(/);
    expect((await readSignedPoa(cms, null))?.text).toBe(known.text);
    // Once more the same beside it, and never another one over it.
    await savePoa(known, pdf, parts);
    const other = await powers.read((await sendOne()).id);
    expect(await refused(savePoa(other, pdf, parts))).toBe('output.exists');
    const lying = { text: other.text, signature: known.signature };
    expect(await refused(savePoa(lying, join(folder, 'b.pdf'), parts))).toBe('portal.signature-broken');
    expect(existsSync(join(folder, 'b.cms'))).toBe(false);
  });
});

describe('a draft of the portal', () => {
  /** As it is made in the portal's own cabinet, or at another computer. */
  async function begin(signature: string | null = null): Promise<string> {
    const [item] = await powers.prepare([wish], { dryRun: true });
    const token = portals.sessionToken();
    const body = { text: item!.text, signature, send: false };
    return (await portals.client().call('poa.create', { body, token })).id;
  }

  it('is signed over the text that the portal keeps, and sent', async () => {
    const id = await begin();
    const { text } = await powers.read(id);
    expect(await powers.sign(key, job(), [id])).toMatchObject([{ id, text, state: 'signed' }]);
    await restart();
    expect(await powers.send(job(), [id])).toMatchObject([{ state: 'sent', error: null }]);
    expect(await powers.read(id)).toMatchObject({ text, state: 'active', version: 3 });
    expect([powers.outbox(), atPortal()]).toEqual([[], 1]);
  });

  it.each(['poa.create', 'poa.read', 'poa.sign', 'poa.send'])(
    'goes on from where it is after the answer to %s was lost',
    async operation => {
      const id = await begin();
      await powers.read(id);
      await powers.sign(key, job(), [id]);
      portal.faults.set([{ kind: 'answer-lost', operation, count: 1, milliseconds: 0 }]);
      await refused(powers.send(job(), [id]));
      portal.faults.set([]);
      await restart();
      await powers.send(job());
      expect([(await powers.read(id)).state, powers.outbox(), atPortal()]).toEqual(['active', [], 1]);
    },
  );

  it('that says something else when it is to be signed is not signed', async () => {
    const id = await begin();
    expect(await refused(powers.sign(key, job(), [id]))).toBe('portal.changed-meanwhile');
    const { text } = await powers.read(id);
    const other = writePowerOfAttorney({ ...readPowerOfAttorney(text)!, powers: ['employee.powers'] });
    portal.db.run('UPDATE powers_of_attorney SET text = ? WHERE id = ?', other, id);
    expect(await refused(powers.sign(key, job(), [id]))).toBe('portal.changed-meanwhile');
    expect([powers.outbox(), (await powers.read(id)).signature]).toEqual([[], null]);
    // Nor is it signed under the name of something else.
    const sign = withPortalKey(
      { keys: keyRing, clock },
      key,
      powers.directory().principal.requirement,
      signer => signer.text({ id, text }),
    );
    expect(await refused(sign)).toBe('portal.text-altered');
  });

  it('leaves nothing here where it was not signed, and is thrown away there', async () => {
    const id = await begin();
    await powers.read(id);
    expect(await refused(powers.sign({ key: keyRef({ person: head }) }, job(), [id]))).toBe(
      'key.wrong-subject',
    );
    expect([powers.outbox(), (await powers.read(id)).state]).toEqual([[], 'draft']);
    expect(await powers.send(job(), [id])).toEqual([]);
    portal.faults.set([{ kind: 'answer-lost', operation: 'poa.discard', count: 1, milliseconds: 0 }]);
    expect(await refused(powers.discard([id]))).toBe('network.unreachable');
    await powers.discard([id]);
    expect(await refused(powers.read(id))).toBe('portal.record-gone');
  });

  it('that was signed there only goes; what was thrown away there meanwhile is refused', async () => {
    const [item] = await powers.prepare([wish]);
    const [signed] = await powers.sign(key, job());
    const token = portals.sessionToken();
    const { signature } = signed!;
    const body = { text: item!.text, signature, send: false };
    const { id, version } = await portals.client().call('poa.create', { body, token });
    await powers.discard([id]);
    expect(await powers.send(job(), [id])).toMatchObject([{ state: 'sent' }]);
    expect((await powers.read(id)).signature).toBe(signature);
    expect(version).toBe(1);

    const gone = await begin();
    await powers.read(gone);
    await powers.sign(key, job(), [gone]);
    const [kept] = powers.outbox();
    await portals.client().call('poa.discard', { params: { id: gone }, body: { version: 1 }, token });
    expect(kept).toMatchObject({ id: gone, state: 'signed' });
    expect(await powers.send(job())).toMatchObject([
      { state: 'refused', error: { code: 'portal.record-gone' } },
    ]);
  });
});

it('a session that another login has ended is over here, too', async () => {
  await logIn(portal, head, company.bin);
  expect(await refused(powers.find(everything))).toBe('portal.session-over');
  expect(portals.session()).toBeNull();
  await enter();
});
