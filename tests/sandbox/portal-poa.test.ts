/** Powers of attorney at the sandbox portal: looked for among many, of an entrepreneur, handed on, and for whom they are not taken. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writePowerOfAttorney } from '../../contract/poa/document.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { PoaQuery } from '../../contract/portal/powers-of-attorney.ts';
import { foundPageSize } from '../../contract/portal/powers-of-attorney.ts';
import type { Power } from '../../contract/portal/powers.ts';
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
} from '../support/enterprise.ts';
import { signed, signerFor, startTestPortal } from '../support/portal.ts';
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
