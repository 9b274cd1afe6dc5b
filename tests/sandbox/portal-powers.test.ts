/** Employees and their powers at the sandbox portal over HTTP: from the invitation to the end, and everything that is refused. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import { idempotencyHeader } from '../../contract/portal/define.ts';
import { pageSize } from '../../contract/portal/employees.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import { base64ToBytes, bytesToBase64, utf8ToBytes } from '../../core/bytes.ts';
import { poaCms } from '../../services/powers/poa-file.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { powers } from '../../contract/portal/powers.ts';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import {
  accountant,
  company,
  draft,
  everything,
  head,
  headKey,
  hire,
  inDays,
  logIn,
  otherCompany,
  secondEmployee,
  submit,
} from '../support/enterprise.ts';
import { detachedCms, signed, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let offset = 0;
let token: string;
let employee: Employee;
beforeAll(async () => {
  portal = await startTestPortal({
    now: () => new Date(Date.now() + offset),
    limits: { sessionIdleMinutes: 1e6 },
  });
  token = await logIn(portal, head, company.bin);
  employee = await hire(portal, token, accountant);
});
afterAll(() => portal.close());

const uses = async (session: string, power: (typeof powers)[number]) =>
  (await portal.call('powers.use', undefined, { params: { power }, token: session })).code;

async function revoke(id: string, version: number, session = token, signer = headKey()) {
  const at = { params: { id }, token: session };
  const challenge = await portal.call('poa.revocation', { version, language: 'ru' }, at);
  if (challenge.code !== '') return challenge;
  return portal.call('poa.revoke', await signed(challenge, signer), at);
}

describe('powers', () => {
  it('begin when they are sent, change, and end at once when revoked', async () => {
    const session = await logIn(portal, accountant, company.bin);
    expect(await uses(session, 'invoice.view')).toBe('portal.no-power');
    const sent = await submit(portal, token, await draft(portal, token, employee));
    expect(sent).toMatchObject({ code: '', state: 'active', version: 2 });
    expect(await uses(session, 'invoice.view')).toBe('');
    expect(await uses(session, 'warehouse.work')).toBe('portal.no-power');

    const wish = { powers: ['warehouse.work'] as 'warehouse.work'[], replaces: sent.id };
    const changed = await submit(portal, token, await draft(portal, token, employee, wish));
    expect(await uses(session, 'invoice.view')).toBe('portal.no-power');
    expect(await uses(session, 'warehouse.work')).toBe('');
    const before = await portal.call('poa.read', undefined, { params: { id: sent.id }, token: session });
    expect(before.state).toBe('revoked');
    expect(before.history.map(({ what }) => what)).toEqual(['signed', 'sent', 'replaced']);

    const login = signerFor({ person: head, profile: 'rsaAuth' });
    expect((await revoke(changed.id, changed.version, token, login)).code).toBe('key.not-for-signing');
    expect(await revoke(changed.id, changed.version)).toMatchObject({ code: '', state: 'revoked' });
    expect(await uses(session, 'warehouse.work')).toBe('portal.no-power');
    expect((await revoke(changed.id, changed.version + 1)).code).toBe('portal.wrong-state');
  });

  it('go draft, signed, sent one by one, and are thrown away before that', async () => {
    const data = await draft(portal, token, employee, { since: inDays(10) });
    const text = writePowerOfAttorney(data);
    const at = { params: { id: data.id }, token };
    const made = await portal.call('poa.create', { text, signature: null, send: false }, { token });
    expect(made.state).toBe('draft');
    expect((await portal.call('poa.send', { version: 1 }, at)).code).toBe('portal.wrong-state');
    const signature = await detachedCms(text, headKey());
    expect((await portal.call('poa.sign', { version: 1, signature }, at)).state).toBe('signed');
    expect(await portal.call('poa.send', { version: 1 }, at)).toMatchObject({
      status: 409,
      code: 'portal.changed-meanwhile',
      params: { version: 2 },
    });
    expect((await portal.call('poa.send', { version: 2 }, at)).state).toBe('sent');
    expect((await portal.call('poa.discard', { version: 3 }, at)).code).toBe('portal.wrong-state');
  });

  it('of two windows one wins, and the other learns of it', async () => {
    const data = await draft(portal, token, employee);
    const { id, version } = await submit(portal, token, data);
    const at = { params: { id }, token };
    const two = [1, 2].map(() => portal.call('poa.revocation', { version, language: 'kk' }, at));
    const challenges = await Promise.all(two);
    const answers = await Promise.all(
      challenges.map(async challenge => portal.call('poa.revoke', await signed(challenge, headKey()), at)),
    );
    expect(answers.map(({ code }) => code).toSorted()).toEqual(['', 'portal.wrong-state']);
  });

  it('end with their term, and the head is warned 30 and 7 days before, once each', async () => {
    const session = await logIn(portal, accountant, company.bin);
    await submit(
      portal,
      token,
      await draft(portal, token, employee, { until: inDays(40), powers: ['budget.settle'] }),
    );
    const { warnOfEnds } = await import('../../sandbox/portal/powers/warnings.ts');
    const mails = (): number =>
      portal.db.get<{ n: number }>("SELECT count(*) AS n FROM mails WHERE kind = 'poa-ending'")!.n;
    const counts = [0, 9, 10, 11, 33, 34, 41].map(days => {
      warnOfEnds({ db: portal.db } as never, new Date(Date.now() + days * 86_400_000));
      return mails();
    });
    expect(counts).toEqual([0, 0, 1, 1, 2, 2, 2]);
    expect(await uses(session, 'budget.settle')).toBe('');
    offset = 41 * 86_400_000;
    try {
      expect(await uses(session, 'budget.settle')).toBe('portal.no-power');
    } finally {
      offset = 0;
    }
  });

  it('that were renewed without a gap have expired then, and are not said to be revoked', async () => {
    const old = await submit(portal, token, await draft(portal, token, employee, { until: inDays(3) }));
    const next = { replaces: old.id, since: inDays(4), until: inDays(7) };
    await submit(portal, token, await draft(portal, token, employee, next));
    offset = 5 * 86_400_000;
    try {
      const { state } = await portal.call('poa.read', undefined, { params: { id: old.id }, token });
      const query = { ...everything, state: 'expired' as const };
      const { powersOfAttorney } = await portal.call('poa.find', query, { token });
      expect([state, powersOfAttorney.map(({ id }) => id)]).toEqual(['expired', [old.id]]);
    } finally {
      offset = 0;
    }
  });
});

describe('the portal refuses', () => {
  it('a text that was altered, and one that is replayed', async () => {
    const data = await draft(portal, token, employee);
    const text = writePowerOfAttorney(data);
    const signature = await detachedCms(text, headKey());
    const create = (other: string) =>
      portal.call('poa.create', { text: other, signature, send: true }, { token });
    const wider = writePowerOfAttorney({ ...data, powers: [...powers] });
    expect((await create(wider)).code).toBe('portal.text-altered');
    expect((await create(`${text} `)).code).toBe('portal.poa-unreadable');
    const key = randomUUID();
    const body = { text, signature, send: true };
    const first = await portal.call('poa.create', body, { token, key });
    expect(first.state).toBe('active');
    // The same request again, also in a session that was opened anew: answered, not done again.
    token = await logIn(portal, head, company.bin);
    expect(await portal.call('poa.create', body, { token, key })).toEqual(first);
    expect((await create(text)).code).toBe('portal.poa-known');
    // Whoever did not hear the answer learns that it is here, also when it could not be made any more.
    offset = 40 * 86_400_000;
    expect((await create(text)).code).toBe('portal.poa-known');
    offset = 0;
    await revoke(first.id, first.version);
    expect((await create(text)).code).toBe('portal.poa-known');
  });

  it('what is no signature and no request, as the sender’s fault', async () => {
    const text = writePowerOfAttorney(await draft(portal, token, employee));
    const good = await detachedCms(text, headKey());
    const pem = bytesToBase64(utf8ToBytes(`-----BEGIN CMS-----\n${good}\n-----END CMS-----\n`));
    const attached = bytesToBase64(poaCms({ text, signature: good }));
    const padded = bytesToBase64(Uint8Array.of(...base64ToBytes(good), 0));
    for (const signature of ['AAAAA', 'A==', 'AB==', 'MIIB', pem, attached, padded])
      expect((await portal.call('poa.create', { text, signature, send: true }, { token })).code).toBe(
        'portal.signature-broken',
      );
    const response = await fetch(`${portal.origin}/v1/powers-of-attorney`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [idempotencyHeader]: randomUUID(),
        authorization: `Bearer ${token}`,
      },
      body: `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'portal.bad-request' }]);
  });

  it('an individual’s key, another person’s, another company’s', async () => {
    const data = await draft(portal, token, employee);
    const code = async (signer: ReturnType<typeof headKey>) =>
      (await submit(portal, token, data, signer)).code;
    expect(await code(signerFor({ person: head }))).toBe('key.wrong-subject');
    expect(await code(signerFor({ person: accountant, company }))).toBe('key.other-owner');
    expect(await code(signerFor({ person: head, company: otherCompany }))).toBe('key.other-owner');
  });

  it('what does not say what the portal knows, and terms that are over', async () => {
    const data = await draft(portal, token, employee);
    const code = async (wish: Partial<typeof data>) =>
      (await submit(portal, token, { ...data, ...wish })).code;
    expect(await code({ principal: { ...data.principal, name: 'ТОО "ДРУГОЕ"' } })).toBe('portal.poa-differs');
    expect(await code({ principal: { ...data.principal, tin: otherCompany.bin } })).toBe(
      'portal.poa-differs',
    );
    const attorney = { ...data.attorney, name: 'ДРУГОЙ' };
    expect(await code({ attorney })).toBe('portal.poa-differs');
    expect(await code({ issued: inDays(-31) })).toBe('portal.poa-stale');
    expect(await code({ since: inDays(-9), until: inDays(-2) })).toBe('portal.poa-ended');
    expect(await code({ since: inDays(-1) })).toBe('portal.poa-backdated');
    expect(await code({ replaces: randomUUID() })).toBe('portal.record-gone');
    const outsider = personFor('notary, registered');
    expect(await code({ attorney: { ...data.attorney, iin: outsider.iin } })).toBe('portal.employee-unknown');
    expect(await code({ attorney: { ...data.attorney, iin: head.iin } })).toBe('portal.power-to-oneself');
  });

  it('an employee without the right, past the own term, beyond the own powers, to oneself', async () => {
    const other = await hire(portal, token, secondEmployee);
    const own = await logIn(portal, secondEmployee, company.bin);
    const refused = await portal.call('principal.read', undefined, { token: own });
    expect(refused.grants).toEqual([]);
    expect((await portal.call('poa.page', undefined, { params: { cursor: 'start' }, token: own })).code).toBe(
      'portal.no-power',
    );
    const wish = { powers: ['invoice.view', 'employee.powers'] as const, until: inDays(50) };
    await submit(portal, token, await draft(portal, token, other, { ...wish, powers: [...wish.powers] }));
    const signer = signerFor({ person: secondEmployee, company, profile: 'signatory' });
    const give = async (to: Employee, more: Parameters<typeof draft>[3]) =>
      submit(portal, own, await draft(portal, own, to, { until: inDays(50), ...more }), signer);
    expect((await give(employee, { powers: ['invoice.view'] })).code).toBe('');
    expect((await give(employee, { powers: ['invoice.view'], until: inDays(51) })).code).toBe(
      'portal.power-term',
    );
    expect((await give(employee, { powers: ['invoice.create'] })).code).toBe('portal.power-not-yours');
    expect((await give(other, { powers: ['invoice.view'] })).code).toBe('portal.power-to-oneself');
    expect((await portal.call('employees.check', { iin: head.iin }, { token: own })).code).toBe(
      'portal.no-power',
    );
  });

  it('invitations that cannot be, and answers by somebody else', async () => {
    const check = async (iin: string) => (await portal.call('employees.check', { iin }, { token })).code;
    expect(await check(accountant.iin)).toBe('portal.employee-known');
    expect(await check(head.iin)).toBe('portal.power-to-oneself');
    expect(await check(personFor('not registered').iin)).toBe('portal.employee-unregistered');
    const invited = personFor('notary, registered');
    const terms = { position: 'Кассир', since: inDays(0), until: inDays(9), email: invited.email };
    const made = await portal.call('employees.invite', { iin: invited.iin, ...terms }, { token });
    const own = await logIn(portal, invited, invited.iin);
    const stranger = await logIn(portal, accountant, company.bin);
    const link = portal.lastLink(invited.email);
    expect((await portal.call('memberships.find', { link }, { token: own })).id).toBe(made.id);
    expect((await portal.call('memberships.find', { link }, { token: stranger })).code).toBe(
      'portal.record-gone',
    );
    const at = { params: { id: made.id }, token: own };
    const challenge = await portal.call('memberships.challenge', { language: 'ru' }, at);
    const wrong = await signed(challenge, signerFor({ person: accountant }));
    expect((await portal.call('memberships.accept', wrong, at)).code).toBe('key.other-owner');
    expect((await portal.call('memberships.decline', { version: 1 }, at)).state).toBe('declined');
    expect((await portal.call('memberships.decline', { version: 2 }, at)).code).toBe('portal.wrong-state');
  });
});

describe('an employee', () => {
  /** By the head, with the signature of the entity. */
  async function switchTo(active: boolean): Promise<void> {
    const { employee: now } = await portal.call('employees.read', undefined, {
      params: { id: employee.id },
      token,
    });
    const { id, version, position, since, until, email } = now;
    const changes = [{ id, version, position, since, until, email, active }];
    const challenge = await portal.call('employees.challenge', { changes, language: 'kk' }, { token });
    const saved = await portal.call('employees.save', await signed(challenge, headKey()), { token });
    expect(saved.employees).toMatchObject([{ state: active ? 'active' : 'inactive' }]);
  }

  it('who was switched off, or left, can do nothing from that moment', async () => {
    const wish = { powers: ['invoice.draft' as const], until: inDays(800) };
    const given = await submit(portal, token, await draft(portal, token, employee, wish));
    const text = writePowerOfAttorney(await draft(portal, token, employee));
    const begun = await portal.call('poa.create', { text, signature: null, send: false }, { token });
    const session = await logIn(portal, accountant, company.bin);
    expect(await uses(session, 'invoice.draft')).toBe('');
    const read = (id: string) => portal.call('poa.read', undefined, { params: { id }, token });
    // The work is over before the power of attorney is.
    portal.db.run('UPDATE employees SET until = ? WHERE id = ?', inDays(-1), employee.id);
    expect([await uses(session, 'invoice.draft'), (await read(given.id)).state]).toEqual([
      'portal.no-power',
      'sent',
    ]);
    const query = { ...everything, state: 'active' as const, text: employee.iin };
    const { powersOfAttorney } = await portal.call('poa.find', query, { token });
    expect(powersOfAttorney).toEqual([]);
    portal.db.run('UPDATE employees SET until = ? WHERE id = ?', employee.until, employee.id);
    for (const active of [false, true]) {
      await switchTo(active);
      expect(await uses(session, 'invoice.draft')).toBe('portal.session-over');
    }
    const again = await logIn(portal, accountant, company.bin);
    expect(await uses(again, 'invoice.draft')).toBe('');
    const { memberships } = await portal.call('memberships.list', undefined, { token: again });
    const { id, version } = memberships.find(({ tin }) => tin === company.bin)!;
    const left = await portal.call('memberships.leave', { version }, { params: { id }, token: again });
    expect(left.state).toBe('left');
    expect(await uses(again, 'invoice.draft')).toBe('portal.session-over');
    // Nothing is left that would have to be renewed, or could still be sent.
    const ended = await read(given.id);
    expect([ended.state, ended.history.at(-1)]).toMatchObject(['revoked', { iin: accountant.iin }]);
    expect((await read(begun.id)).code).toBe('portal.record-gone');
  });

  it('whose head was replaced keeps what was sent; what the former head only signed is not sent', async () => {
    token = await logIn(portal, head, company.bin);
    const { employees } = await portal.call('employees.page', undefined, {
      params: { cursor: 'start' },
      token,
    });
    const other = employees.find(({ iin }) => iin === secondEmployee.iin)!;
    const data = await draft(portal, token, other);
    const text = writePowerOfAttorney(data);
    const body = { text, signature: await detachedCms(text, headKey()), send: false };
    expect((await portal.call('poa.create', body, { token })).state).toBe('signed');
    const own = await logIn(portal, secondEmployee, company.bin);
    expect(await uses(own, 'employee.powers')).toBe('');
    portal.db.run(
      "UPDATE profiles SET status = 'ENTERPRISE_ADMIN_CHANGE_BLOCKED' WHERE iin = ? AND tin = ?",
      head.iin,
      company.bin,
    );
    const sending = await portal.call('poa.send', { version: 1 }, { params: { id: data.id }, token });
    expect(sending.code).toBe('portal.head-replaced');
    expect(await uses(own, 'employee.powers')).toBe('');
    const at = { params: { id: data.id }, token: own };
    expect((await portal.call('poa.send', { version: 1 }, at)).code).toBe('portal.poa-differs');
  });
});

describe('a page of employees', () => {
  it('says of each what reading the one says, and the next page goes on', async () => {
    hireCrowd(portal.db, new Date(), { tin: otherCompany.bin, employees: pageSize + 7, powersOfAttorney: 2 });
    const session = await logIn(portal, head, otherCompany.bin);
    const page = (cursor: string) =>
      portal.call('employees.page', undefined, { params: { cursor }, token: session });
    const first = await page('start');
    const { employees, next } = await page(first.next!);
    expect([first.employees.length, employees.length, next]).toEqual([pageSize, 7, null]);
    for (const listed of first.employees.slice(0, 7)) {
      const alone = await portal.call('employees.read', undefined, {
        params: { id: listed.id },
        token: session,
      });
      expect(alone.employee).toEqual(listed);
    }
    expect(new Set([...first.employees, ...employees].map(({ iin }) => iin)).size).toBe(pageSize + 7);
  });
});
