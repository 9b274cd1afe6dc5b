/** Powers of attorney: drafted, signed, sent, read, revoked. */
import { dayInKazakhstan } from '../../../contract/poa/days.ts';
import type { PowerOfAttorney } from '../../../contract/poa/document.ts';
import { pageSize } from '../../../contract/portal/employees.ts';
import { checkChallenge, createChallenge, spendChallenge } from '../challenges.ts';
import type { HandlersOf, PortalContext, PortalHandlers, Request } from '../context.ts';
import { sendMail } from '../mails.ts';
import { refusal } from '../refuse.ts';
import { findAccount } from '../registration-record.ts';
import { requireSession } from '../sessions.ts';
import { assertPower, authorityOf, managingKey } from './authority.ts';
import type { Authority } from './authority.ts';
import {
  assertPoaState,
  findPoa,
  openPoasOf,
  poaAfter,
  poaOf,
  showPoa,
  showWholePoa,
  stateOf,
} from './poa-record.ts';
import type { PoaRow } from './poa-record.ts';
import { assertGrantable, readText } from './poa-rules.ts';
import { findPoas } from './poa-search.ts';
import { afterCursor, changeRecord, pageOf, remember } from './records.ts';
import { revocationText } from './texts.ts';

type Asked = Pick<Request<'poa.send'>, 'caller' | 'now'>;
type Making = 'poa.create' | 'poa.sign' | 'poa.send' | 'poa.discard';

export function poaHandlers(context: PortalContext): HandlersOf<'poa'> {
  return { ...making(context), ...reading(context), ...revoking(context) };
}

function managing(context: PortalContext, { caller, now }: Asked): Authority {
  const authority = authorityOf(context, now, caller);
  assertPower(authority, 'employee.powers');
  return authority;
}

function own(context: PortalContext, authority: Authority, id: string): PoaRow {
  return findPoa(context, id, ({ tin }) => tin === authority.tin);
}

/** @throws Refusal where the signature is not the giver's over this text */
function checkSignature(
  { signatures, ...context }: PortalContext,
  now: Date,
  authority: Authority,
  { text, signature }: { readonly text: string; readonly signature: string },
) {
  return signatures.text(text, signature, managingKey({ ...context, signatures }, authority), now);
}

function making(context: PortalContext): Pick<PortalHandlers, Making> {
  return {
    'poa.create': async request => {
      const { body, now, commit } = request;
      const data = readText(body.text);
      const before = managing(context, request);
      // First, so that whoever did not hear the answer learns that it is here, whatever has changed since.
      assertNew(context, data.id);
      assertGrantable(context, now, before, data);
      const { text, signature } = body;
      if (signature !== null) await checkSignature(context, now, before, { text, signature });
      return commit(() => {
        const authority = managing(context, request);
        assertNew(context, data.id);
        const employee = assertGrantable(context, now, authority, data);
        insert(context, now, { data, employee: employee.id, text, signature, iin: authority.iin });
        if (body.send) putInForce(context, now, own(context, authority, data.id), authority.iin);
        return showPoa(own(context, authority, data.id), now);
      });
    },

    'poa.sign': async request => {
      const { params, body, now, commit } = request;
      const before = managing(context, request);
      const { text } = own(context, before, params.id);
      const data = readText(text);
      assertGrantable(context, now, before, data);
      await checkSignature(context, now, before, { text, signature: body.signature });
      return commit(() => {
        const authority = managing(context, request);
        assertGrantable(context, now, authority, data);
        const row = own(context, authority, params.id);
        assertPoaState(row, now, 'draft');
        const { version, signature } = body;
        step(context, now, { ...row, version }, authority.iin, 'signed', { state: 'signed', signature });
        return showPoa(own(context, authority, row.id), now);
      });
    },

    'poa.send': async request => {
      const { params, body, now, commit } = request;
      const before = managing(context, request);
      const { text, signature } = own(context, before, params.id);
      const data = readText(text);
      assertGrantable(context, now, before, data);
      // Once more: the certificate may have been revoked, or have expired, since it was signed.
      if (signature !== null) await checkSignature(context, now, before, { text, signature });
      return commit(() => {
        const authority = managing(context, request);
        assertGrantable(context, now, authority, data);
        const row = own(context, authority, params.id);
        assertPoaState(row, now, 'signed');
        putInForce(context, now, { ...row, version: body.version }, authority.iin);
        return showPoa(own(context, authority, row.id), now);
      });
    },

    'poa.discard': async request => {
      const { params, body, now, commit } = request;
      return commit(() => {
        const authority = managing(context, request);
        const row = own(context, authority, params.id);
        assertPoaState(row, now, 'draft', 'signed');
        const { version } = body;
        step(context, now, { ...row, version }, authority.iin, 'discarded', { state: 'discarded' });
        return { discarded: true };
      });
    },
  };
}

interface NewPoa {
  readonly data: PowerOfAttorney;
  readonly employee: string;
  readonly text: string;
  readonly signature: string | null;
  readonly iin: string;
}

/** A number is used once, also by what was thrown away: a signed text is taken once. @throws Refusal portal.poa-known */
function assertNew({ db }: PortalContext, id: string): void {
  const known = db.get('SELECT 1 AS one FROM powers_of_attorney WHERE id = ?', id);
  if (known !== undefined) throw refusal('portal.poa-known', {});
}

function insert(context: PortalContext, now: Date, { data, employee, text, signature, iin }: NewPoa): void {
  const { db } = context;
  const { id, attorney, giver, principal, since, until, replaces } = data;
  const state = signature === null ? 'draft' : 'signed';
  const at = now.toISOString();
  db.run(
    `INSERT INTO powers_of_attorney (id, tin, employee, attorney, attorney_name, attorney_sought, giver, giver_name, state, text, signature,
       powers, since, until, replaces, created_at, changed_at) VALUES (?, ?, ?, ?, ?, folded(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[
      id,
      principal.tin,
      employee,
      attorney.iin,
      attorney.name,
      attorney.name,
      giver.iin,
      giver.name,
      state,
      text,
      signature,
    ],
    ...[JSON.stringify(data.powers), since, until, replaces, at, at],
  );
  remember(context, now, { record: id, version: 1, iin, what: state });
}

function step(
  context: PortalContext,
  now: Date,
  row: Pick<PoaRow, 'id' | 'version'>,
  iin: string,
  what: string,
  changes: Readonly<Record<string, string | number | null>>,
): void {
  const changed = { ...changes, changed_at: now.toISOString() };
  const version = changeRecord(context, 'powers_of_attorney', row, changed);
  remember(context, now, { record: row.id, version, iin, what });
}

/** In a transaction: an employee has left. What is over already stays as it is, and what was not sent never will be. */
export function endPoasOf(context: PortalContext, now: Date, employee: string, iin: string): void {
  for (const row of openPoasOf(context, employee)) {
    const state = stateOf(row, now);
    if (state === 'draft' || state === 'signed')
      step(context, now, row, iin, 'discarded', { state: 'discarded' });
    if (state === 'sent' || state === 'active') step(context, now, row, iin, 'revoked', { state: 'revoked' });
  }
}

/** In a transaction. What it replaces ends on its first day, or today where that is past. */
function putInForce(context: PortalContext, now: Date, row: PoaRow, iin: string): void {
  step(context, now, row, iin, 'sent', { state: 'sent' });
  const replaced =
    row.replaces === null ? null : findPoa(context, row.replaces, ({ tin }) => tin === row.tin);
  if (replaced !== null) {
    const day = dayInKazakhstan(now);
    const from = row.since < day ? day : row.since;
    step(context, now, replaced, iin, 'replaced', { replaced_from: from });
  }
  tell(context, now, row, 'powers-assigned');
}

function tell(
  context: PortalContext,
  now: Date,
  row: PoaRow,
  kind: 'powers-assigned' | 'powers-ended',
): void {
  const recipient = findAccount(context, row.attorney)?.email;
  const name =
    context.db.get<{ name: string }>('SELECT name FROM taxpayers WHERE tin = ?', row.tin)?.name ?? '';
  if (recipient === undefined) return;
  sendMail(context, now, { kind, recipient, link: null, details: { name, until: row.until } });
}

function reading(context: PortalContext): Pick<PortalHandlers, 'poa.page' | 'poa.find' | 'poa.read'> {
  return {
    'poa.find': async request => {
      const { body, caller, now } = request;
      const side =
        body.direction === 'issued'
          ? { tin: managing(context, request).tin }
          : { attorney: requireSession(caller).iin };
      return findPoas(context, side, body, now);
    },

    'poa.page': async request => {
      const { tin } = managing(context, request);
      const found = poaAfter(context, tin, afterCursor(request.params.cursor), pageSize + 1);
      const { rows, next } = pageOf(found, pageSize);
      return { powersOfAttorney: rows.map(row => showPoa(row, request.now)), next };
    },

    'poa.read': async request => {
      const { params, caller, now } = request;
      const { iin } = requireSession(caller);
      const found = poaOf(context, params.id);
      // The attorney reads what was sent, in whatever profile; all else is the principal's, and whether it is there, too.
      const received = found?.attorney === iin && (found.state === 'sent' || found.state === 'revoked');
      const row = received ? found : own(context, managing(context, request), params.id);
      return showWholePoa(context, row, now);
    },
  };
}

function revoking(context: PortalContext): Pick<PortalHandlers, 'poa.revocation' | 'poa.revoke'> {
  return {
    'poa.revocation': async request => {
      const { params, body, now, commit } = request;
      return commit(() => {
        const authority = managing(context, request);
        const row = revocable(context, now, authority, params.id);
        if (row.version !== body.version) throw refusal('portal.changed-meanwhile', { version: row.version });
        const { iin, bin } = managingKey(context, authority);
        return createChallenge(context, now, {
          purpose: 'employees.manage',
          iin: iin ?? authority.iin,
          bin,
          subject: row.id,
          data: { action: 'revoke', version: String(row.version) },
          body: revocationText(row, body.language),
          language: body.language,
        });
      });
    },

    'poa.revoke': async request => {
      const { params, body, now, commit } = request;
      const before = managing(context, request);
      const accepted = await checkChallenge(context, now, body, {
        purpose: 'employees.manage',
        subject: params.id,
        requirement: managingKey(context, before),
      });
      if (accepted.data['action'] !== 'revoke') throw refusal('portal.text-altered', {});
      return commit(() => {
        const authority = managing(context, request);
        if (accepted.iin !== managingKey(context, authority).iin) throw refusal('portal.signed-by-other', {});
        spendChallenge(context, now, accepted);
        const row = revocable(context, now, authority, params.id);
        const version = Number(accepted.data['version']);
        step(context, now, { ...row, version }, authority.iin, 'revoked', { state: 'revoked' });
        tell(context, now, row, 'powers-ended');
        return showPoa(own(context, authority, row.id), now);
      });
    },
  };
}

/** One in force, or to come. An employee cannot end the powers of himself, nor give them back to himself so. */
function revocable(context: PortalContext, now: Date, authority: Authority, id: string): PoaRow {
  const row = own(context, authority, id);
  if (row.attorney === authority.iin) throw refusal('portal.power-to-oneself', {});
  assertPoaState(row, now, 'sent', 'active');
  return row;
}
