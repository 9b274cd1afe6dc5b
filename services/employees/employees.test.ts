/** Employees and memberships from this side, at the real sandbox portal over HTTP: what is shown is signed, and nothing is done twice. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../contract/errors/index.ts';
import { changesAtOnce } from '../../contract/portal/employees.ts';
import type { Employee } from '../../contract/portal/employees.ts';
import { portalConnections } from '../../contract/portal/profiles.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { hireCrowd } from '../../sandbox/portal/registry/crowd.ts';
import {
  accountant,
  company,
  head,
  inDays,
  otherCompany,
  secondEmployee,
} from '../../tests/support/enterprise.ts';
import { keyRef, keyRing } from '../../tests/support/flow-walker.ts';
import { startTestPortal } from '../../tests/support/portal.ts';
import type { TestPortal } from '../../tests/support/portal.ts';
import { noProxies } from '../network/proxies.ts';
import { createPortals } from '../portal/portals.ts';
import type { Portals } from '../portal/portals.ts';
import { systemClock } from '../ports.ts';
import { createEmployees, createMemberships } from './employees.ts';

let portal: TestPortal;
const signIn = async (portals: Portals, person: typeof head, tin: string): Promise<void> => {
  const { login } = await portals.identify({ key: keyRef({ person }) });
  const { profiles } = await portals.open(login, utf8ToBytes('Sandbox1'), null);
  await portals.choose(profiles.find(profile => profile.tin === tin)!.id);
};

/** The program of one person at one computer. */
async function programOf(person: typeof head, tin: string) {
  const portals = createPortals({
    connection: () => ({ ...portalConnections.sandbox, url: portal.origin }),
    proxies: noProxies,
    keys: keyRing,
    clock: systemClock,
    backoffMs: [],
  });
  await signIn(portals, person, tin);
  const parts = { portals, keys: keyRing, clock: systemClock };
  return { portals, employees: createEmployees(parts), memberships: createMemberships(parts) };
}

type Program = Awaited<ReturnType<typeof programOf>>;
let boss: Program;
let worker: Program;
const entityKey = { key: keyRef({ person: head, company }) };
const personalKey = { key: keyRef({ person: accountant }) };
const terms = {
  iin: accountant.iin,
  position: 'Бухгалтер',
  since: inDays(0),
  until: inDays(300),
  email: accountant.email,
};

beforeAll(async () => {
  portal = await startTestPortal();
  boss = await programOf(head, company.bin);
  worker = await programOf(accountant, accountant.iin);
});
afterAll(() => portal.close());

const refused = (act: Promise<unknown>): Promise<ErrorCode | undefined> =>
  act.then(
    () => undefined,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );
const lose = (operation: string): void =>
  portal.faults.set([{ kind: 'answer-lost', operation, count: 1, milliseconds: 0 }]);
const listed = async (iin: string): Promise<Employee> =>
  (await boss.employees.page('start')).employees.find(employee => employee.iin === iin)!;

describe('an invitation', () => {
  it('whose answer was lost is sent again, and made once', async () => {
    lose('employees.invite');
    expect(await refused(boss.employees.invite(terms))).toBe('network.unreachable');
    const invited = await boss.employees.invite(terms);
    expect(invited).toMatchObject({ state: 'invited', version: 1 });
    expect(await refused(boss.employees.invite(terms))).toBe('portal.employee-known');
    expect(await boss.employees.resend(invited)).toMatchObject({ version: 2 });
    expect(await refused(boss.employees.withdraw(invited))).toBe('portal.changed-meanwhile');
  });

  it('is found by its link and accepted over the text that was shown', async () => {
    const found = await worker.memberships.find(portal.lastLink(accountant.email));
    const proposal = await worker.memberships.propose(found.id, { language: 'kk' });
    expect(proposal.text).toContain(company.name);
    expect(await refused(worker.memberships.accept(proposal.challenge, entityKey))).toBe('key.wrong-subject');
    const login = { key: keyRef({ person: accountant, profile: 'rsaAuth' }) };
    expect(await refused(worker.memberships.accept(proposal.challenge, login))).toBe('key.not-for-signing');
    lose('memberships.accept');
    expect(await refused(worker.memberships.accept(proposal.challenge, personalKey))).toBe(
      'network.unreachable',
    );
    expect(await worker.memberships.accept(proposal.challenge, personalKey)).toMatchObject({
      state: 'inactive',
    });
    // It was good for one signature, and the program keeps it no longer.
    expect(await refused(worker.memberships.accept(proposal.challenge, personalKey))).toBe(
      'portal.challenge-expired',
    );
  });
});

describe('changes', () => {
  const change = async (wish: { active: boolean; position?: string }) => {
    const { id, version, position, since, until, email } = await listed(accountant.iin);
    return { id, version, position, since, until, email, ...wish };
  };

  it('are signed as they were proposed, and saved once', async () => {
    const proposal = await boss.employees.propose({
      changes: [await change({ active: true, position: 'Аудитор' })],
      language: 'ru',
    });
    expect(proposal.text).toContain('Должность: Бухгалтер → Аудитор');
    const login = { key: keyRef({ person: head, profile: 'rsaAuth' }) };
    expect(await refused(boss.employees.save(proposal.challenge, login))).toBe('key.not-for-signing');
    lose('employees.save');
    expect(await refused(boss.employees.save(proposal.challenge, entityKey))).toBe('network.unreachable');
    const [saved] = await boss.employees.save(proposal.challenge, entityKey);
    expect(saved).toMatchObject({ state: 'active', position: 'Аудитор' });
    const { history } = await boss.employees.read(saved!.id);
    expect(history.map(({ what }) => what)).toEqual(['invited', 'invited again', 'accepted', 'activated']);
  });

  it('made from an old version are refused before anybody signs', async () => {
    const changes = [{ ...(await change({ active: false })), version: 1 }];
    expect(await refused(boss.employees.propose({ changes, language: 'ru' }))).toBe(
      'portal.changed-meanwhile',
    );
  });

  it('that another proposal has taken the place of cannot be signed any more', async () => {
    const first = await boss.employees.propose({
      changes: [await change({ active: false })],
      language: 'ru',
    });
    const second = await boss.employees.propose({
      changes: [await change({ active: true, position: 'Кассир' })],
      language: 'ru',
    });
    expect(await refused(boss.employees.save(first.challenge, entityKey))).toBe('portal.challenge-expired');
    expect(await boss.employees.save(second.challenge, entityKey)).toMatchObject([{ position: 'Кассир' }]);
  });
});

describe('a signature that was refused', () => {
  it('is not handed in again: another key signs the same text anew', async () => {
    const { id, version, since, until, email } = await listed(accountant.iin);
    const changes = [{ id, version, since, until, email, active: true, position: 'Экономист' }];
    const { challenge } = await boss.employees.propose({ changes, language: 'ru' });
    const foreign = { key: keyRef({ person: head, company, profile: 'signatory' }) };
    // Refused, for as long as the portal takes the text to be somebody else’s.
    portal.db.run('UPDATE challenges SET iin = ? WHERE id = ?', accountant.iin, challenge);
    expect(await refused(boss.employees.save(challenge, foreign))).toBe('key.other-owner');
    portal.db.run('UPDATE challenges SET iin = ? WHERE id = ?', head.iin, challenge);
    const certificates = () =>
      portal.db
        .all<{ certificate: string }>('SELECT certificate FROM signatures')
        .map(row => row.certificate);
    const before = certificates().length;
    expect(await boss.employees.save(challenge, entityKey)).toMatchObject([{ position: 'Экономист' }]);
    const { position } = JSON.parse(certificates()[before]!) as { position: string };
    expect(position).toBe('head');
  });
});

describe('an employee', () => {
  it('declines, or leaves', async () => {
    const other = await programOf(secondEmployee, secondEmployee.iin);
    const wanted = { ...terms, iin: secondEmployee.iin, email: secondEmployee.email };
    lose('employees.invite');
    expect(await refused(boss.employees.invite(wanted))).toBe('network.unreachable');
    // It had arrived; taken back, and meant again in the same words, it is another invitation.
    const arrived = await listed(secondEmployee.iin);
    expect(await boss.employees.withdraw(arrived)).toMatchObject({ state: 'withdrawn' });
    expect((await boss.employees.invite(wanted)).id).not.toBe(arrived.id);
    const [invitation] = await other.memberships.list();
    expect(await other.memberships.decline(invitation!)).toMatchObject({ state: 'declined' });
    const [membership] = await worker.memberships.list();
    expect(await worker.memberships.leave(membership!)).toMatchObject({ state: 'left' });
    expect((await listed(accountant.iin)).state).toBe('left');
  });

  it('who is private person only has no principal', async () => {
    expect(await refused(worker.employees.principal())).toBe('portal.not-allowed');
  });
});

it('all pages of a long list, and a session that is over is over here, too', async () => {
  hireCrowd(portal.db, new Date(), { tin: otherCompany.bin, employees: 1200, powersOfAttorney: 1 });
  const program = await programOf(head, otherCompany.bin);
  const sizes: number[] = [];
  for (let cursor: string | null = 'start'; cursor !== null;) {
    const page: { employees: Employee[]; next: string | null } = await program.employees.page(cursor);
    sizes.push(page.employees.length);
    cursor = page.next;
  }
  expect(sizes).toEqual([500, 500, 200]);
  await changeMany(program);
  portal.db.run('UPDATE sessions SET ended_at = opened_at');
  expect(await refused(program.employees.principal())).toBe('portal.session-over');
  expect(program.portals.session()).toBeNull();
});

/** More than one signature covers: in portions, each whole or not at all, and nobody is left out. */
async function changeMany({ employees }: Program): Promise<void> {
  const entity = { key: keyRef({ person: head, company: otherCompany }) };
  const changeable = async () => {
    const found: Employee[] = [];
    for (let cursor: string | null = 'start'; cursor !== null;) {
      const page: { employees: Employee[]; next: string | null } = await employees.page(cursor);
      found.push(...page.employees.filter(({ state }) => state === 'active' || state === 'inactive'));
      cursor = page.next;
    }
    return found;
  };
  const changes = (await changeable()).map(({ id, version, since, until, email }) => ({
    ...{ id, version, since, until, email },
    active: true,
    position: 'Аудитор',
  }));
  expect(changes.length).toBeGreaterThan(2 * changesAtOnce);
  const propose = (some: typeof changes) => employees.propose({ changes: some, language: 'kk' });
  expect(await refused(propose(changes.slice(0, changesAtOnce + 1)))).toBe('portal.bad-request');
  for (let at = 0; at < changes.length; at += changesAtOnce) {
    const portion = changes.slice(at, at + changesAtOnce);
    const { challenge, text } = await propose(portion);
    expect(text.split('Аудитор')).toHaveLength(portion.length + 1);
    expect(await employees.save(challenge, entity)).toHaveLength(portion.length);
  }
  const after = await changeable();
  expect(after.map(({ position, state }) => `${state} ${position}`)).toEqual(
    changes.map(() => 'active Аудитор'),
  );
}
