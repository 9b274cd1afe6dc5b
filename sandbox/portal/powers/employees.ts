/** Employees as those who manage them see and change them. */
import { randomUUID } from 'node:crypto';
import { pageSize } from '../../../contract/portal/employees.ts';
import type { EmployeeChange } from '../../../contract/portal/employees.ts';
import { checkChallenge, createChallenge, spendChallenge } from '../challenges.ts';
import { later } from '../context.ts';
import type { HandlersOf, PortalContext, PortalHandlers, Request } from '../context.ts';
import { createLink } from '../links.ts';
import { sendMail } from '../mails.ts';
import { refusal } from '../refuse.ts';
import { findAccount } from '../registration-record.ts';
import type { AccountRow } from '../registration-record.ts';
import { assertPower, authorityOf, isHead, managingKey } from './authority.ts';
import type { Authority } from './authority.ts';
import { closeProfile, openProfile } from './employee-profile.ts';
import {
  assertNotOver,
  assertState,
  currentEmployee,
  employeesAfter,
  findEmployee,
  showEmployee,
  showEmployees,
} from './employee-record.ts';
import type { EmployeeRow } from './employee-record.ts';
import { afterCursor, changeRecord, historyOf, pageOf, remember } from './records.ts';
import { changesText } from './texts.ts';

type Names = keyof HandlersOf<'employees'>;
type Invitations = 'employees.check' | 'employees.invite' | 'employees.resend' | 'employees.withdraw';
type Reading = 'employees.page' | 'employees.read';

export function employeeHandlers(context: PortalContext): HandlersOf<'employees'> {
  return { ...invitations(context), ...reading(context), ...changing(context) };
}

function invitations(context: PortalContext): Pick<PortalHandlers, Invitations> {
  const adding = (request: Pick<Request<Names>, 'caller' | 'now'>): Authority => {
    const authority = authorityOf(context, request.now, request.caller);
    assertPower(authority, 'employee.add');
    return authority;
  };
  return {
    'employees.check': async request => {
      const { iin, name } = invitable(context, adding(request), request.body.iin);
      return request.commit(() => ({ iin, name }));
    },

    'employees.invite': async request => {
      const { body, now, commit } = request;
      return commit(() => {
        const authority = adding(request);
        invitable(context, authority, body.iin);
        assertNotOver(now, body);
        const id = randomUUID();
        const { tin } = authority;
        const { iin, position, since, until, email } = body;
        context.db.run(
          `INSERT INTO employees (id, tin, iin, state, position, since, until, email, created_at)
           VALUES (?, ?, ?, 'invited', ?, ?, ?, ?, ?)`,
          ...[id, tin, iin, position, since, until, email, now.toISOString()],
        );
        remember(context, now, { record: id, version: 1, iin: authority.iin, what: 'invited' });
        return mailInvitation(context, now, findEmployee(context, id, authority));
      });
    },

    'employees.resend': async request => {
      const { params, body, now, commit } = request;
      return commit(() => {
        const authority = adding(request);
        const row = findEmployee(context, params.id, authority);
        assertState(row, 'invited');
        assertNotOver(now, row);
        const version = changeRecord(context, 'employees', { ...params, ...body }, { state: 'invited' });
        remember(context, now, { record: params.id, version, iin: authority.iin, what: 'invited again' });
        return mailInvitation(context, now, findEmployee(context, params.id, authority));
      });
    },

    'employees.withdraw': async request => {
      const { params, body, now, commit } = request;
      return commit(() => {
        const authority = adding(request);
        assertState(findEmployee(context, params.id, authority), 'invited');
        const version = changeRecord(context, 'employees', { ...params, ...body }, { state: 'withdrawn' });
        remember(context, now, { record: params.id, version, iin: authority.iin, what: 'withdrawn' });
        return showEmployee(context, now, findEmployee(context, params.id, authority));
      });
    },
  };
}

/** @throws Refusal where the person cannot be invited */
function invitable(context: PortalContext, { iin: caller, tin }: Authority, iin: string): AccountRow {
  if (iin === caller || iin === tin) throw refusal('portal.power-to-oneself', {});
  if (isHead(context, tin, iin)) throw refusal('portal.employee-is-head', {});
  const person = context.db.get(
    "SELECT 1 AS one FROM profiles WHERE iin = ? AND type = 'INDIVIDUAL' AND status = 'ACTIVE'",
    iin,
  );
  const account = findAccount(context, iin);
  if (person === undefined || account === undefined) throw refusal('portal.employee-unregistered', {});
  if (currentEmployee(context, tin, iin) !== undefined) throw refusal('portal.employee-known', {});
  return account;
}

function mailInvitation(context: PortalContext, now: Date, row: EmployeeRow) {
  const { name } = context.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', row.tin)!;
  sendMail(context, now, {
    kind: 'invitation-link',
    recipient: row.email,
    link: createLink(context, now, 'invitation', row.id),
    details: { name, until: later(now, { hours: context.limits.linkHours }) },
  });
  return showEmployee(context, now, row);
}

function reading(context: PortalContext): Pick<PortalHandlers, Reading> {
  const managing = (request: Pick<Request<Names>, 'caller' | 'now'>): Authority => {
    const authority = authorityOf(context, request.now, request.caller);
    assertPower(authority, 'employee.powers', 'employee.add');
    return authority;
  };
  return {
    'employees.page': async request => {
      const { tin } = managing(request);
      const found = employeesAfter(context, tin, afterCursor(request.params.cursor), pageSize + 1);
      const { rows, next } = pageOf(found, pageSize);
      return { employees: showEmployees(context, request.now, rows), next };
    },

    'employees.read': async request => {
      const row = findEmployee(context, request.params.id, managing(request));
      return { employee: showEmployee(context, request.now, row), history: historyOf(context, row.id) };
    },
  };
}

function changing(context: PortalContext): Pick<PortalHandlers, 'employees.challenge' | 'employees.save'> {
  const managing = (request: Pick<Request<Names>, 'caller' | 'now'>): Authority => {
    const authority = authorityOf(context, request.now, request.caller);
    assertPower(authority, 'employee.powers');
    return authority;
  };
  return {
    'employees.challenge': async request => {
      const { body, now, commit } = request;
      return commit(() => {
        const authority = managing(request);
        const differences = body.changes.map(change => ({
          change,
          row: changeable(context, authority, change),
        }));
        const { iin, bin } = managingKey(context, authority);
        return createChallenge(context, now, {
          purpose: 'employees.manage',
          iin: iin ?? authority.iin,
          bin,
          subject: authority.tin,
          data: { action: 'employees', changes: JSON.stringify(body.changes) },
          body: changesText(differences, body.language),
          language: body.language,
        });
      });
    },

    'employees.save': async request => {
      const { body, now, commit } = request;
      const before = managing(request);
      const accepted = await checkChallenge(context, now, body, {
        purpose: 'employees.manage',
        subject: before.tin,
        requirement: managingKey(context, before),
      });
      if (accepted.data['action'] !== 'employees') throw refusal('portal.text-altered', {});
      const changes = JSON.parse(accepted.data['changes']!) as EmployeeChange[];
      return commit(() => {
        const authority = managing(request);
        if (accepted.iin !== managingKey(context, authority).iin) throw refusal('portal.signed-by-other', {});
        spendChallenge(context, now, accepted);
        for (const change of changes) apply(context, now, authority, change);
        const employees = changes.map(({ id }) =>
          showEmployee(context, now, findEmployee(context, id, authority)),
        );
        return { employees };
      });
    },
  };
}

/** One who accepted, and not oneself; nobody prolongs another's work beyond the own right to. @throws Refusal */
function changeable(
  context: PortalContext,
  authority: Authority,
  { id, version, until }: EmployeeChange,
): EmployeeRow {
  const row = findEmployee(context, id, authority);
  if (row.iin === authority.iin) throw refusal('portal.power-to-oneself', {});
  assertState(row, 'inactive', 'active');
  if (row.version !== version) throw refusal('portal.changed-meanwhile', { version: row.version });
  const own = authority.grants.get('employee.powers') ?? null;
  if (own !== null && until > row.until && until > own) throw refusal('portal.power-term', { until: own });
  return row;
}

function apply(context: PortalContext, now: Date, authority: Authority, change: EmployeeChange): void {
  const row = changeable(context, authority, change);
  const { active, position, since, until, email } = change;
  const state = active ? 'active' : 'inactive';
  const version = changeRecord(context, 'employees', change, { state, position, since, until, email });
  const what = row.state === state ? 'changed' : active ? 'activated' : 'deactivated';
  remember(context, now, { record: row.id, version, iin: authority.iin, what });
  if (active) openProfile(context, now, row);
  else closeProfile(context, now, row);
}
