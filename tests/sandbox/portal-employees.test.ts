/** Invitations, changes to employees and another head, at the sandbox portal over HTTP: who may, with which key, and for how long. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changesAtOnce } from '../../contract/portal/employees.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { warnOfEnds } from '../../sandbox/portal/powers/warnings.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import { entityFor, personFor } from '../../sandbox/portal/registry/taxpayers.ts';
import {
  accountant,
  company,
  draft,
  head,
  hire,
  inDays,
  logIn,
  otherCompany,
  secondEmployee,
  submit,
} from '../support/enterprise.ts';
import { signed, signedTicket, signerFor, startTestPortal } from '../support/portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { begin, sign } from '../support/registration.ts';

let portal: TestPortal;
let token: string;
let employee: Employee;
beforeAll(async () => {
  portal = await startTestPortal({ limits: { sessionIdleMinutes: 1e6 } });
  token = await logIn(portal, head, company.bin);
  employee = await hire(portal, token, accountant);
});
afterAll(() => portal.close());

const terms = { position: 'Кассир', since: inDays(0), until: inDays(9) };
const invite = (session: string, { iin, email }: typeof head, wish: Partial<typeof terms> = {}) =>
  portal.call('employees.invite', { iin, email, ...terms, ...wish }, { token: session });

const changeOf = ({ id, version, position, since, until, email }: Employee) => ({
  ...{ id, version, position, since, until, email },
  active: true,
});

async function save(session: string, signer: Signer, ...changes: ReturnType<typeof changeOf>[]) {
  const challenge = await portal.call('employees.challenge', { changes, language: 'ru' }, { token: session });
  if (challenge.code !== '') return challenge;
  return portal.call('employees.save', await signed(challenge, signer), { token: session });
}

const readEmployee = async (id: string): Promise<Employee> =>
  (await portal.call('employees.read', undefined, { params: { id }, token })).employee;

describe('an invitation', () => {
  const invited = personFor('head of an entity; registered as a person');

  it('is for work that is not over yet, when it is made, mailed again and accepted', async () => {
    const over = { since: inDays(-9), until: inDays(-1) };
    expect(await invite(token, invited, over)).toMatchObject({
      code: 'portal.employment-ended',
      params: { until: over.until },
    });
    const { id } = await invite(token, invited, { until: inDays(0) });
    portal.db.run('UPDATE employees SET until = ? WHERE id = ?', over.until, id);
    const mailed = await portal.call('employees.resend', { version: 1 }, { params: { id }, token });
    expect(mailed.code).toBe('portal.employment-ended');
    const at = { params: { id }, token: await logIn(portal, invited, invited.iin) };
    expect((await portal.call('memberships.challenge', { language: 'kk' }, at)).code).toBe(
      'portal.employment-ended',
    );
    expect((await portal.call('employees.withdraw', { version: 1 }, { params: { id }, token })).code).toBe(
      '',
    );
  });

  it('is accepted over a text with its terms, by the person’s own SIGN key, until it is taken back', async () => {
    const { id, version } = await invite(token, invited);
    const at = { params: { id }, token: await logIn(portal, invited, invited.iin) };
    const challenge = await portal.call('memberships.challenge', { language: 'ru' }, at);
    for (const said of [company.bin, ...terms.position, terms.since, terms.until])
      expect(challenge.text).toContain(said);
    const entity = entityFor('not registered, head is registered as a person');
    const accepting = async (signer: Signer) =>
      (await portal.call('memberships.accept', await signed(challenge, signer), at)).code;
    expect(await accepting(signerFor({ person: invited, profile: 'rsaAuth' }))).toBe('key.not-for-signing');
    expect(await accepting(signerFor({ person: invited, company: entity }))).toBe('key.wrong-subject');
    await portal.call('employees.withdraw', { version }, { params: { id }, token });
    expect(await accepting(signerFor({ person: invited }))).toBe('portal.wrong-state');
  });

  it('after somebody left gives none of the old powers back', async () => {
    const other = await hire(portal, token, secondEmployee);
    await submit(portal, token, await draft(portal, token, other));
    const own = await logIn(portal, secondEmployee, company.bin);
    const at = { params: { id: other.id }, token: own };
    expect((await portal.call('memberships.leave', { version: other.version }, at)).state).toBe('left');
    const again = await hire(portal, token, secondEmployee);
    expect([again.state, again.powers]).toEqual(['active', []]);
  });
});

describe('a change', () => {
  it('is not signed with a key for logging in', async () => {
    const auth = signerFor({ person: head, profile: 'rsaAuth' });
    expect((await save(token, auth, changeOf(employee))).code).toBe('key.not-for-signing');
    const sent = await submit(portal, token, await draft(portal, token, employee), auth);
    expect(sent.code).toBe('key.not-for-signing');
  });

  it('of a name in the registry is known before a power of attorney is signed, and no old one is taken after it', async () => {
    const data = await draft(portal, token, employee);
    const rename = (iin: string, name: string) =>
      portal.db.run('UPDATE taxpayers SET name = ? WHERE tin = ?', name, iin);
    for (const [{ iin }, field] of [
      [employee, 'attorney.name'],
      [head, 'giver.name'],
    ] as const) {
      const { name } = portal.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', iin)!;
      rename(iin, 'ЖАҢА ЕСІМ');
      expect(await submit(portal, token, data)).toMatchObject({
        code: 'portal.poa-differs',
        params: { field },
      });
      const fresh = await draft(portal, token, await readEmployee(employee.id));
      expect((await submit(portal, token, fresh)).code).toBe('');
      rename(iin, name);
    }
  });

  it('by an employee prolongs nobody’s work beyond the own right, and brings in no head', async () => {
    const wish = { powers: ['employee.add' as const, 'employee.powers' as const], until: inDays(50) };
    await submit(portal, token, await draft(portal, token, employee, wish));
    const session = await logIn(portal, accountant, company.bin);
    const signer = signerFor({ person: accountant, company, profile: 'signatory' });
    const other = await hire(portal, token, personFor('notary, registered'));
    const until = async (day: string) =>
      (await save(session, signer, { ...changeOf(await readEmployee(other.id)), until: day })).code;
    expect(await until(inDays(701))).toBe('portal.power-term');
    // What the head has set is not the employee's; ending it earlier is.
    expect([await until(other.until), await until(inDays(40)), await until(inDays(50))]).toEqual([
      '',
      '',
      '',
    ]);
    expect(await until(inDays(51))).toBe('portal.power-term');
    expect((await invite(session, head)).code).toBe('portal.employee-is-head');
  });

  it('of as many as one signature covers, with the longest fields, is made whole or not at all', async () => {
    hireCrowd(portal.db, new Date(), { tin: otherCompany.bin, employees: 320, powersOfAttorney: 0 });
    const session = await logIn(portal, head, otherCompany.bin);
    const { employees } = await portal.call('employees.page', undefined, {
      params: { cursor: 'start' },
      token: session,
    });
    const accepted = employees.filter(({ state }) => state === 'active' || state === 'inactive');
    const changes = accepted.slice(0, changesAtOnce).map(each => ({
      ...changeOf(each),
      position: 'Ұ'.repeat(200),
      email: `${'a'.repeat(233)}@sandbox.example`,
    }));
    const at = { token: session };
    const challenge = await portal.call('employees.challenge', { changes, language: 'kk' }, at);
    expect([challenge.code, challenge.text.split('Ұ'.repeat(200)).length - 1]).toEqual(['', changesAtOnce]);
    const body = await signed(challenge, signerFor({ person: head, company: otherCompany }));
    const count = () =>
      portal.db.get<{ n: number }>('SELECT count(*) AS n FROM employees WHERE length(position) = 200')!.n;
    const last = changes.at(-1)!.id;
    portal.db.run('UPDATE employees SET version = version + 1 WHERE id = ?', last);
    expect([(await portal.call('employees.save', body, at)).code, count()]).toEqual([
      'portal.changed-meanwhile',
      0,
    ]);
    portal.db.run('UPDATE employees SET version = version - 1 WHERE id = ?', last);
    expect([(await portal.call('employees.save', body, at)).code, count()]).toEqual(['', changesAtOnce]);
    expect((await portal.call('employees.save', body, at)).code).toBe('portal.challenge-spent');
  });
});

describe('another head', () => {
  const [former, next] = [
    personFor('former head, still at the portal'),
    personFor('new head of the same entity'),
  ];
  const entity = entityFor('head replaced');
  const formerKey = signerFor({ person: former, company: entity });
  const nextKey = signerFor({ person: next, company: entity });

  const register = async ({ iin, email }: typeof head, signer: Signer, bin?: string): Promise<void> => {
    const categories = [bin === undefined ? ('individual' as const) : ('legal' as const)];
    const begun = await begin(portal, { iin, ...(bin && { bin }), categories, signers: [signer] });
    // As one that was begun before the other head came.
    portal.db.run('UPDATE registrations SET replaces_head = 0');
    await sign(portal, begun, email, [signer], 'Sandbox1');
    const { code } = await portal.call('registration.confirm', { link: portal.lastLink(email) });
    if (code !== '') throw new Error(code);
  };

  it('who was an employee is head alone, and employee no more, from the first moment', async () => {
    await register(next, signerFor({ person: next }));
    const before = await logIn(portal, former, entity.bin);
    const hired = await hire(portal, before, next, formerKey);
    const wish = { powers: ['employee.powers' as const] };
    const given = await submit(portal, before, await draft(portal, before, hired, wish), formerKey);
    const own = await logIn(portal, next, entity.bin);
    await register(next, nextKey, entity.bin);
    const principal = async (session: string) => {
      const { code, giver } = await portal.call('principal.read', undefined, { token: session });
      return code === '' ? giver.basis : code;
    };
    expect([await principal(before), await principal(own)]).toEqual(['charter', 'power-of-attorney']);
    warnOfEnds({ db: portal.db } as never, new Date(Date.now() + 340 * 86_400_000));
    const warned = portal.db.all<{ recipient: string }>(
      "SELECT recipient FROM mails WHERE kind = 'poa-ending' AND recipient IN (?, ?)",
      former.email,
      next.email,
    );
    expect(warned).toEqual([{ recipient: former.email }]);
    portal.db.run("DELETE FROM mails WHERE kind = 'poa-ending'");
    // In the session that was open when the link was followed.
    const { profiles } = await portal.call('session.read', undefined, { token: own });
    const profile = profiles.find(({ type }) => type === 'ADMIN_ENTERPRISE')!.id;
    expect((await portal.call('session.choose', { profile }, { token: own })).code).toBe('');
    expect([await principal(before), await principal(own)]).toEqual(['portal.session-over', 'charter']);
    const at = (id: string) => ({ params: { id }, token: own });
    const { employee: self } = await portal.call('employees.read', undefined, at(hired.id));
    expect([self.state, (await portal.call('poa.read', undefined, at(given.id))).state]).toEqual([
      'left',
      'revoked',
    ]);
    const mails = portal.db.all<{ kind: string }>(
      "SELECT kind FROM mails WHERE recipient = ? AND kind <> 'registration-link' ORDER BY id DESC",
      former.email,
    );
    expect(mails.map(({ kind }) => kind)).toEqual(['access-ended']);
  });

  it('takes the former one on as an employee, who logs in with a key of the entity, too', async () => {
    await register(former, signerFor({ person: former }));
    await hire(portal, await logIn(portal, next, entity.bin), former, nextKey);
    const signer = signerFor({ person: former, company: entity, profile: 'signatory' });
    const ticket = await portal.call('session.ticket', { iin: former.iin });
    const signedXml = await signedTicket(ticket.xml, signer);
    const { login } = await portal.call('session.identify', { ticket: ticket.id, signedXml });
    const { session } = await portal.call('session.open', { login, password: 'Sandbox1', profile: null });
    expect(session.profile).toMatchObject({ tin: entity.bin, type: 'USER' });
  });
});
