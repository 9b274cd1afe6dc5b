/** Powers of attorney at the sandbox portal: looked for among many, of an entrepreneur, handed on, and for whom they are not taken. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { PoaQuery } from '../../contract/portal/powers-of-attorney.ts';
import { foundPageSize } from '../../contract/portal/powers-of-attorney.ts';
import type { Power } from '../../contract/portal/powers.ts';
import { folded } from '../../contract/search.ts';
import { base64ToBytes, bytesToBase64, concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { addSigner } from '../../core/signing/add-signer.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import {
  accountant,
  company,
  draft,
  head,
  headKey,
  hire,
  inDays,
  logIn,
  otherCompany,
  secondEmployee,
  submit,
  everything,
  today,
} from '../support/enterprise.ts';
import { detachedCms, revocationLists, signed, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let token: string;
let employee: Employee;
let other: Employee;
beforeAll(async () => {
  portal = await startTestPortal({ limits: { sessionIdleMinutes: 1e6 } });
  token = await logIn(portal, head, company.bin);
  employee = await hire(portal, token, accountant);
  other = await hire(portal, token, secondEmployee);
});
afterAll(() => portal.close());

const find = (query: Partial<PoaQuery>, session = token) =>
  portal.call('poa.find', { ...everything, ...query }, { token: session });
const uses = async (session: string, power: Power) =>
  (await portal.call('powers.use', undefined, { params: { power }, token: session })).code;

describe('looking for some', () => {
  it('finds by state, text and end, newest or ending first, and says how many end soon', async () => {
    const give = async (to: Employee, wish: Parameters<typeof draft>[3]) =>
      submit(portal, token, await draft(portal, token, to, wish));
    const long = await give(employee, {});
    const month = await give(employee, { until: inDays(20) });
    const week = await give(other, { until: inDays(5) });
    const later = await give(other, { since: inDays(3), until: inDays(90) });
    const gone = await give(employee, { powers: ['budget.settle'] });
    const challenge = await portal.call(
      'poa.revocation',
      { version: gone.version, language: 'ru' },
      { params: { id: gone.id }, token },
    );
    await portal.call('poa.revoke', await signed(challenge, headKey()), { params: { id: gone.id }, token });

    const ids = async (query: Partial<PoaQuery>) => (await find(query)).powersOfAttorney.map(({ id }) => id);
    expect(await ids({})).toEqual([gone, later, week, month, long].map(({ id }) => id));
    expect(await ids({ state: 'active', order: 'ending' })).toEqual([week.id, month.id, long.id]);
    expect(await ids({ state: 'sent' })).toEqual([later.id]);
    expect(await ids({ state: 'revoked' })).toEqual([gone.id]);
    expect(await ids({ state: 'expired' })).toEqual([]);
    expect(await ids({ endsWithin: 7 })).toEqual([week.id]);
    expect(await ids({ text: other.name.toLowerCase() })).toEqual([later.id, week.id]);
    const [surname = '', name = ''] = folded(other.name).split(' ');
    expect(await ids({ text: `${name} ${surname}` })).toEqual([later.id, week.id]);
    expect(await ids({ text: `${name} ${employee.iin}` })).toEqual([]);
    expect(await ids({ text: employee.iin, state: 'active' })).toEqual([month.id, long.id]);
    expect(await ids({ text: long.id.slice(0, 13) })).toEqual([long.id]);
    expect((await find({})).ending).toEqual({ within30: 2, within7: 1 });
    // One that has a successor needs no warning.
    await give(other, { replaces: week.id, since: inDays(6), until: inDays(300) });
    expect((await find({})).ending).toEqual({ within30: 1, within7: 0 });
  });

  it('shows the attorney what was sent, in whatever profile, and nobody else’s', async () => {
    const own = await logIn(portal, accountant, accountant.iin);
    const { powersOfAttorney, total } = await find({ direction: 'received', order: 'ending' }, own);
    expect(total).toBe(3);
    expect(new Set(powersOfAttorney.map(({ attorney }) => attorney.iin))).toEqual(new Set([accountant.iin]));
    expect(powersOfAttorney[0]!.principal).toEqual({ tin: company.bin, name: company.name });
    expect((await find({ direction: 'received', text: company.name.slice(0, 6) }, own)).total).toBe(3);
    expect((await find({}, own)).code).toBe('portal.not-allowed');
  });

  it('goes through all of them page by page, each once, in both orders', async () => {
    const row = portal.db.get('SELECT * FROM powers_of_attorney LIMIT 1')!;
    const columns = Object.keys(row).filter(name => name !== 'seq');
    const many = 2 * foundPageSize + 9;
    portal.db.transaction(() => {
      for (let n = 0; n < many; n++) {
        const copy = {
          ...row,
          id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
          until: inDays(40 + (n % 3)),
        };
        portal.db.run(
          `INSERT INTO powers_of_attorney (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
          ...columns.map(name => copy[name as keyof typeof copy]),
        );
      }
    });
    const { total } = await find({});
    for (const order of ['newest', 'ending'] as const) {
      const seen: string[] = [];
      for (let cursor: string | null = 'start'; cursor !== null;) {
        const page: Awaited<ReturnType<typeof find>> = await find({ order, cursor });
        seen.push(...page.powersOfAttorney.map(({ id }) => id));
        cursor = page.next;
      }
      expect([seen.length, new Set(seen).size]).toEqual([total, total]);
    }
  });
});

describe('an entrepreneur', () => {
  it('gives powers with the personal key, and not with anybody’s', async () => {
    const trader = personFor('entrepreneur, registered');
    const own = signerFor({ person: trader });
    const session = await logIn(portal, trader, trader.iin);
    const { profiles } = await portal.call('session.read', undefined, { token: session });
    const profile = profiles.find(({ type }) => type === 'ENTREPRENEUR')!.id;
    await portal.call('session.choose', { profile }, { token: session });
    const helper = await hire(portal, session, accountant, own);
    const data = await draft(portal, session, helper, { powers: ['invoice.view'] });
    expect([data.principal.tin, data.giver.basis]).toEqual([trader.iin, 'notice']);
    expect((await submit(portal, session, data, signerFor({ person: accountant }))).code).toBe(
      'key.other-owner',
    );
    expect((await submit(portal, session, data, headKey())).code).toBe('key.wrong-subject');
    expect((await submit(portal, session, data, own)).state).toBe('active');
    const working = await logIn(portal, accountant, trader.iin);
    expect([await uses(working, 'invoice.view'), await uses(working, 'budget.settle')]).toEqual([
      '',
      'portal.no-power',
    ]);
  });
});

describe('nobody gives', () => {
  it('to an employee of another company, also where the head is the same', async () => {
    const there = await logIn(portal, head, otherCompany.bin);
    const data = await draft(portal, there, employee);
    expect(data.principal.tin).toBe(otherCompany.bin);
    const key = signerFor({ person: head, company: otherCompany });
    expect((await submit(portal, there, data, key)).code).toBe('portal.employee-unknown');
  });

  it('once the own right has ended; what was given before stays until it is revoked', async () => {
    // Another session was opened since, which ended the first one.
    token = await logIn(portal, head, company.bin);
    const sixty = inDays(60);
    const right = await submit(
      portal,
      token,
      await draft(portal, token, other, { powers: ['employee.powers', 'warehouse.work'], until: sixty }),
    );
    const handing = await logIn(portal, secondEmployee, company.bin);
    const signer = signerFor({ person: secondEmployee, company, profile: 'signatory' });
    const give = async (wish: Parameters<typeof draft>[3]) =>
      submit(portal, handing, await draft(portal, handing, employee, { until: sixty, ...wish }), signer);
    expect((await give({ powers: ['warehouse.work'] })).code).toBe('');
    const working = await logIn(portal, accountant, company.bin);
    expect(await uses(working, 'warehouse.work')).toBe('');

    const at = { params: { id: right.id }, token };
    const asked = await portal.call('poa.revocation', { version: right.version, language: 'kk' }, at);
    expect((await portal.call('poa.revoke', await signed(asked, headKey()), at)).state).toBe('revoked');
    expect(await uses(handing, 'warehouse.work')).toBe('portal.no-power');
    expect((await give({ powers: ['warehouse.work'] })).code).toBe('portal.no-power');
    expect(await uses(working, 'warehouse.work')).toBe('');
  });
});

describe('what takes the place of another', () => {
  const give = async (to: Employee, wish: Parameters<typeof draft>[3]) =>
    submit(portal, token, await draft(portal, token, to, wish));
  const grants = async (session: string) =>
    new Map(
      (await portal.call('powers.mine', undefined, { token: session })).powers.map(({ power, until }) => [
        power,
        until,
      ]),
    );

  it('ends it once: it does not come back, and a second successor is a conflict', async () => {
    token = await logIn(portal, head, company.bin);
    const first = await give(employee, { powers: ['contract.edit'] });
    await give(employee, { powers: ['invoice.view'], replaces: first.id });
    const working = await logIn(portal, accountant, company.bin);
    expect(await uses(working, 'contract.edit')).toBe('portal.no-power');
    const again = await give(employee, { powers: ['invoice.view'], replaces: first.id, since: inDays(30) });
    expect([again.status, again.code]).toEqual([409, 'portal.changed-meanwhile']);
    expect(await uses(working, 'contract.edit')).toBe('portal.no-power');
    const open = await draft(portal, token, employee, { powers: ['invoice.view'] });
    const body = { text: writePowerOfAttorney(open), signature: null, send: false };
    expect((await portal.call('poa.create', body, { token })).state).toBe('draft');
    expect((await give(employee, { replaces: open.id })).code).toBe('portal.wrong-state');
    expect((await give(other, { replaces: first.id })).code).toBe('portal.record-gone');
  });

  it('goes on with what it replaces, in what one may do and may hand on; without it that ends before', async () => {
    const now = await give(other, { powers: ['employee.powers', 'contract.edit'], until: inDays(60) });
    const next = { replaces: now.id, since: inDays(10), until: inDays(400) };
    await give(other, { ...next, powers: ['employee.powers'] });
    const handing = await logIn(portal, secondEmployee, company.bin);
    const mine = await grants(handing);
    expect([mine.get('employee.powers'), mine.get('contract.edit')]).toEqual([inDays(400), inDays(9)]);
    const signer = signerFor({ person: secondEmployee, company, profile: 'signatory' });
    const hand = async (until: string) =>
      submit(
        portal,
        handing,
        await draft(portal, handing, employee, { powers: ['contract.edit'], until }),
        signer,
      );
    expect((await hand(inDays(10))).code).toBe('portal.power-term');
    expect((await hand(inDays(9))).code).toBe('');
  });
});

describe('of three at once', () => {
  const atOnce = async (act: (n: number) => Promise<{ readonly code: string }>): Promise<string[]> =>
    (await Promise.all([0, 1, 2].map(act))).map(({ code }) => code).toSorted();
  const oneWins = (code: ErrorCode): string[] => ['', code, code];

  it('one signs, one sends, one changes, one invites', async () => {
    token = await logIn(portal, head, company.bin);
    const data = await draft(portal, token, other);
    const text = writePowerOfAttorney(data);
    const at = { params: { id: data.id }, token };
    const create = () => portal.call('poa.create', { text, signature: null, send: false }, { token });
    expect(await atOnce(create)).toEqual(oneWins('portal.poa-known'));
    const signature = await detachedCms(text, headKey());
    const sign = () => portal.call('poa.sign', { version: 1, signature }, at);
    expect(await atOnce(sign)).toEqual(oneWins('portal.wrong-state'));
    const send = () => portal.call('poa.send', { version: 2 }, at);
    expect(await atOnce(send)).toEqual(oneWins('portal.wrong-state'));
    const { history } = await portal.call('poa.read', undefined, at);
    expect(history.map(({ what, version }) => [what, version])).toEqual([
      ['draft', 1],
      ['signed', 2],
      ['sent', 3],
    ]);

    const { id, version, since, until, email } = other;
    const wishes = await Promise.all(
      ['Кассир', 'Аудитор', 'Юрист'].map(async position => {
        const changes = [{ id, version, active: true, position, since, until, email }];
        const proposed = await portal.call('employees.challenge', { changes, language: 'ru' }, { token });
        return signed(proposed, headKey());
      }),
    );
    const save = (n: number) => portal.call('employees.save', wishes[n]!, { token });
    expect(await atOnce(save)).toEqual(oneWins('portal.changed-meanwhile'));
    const { iin, email: address } = personFor('notary, registered');
    const terms = { position: 'Кассир', since: today(), until: inDays(9), email: address };
    const invite = () => portal.call('employees.invite', { iin, ...terms }, { token });
    expect(await atOnce(invite)).toEqual(oneWins('portal.employee-known'));
  });
});

describe('to another enterprise', () => {
  it('no record is there, in no call', async () => {
    const given = await submit(portal, token, await draft(portal, token, employee));
    const { id, version, since, until, email, position } = employee;
    const there = await logIn(portal, head, otherCompany.bin);
    const of = (record: string) => ({ params: { id: record }, token: there });
    const changes = [{ id, version, active: false, since, until, email, position }];
    const answers = await Promise.all([
      portal.call('employees.read', undefined, of(id)),
      portal.call('employees.resend', { version }, of(id)),
      portal.call('employees.withdraw', { version }, of(id)),
      portal.call('employees.challenge', { changes, language: 'ru' }, { token: there }),
      ...(['memberships.decline', 'memberships.leave'] as const).map(name =>
        portal.call(name, { version }, of(id)),
      ),
      portal.call('poa.read', undefined, of(given.id)),
      portal.call('poa.sign', { version: 2, signature: 'AAAA' }, of(given.id)),
      ...(['poa.send', 'poa.discard'] as const).map(name => portal.call(name, { version: 2 }, of(given.id))),
      portal.call('poa.revocation', { version: 2, language: 'ru' }, of(given.id)),
    ]);
    expect(new Set(answers.map(({ code }) => code))).toEqual(new Set(['portal.record-gone']));
    // Whoever manages nobody is not told which numbers there are.
    const person = personFor('notary, registered');
    const stranger = await logIn(portal, person, person.iin);
    const ids = [given.id, randomUUID()];
    const read = (number: string) =>
      portal.call('poa.read', undefined, { params: { id: number }, token: stranger });
    expect((await Promise.all(ids.map(read))).map(({ code }) => code)).toEqual(
      ids.map(() => 'portal.not-allowed'),
    );
  });
});

describe('the key', () => {
  it('that ended or was revoked after the signing sends nothing; nor do two that signed', async () => {
    let offset = 0;
    let lists: Uint8Array[] | null = revocationLists();
    const revocationOf = () => Promise.resolve({ ocsp: [], crls: lists ?? [], problem: null });
    const strict = await startTestPortal({
      now: () => new Date(Date.now() + offset),
      evidence: { revocationOf },
      limits: { sessionIdleMinutes: 1e6 },
    });
    try {
      const session = await logIn(strict, head, company.bin);
      const data = await draft(strict, session, await hire(strict, session, accountant));
      const text = writePowerOfAttorney(data);
      const day = 86_400_000;
      const term = { notBefore: new Date(Date.now() - 9 * day), notAfter: new Date(Date.now() + day) };
      const ending = { person: head, company, term };
      const signature = await detachedCms(text, signerFor(ending));
      const both = await withSigner(signature, text, headKey());
      const create = (of: string) =>
        strict.call('poa.create', { text, signature: of, send: false }, { token: session });
      expect((await create(both)).code).toBe('portal.signature-broken');
      expect((await create(signature)).state).toBe('signed');
      const send = async () =>
        (await strict.call('poa.send', { version: 1 }, { params: { id: data.id }, token: session })).code;
      lists = null;
      expect(await send()).toBe('portal.revocation-unknown');
      lists = revocationLists(ending);
      expect(await send()).toBe('portal.certificate-revoked');
      lists = revocationLists();
      offset = 2 * day;
      expect(await send()).toBe('key.expired');
      offset = 0;
      expect(await send()).toBe('');
    } finally {
      await strict.close();
    }
  });
});

async function withSigner(signature: string, text: string, signer: Signer): Promise<string> {
  const pieces: Uint8Array[] = [];
  const request = { name: 'text', signer, signingTime: new Date(), content: bytesSource(utf8ToBytes(text)) };
  for await (const piece of addSigner({ ...request, signature: bytesSource(base64ToBytes(signature)) }))
    pieces.push(piece);
  return bytesToBase64(concatBytes(...pieces));
}
