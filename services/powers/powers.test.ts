/** Powers of attorney from this side: prepared and signed offline, sent once whatever happens, at the real sandbox portal. */
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import {
  accountant,
  company,
  everything,
  head,
  inDays,
  logIn,
  today,
} from '../../tests/support/enterprise.ts';
import { keyRef } from '../../tests/support/flow-walker.ts';
import { job, key, openPowersWorkplace, refused, wish } from '../../tests/support/powers-workplace.ts';
import type { PowersWorkplace } from '../../tests/support/powers-workplace.ts';
import { readSignedPoa } from '../signing/read-poa.ts';
import { createOutboxSender } from './outbox-sender.ts';
import { savePoa } from './poa-file.ts';
import type { PoaWish } from './powers.ts';
import { markOf } from './signature-mark.ts';

const loginKey = { key: keyRef({ person: head, profile: 'rsaAuth' }) };

let at: PowersWorkplace;
beforeAll(async () => {
  at = await openPowersWorkplace();
});
afterAll(() => at.close());
beforeEach(() => at.clear());

describe('preparing', () => {
  it('makes what the portal takes, and nothing of what it would refuse', async () => {
    const rejected: readonly (readonly [Partial<PoaWish>, ErrorCode])[] = [
      [{ iin: head.iin }, 'portal.power-to-oneself'],
      [{ since: inDays(-9), until: inDays(-2) }, 'portal.poa-ended'],
    ];
    for (const [wrong, code] of rejected) {
      expect(await refused(at.powers.prepare([wish, { ...wish, ...wrong }]))).toBe(code);
    }
    expect(at.powers.outbox()).toEqual([]);
    expect(await at.powers.prepare([wish], { dryRun: true })).toHaveLength(1);
    expect(at.powers.outbox()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('is signed without the network, survives the end of the program, and is sent when the portal answers', async () => {
    at.portal.faults.set([{ kind: 'maintenance', operation: '*', count: 0, milliseconds: 0 }]);
    await at.powers.prepare([wish, wish]);
    await at.restart();
    expect(await at.powers.sign(key, job())).toHaveLength(2);
    await at.restart();
    expect(await refused(at.powers.send(job()))).toBe('portal.maintenance');
    at.portal.faults.set([]);
    expect((await at.powers.send(job())).map(({ state }) => state)).toEqual(['sent', 'sent']);
    expect(await at.powers.send(job())).toEqual([]);
    expect((await at.powers.list()).map(({ state }) => state)).toEqual(['active', 'active']);
  });

  it('sends nothing twice where the answer was lost, also in another session', async () => {
    await at.powers.prepare([wish]);
    await at.powers.sign(key, job());
    at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    expect(await refused(at.powers.send(job()))).toBe('network.unreachable');
    expect(at.powers.outbox()[0]!.state).toBe('sending');
    await at.restart();
    await at.enter();
    expect((await at.powers.send(job()))[0]).toMatchObject({ state: 'sent', error: null });
    expect(at.atPortal()).toBe(1);
  });

  it('knows its own by the number where the portal has forgotten the key', async () => {
    await at.powers.prepare([wish]);
    await at.powers.sign(key, job());
    at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    await refused(at.powers.send(job()));
    at.portal.db.run('DELETE FROM idempotency');
    expect((await at.powers.send(job()))[0]!.state).toBe('sent');
    expect(at.atPortal()).toBe(1);
  });

  it('has sent what has arrived, whatever has ended while the answer was waited for', async () => {
    await at.powers.prepare([{ ...wish, until: today() }]);
    await at.powers.sign(key, job());
    at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.create', count: 1, milliseconds: 0 }]);
    await refused(at.powers.send(job()));
    at.portal.db.run('DELETE FROM idempotency');
    at.ahead.here = at.ahead.portal = 2 * 86_400_000;
    await at.enter();
    expect((await at.powers.send(job()))[0]).toMatchObject({ state: 'sent', error: null });
    expect([at.powers.outbox(), at.atPortal()]).toEqual([[], 1]);
    at.ahead.here = at.ahead.portal = 0;
    await at.enter();
  });

  it('looks at clock and term again, and keeps what was refused with its reason', async () => {
    await at.powers.prepare([{ ...wish, until: inDays(1) }, wish]);
    await at.powers.sign(key, job());
    at.ahead.here = 11 * 60_000;
    expect(await refused(at.powers.send(job()))).toBe('poa.clock-off');
    at.ahead.here = 0;
    expect(at.atPortal()).toBe(0);
    at.portal.db.run("UPDATE taxpayers SET address = 'другой адрес' WHERE tin = ?", company.bin);
    const sent = await at.powers.send(job());
    expect(sent.map(({ state, error }) => [state, error?.code])).toEqual([
      ['refused', 'portal.poa-differs'],
      ['refused', 'portal.poa-differs'],
    ]);
    at.portal.db.run(
      'UPDATE taxpayers SET address = ? WHERE tin = ?',
      (await at.powers.directory()).principal.address,
      company.bin,
    );
  });

  it('signs and sends on from where it was cancelled', async () => {
    await at.powers.prepare(Array.from({ length: 6 }, () => wish));
    const controller = new AbortController();
    const stopping = {
      signal: controller.signal,
      onProgress: ({ index }: { index: number }) => void (index === 2 && controller.abort()),
    };
    expect(await refused(at.powers.sign(key, stopping))).toBe('host.cancelled');
    // One more was being signed while the third was written.
    const signed = at.powers.outbox().filter(({ signature }) => signature !== null).length;
    expect([3, 4]).toContain(signed);
    await at.restart();
    expect(await at.powers.sign(key, job())).toHaveLength(6 - signed);
    expect(await at.powers.send(job())).toHaveLength(6);
    expect(at.atPortal()).toBe(6);
  });

  it('is not signed with a key that the portal would not take', async () => {
    await at.powers.prepare([wish]);
    expect(await refused(at.powers.sign({ key: keyRef({ person: head }) }, job()))).toBe('key.wrong-subject');
    expect(await refused(at.powers.sign(loginKey, job()))).toBe('key.not-for-signing');
    expect(at.powers.outbox()[0]!.signature).toBeNull();
  });
});

describe('what was sent', () => {
  it('is revoked with a signature', async () => {
    await at.powers.prepare([wish]);
    await at.powers.sign(key, job());
    const [sent] = await at.powers.send(job());
    expect(await refused(at.powers.revoke(sent!.id, loginKey, 'kk'))).toBe('key.not-for-signing');
    at.portal.faults.set([{ kind: 'answer-lost', operation: 'poa.revoke', count: 1, milliseconds: 0 }]);
    expect(await refused(at.powers.revoke(sent!.id, key, 'kk'))).toBe('network.unreachable');
    expect(await at.powers.revoke(sent!.id, key, 'kk')).toMatchObject({ state: 'revoked' });
    expect(await refused(at.powers.revoke(randomUUID(), key, 'kk'))).toBe('portal.record-gone');
  });
});

const eventually = (check: () => boolean) => vi.waitUntil(check, { timeout: 10_000, interval: 10 });

describe('what is to go', () => {
  const senderOf = () =>
    createOutboxSender({
      ...{ powers: at.powers, portals: at.portals, clock: at.clock },
      ...{ retryMs: 20, onFault: at.onFault },
    });
  const signedIds = async (count = 1): Promise<string[]> => {
    await at.powers.prepare(Array.from({ length: count }, () => wish));
    return (await at.powers.sign(key, job())).map(({ id }) => id);
  };

  it('goes by itself when the portal answers again', async () => {
    const sender = senderOf();
    const ids = await signedIds();
    at.portal.faults.set([{ kind: 'maintenance', operation: '*', count: 0, milliseconds: 0 }]);
    expect(await refused(sender.send(ids, job()))).toBe('portal.maintenance');
    expect([sender.waiting()?.code, at.powers.outbox()[0]!.queued]).toEqual(['portal.maintenance', true]);
    at.portal.faults.set([]);
    await eventually(() => at.powers.outbox().length === 0);
    expect([sender.waiting(), at.atPortal()]).toEqual([null, 1]);
  });

  it('goes when its principal logs in, and in nobody else’s session', async () => {
    const sender = senderOf();
    const ids = await signedIds();
    await at.portals.close();
    expect(await refused(sender.send(ids, job()))).toBe('portal.session-over');
    const other = { key: keyRef({ person: accountant }) };
    const { login } = await at.portals.identify(other);
    await at.portals.open(login, utf8ToBytes('Sandbox1'), null);
    const profile = at.portals.session()!.profiles.find(({ tin }) => tin === company.bin)!;
    await at.portals.choose(profile.id);
    expect(await refused(at.powers.send(job()))).toBe('poa.other-session');
    expect(at.powers.outbox()[0]!.state).toBe('signed');
    await at.enter();
    await eventually(() => at.powers.outbox().length === 0);
    expect(at.atPortal()).toBe(1);
  });

  it('goes nowhere by itself once it was stopped, and again where it was refused and is sent once more', async () => {
    const sender = senderOf();
    const ids = await signedIds(3);
    const controller = new AbortController();
    const stopping = { signal: controller.signal, onProgress: () => controller.abort() };
    expect(await refused(sender.send(ids, stopping))).toBe('host.cancelled');
    expect(at.powers.outbox().map(({ queued, state }) => [queued, state])).toEqual([
      [false, 'signed'],
      [false, 'signed'],
    ]);
    at.portal.db.run("UPDATE taxpayers SET address = address || '!' WHERE tin = ?", company.bin);
    await sender.send(ids, job());
    expect(at.powers.outbox().map(({ state }) => state)).toEqual(['refused', 'refused']);
    at.portal.db.run("UPDATE taxpayers SET address = rtrim(address, '!') WHERE tin = ?", company.bin);
    await sender.send(ids, job());
    expect([at.powers.outbox(), at.atPortal()]).toEqual([[], 3]);
  });
});

describe('one that was sent', () => {
  const sendOne = async () => {
    await at.powers.prepare([wish]);
    await at.powers.sign(key, job());
    return (await at.powers.send(job()))[0]!;
  };

  it('is renewed without a gap, for as long, and once', async () => {
    const { id } = await sendOne();
    const [next] = await at.powers.renew([id]);
    expect(readPowerOfAttorney(next!.text)).toMatchObject({
      replaces: id,
      powers: ['invoice.view', 'invoice.create'],
      since: inDays(91),
      until: inDays(181),
    });
    expect(await at.powers.renew([id])).toEqual([next]);
    await at.powers.sign(key, job());
    await at.powers.send(job());
    expect(await at.powers.read(id)).toMatchObject({ state: 'active', replacedFrom: inDays(91) });
    expect(await refused(at.powers.renew([id]))).toBe('portal.changed-meanwhile');
  });

  it('is saved with its mark, and its signature beside it; a mark that is not true is not made', async () => {
    const { id } = await sendOne();
    const known = await at.powers.read(id);
    let page = '';
    const parts = {
      clock: at.clock,
      version: '1',
      overwrite: true,
      printPage: async (html: string) => {
        page = html;
        return utf8ToBytes('%PDF-');
      },
    };
    const { pdf, cms } = await savePoa(known, join(at.folder, 'a.pdf'), parts);
    expect([readFileSync(pdf, 'utf8'), cms]).toEqual(['%PDF-', join(at.folder, 'a.cms')]);
    const { serial } = (await markOf(known, at.clock.now()))!;
    for (const part of [id, serial, 'Доверенность', 'Сенімхат', '<svg', 'Просматривать', 'a.cms'])
      expect(page).toContain(part);
    expect(page).not.toMatch(/<script|https?:|url\(/);
    expect((await readSignedPoa(cms, null))?.text).toBe(known.text);
    // Once more the same beside it, and never another one over it.
    await savePoa(known, pdf, parts);
    const other = await at.powers.read((await sendOne()).id);
    expect(await refused(savePoa(other, pdf, parts))).toBe('output.exists');
    const lying = { text: other.text, signature: known.signature };
    expect(await refused(savePoa(lying, join(at.folder, 'b.pdf'), parts))).toBe('portal.signature-broken');
    expect(existsSync(join(at.folder, 'b.cms'))).toBe(false);
  });
});

it('a session that another login has ended is over here, too', async () => {
  await logIn(at.portal, head, company.bin);
  expect(await refused(at.powers.find(everything))).toBe('portal.session-over');
  expect(at.portals.session()).toBeNull();
  await at.enter();
});
