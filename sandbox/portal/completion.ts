/** The end of a registration: the link makes the profiles, the first login completes them. */
import { randomUUID } from 'node:crypto';
import { profileTypeOf } from '../../contract/portal/model.ts';
import type { PortalContext } from './context.ts';
import { assertEligible, registerEntries } from './eligibility.ts';
import { spendLink } from './links.ts';
import { note, sendMail } from './mails.ts';
import { categoriesOf, changeRegistration, findAccount, showRegistration } from './registration-record.ts';
import { endEmployment } from './powers/memberships.ts';
import type { RegistrationRow } from './registration-record.ts';

/** In a transaction: the link was followed. */
export function completeLink(
  context: PortalContext,
  now: Date,
  row: RegistrationRow,
  link: string,
): { readonly iin: string; readonly registration: string } {
  spendLink(context, now, link);
  assertEligible(context, now, { ...row, categories: categoriesOf(row) });
  changeRegistration(context, row.id, ['awaiting-link'], { state: 'confirmed' });
  addAccount(context, now, row);
  for (const category of categoriesOf(row)) {
    const { subject } = showRegistration(context, row);
    const legal = category === 'legal';
    context.db.run(
      `INSERT INTO profiles (id, iin, tin, type, name, project, status, registration, created_at)
       VALUES (?, ?, ?, ?, ?, ?, 'ACTIVE', ?, ?)
       ON CONFLICT (iin, tin, type) DO UPDATE SET status = 'ACTIVE', logged_in = 0, version = version + 1,
         registration = excluded.registration`,
      randomUUID(),
      row.iin,
      legal ? (row.bin ?? row.iin) : row.iin,
      profileTypeOf[category],
      legal ? (subject.organisation ?? subject.name) : subject.name,
      row.project,
      row.id,
      now.toISOString(),
    );
  }
  note(context, now, 'registration.confirm', { iin: row.iin, subject: row.id });
  return { iin: row.iin, registration: row.id };
}

/** The first profile brings the account; the password is the one that was typed then. */
function addAccount(context: PortalContext, now: Date, row: RegistrationRow): void {
  if (findAccount(context, row.iin) !== undefined) return;
  const { data, subject } = showRegistration(context, row);
  context.db.run(
    'INSERT INTO accounts (iin, name, email, phone, password, document, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
    row.iin,
    subject.name,
    data?.email ?? '',
    data?.phone ?? '',
    row.password ?? '',
    JSON.stringify(data?.document ?? null),
    now.toISOString(),
  );
}

/** In a transaction: the person logs in; what was confirmed is now complete. */
export function completeOnLogin(context: PortalContext, now: Date, iin: string): void {
  const { db } = context;
  const waiting = db.all<RegistrationRow>(
    "SELECT * FROM registrations WHERE iin = ? AND state = 'confirmed'",
    iin,
  );
  for (const row of waiting) {
    changeRegistration(context, row.id, ['confirmed'], { state: 'completed' });
    db.run('UPDATE profiles SET logged_in = 1, version = version + 1 WHERE registration = ?', row.id);
    const { data, subject } = showRegistration(context, row);
    const details = { name: subject.organisation ?? subject.name };
    sendMail(context, now, {
      kind: 'registration-complete',
      recipient: findAccount(context, iin)?.email ?? data?.email ?? '',
      link: null,
      details,
    });
    if (row.bin !== null) {
      // Also one who came in between, after this registration was begun: there is one head.
      endFormerHeads(context, now, row.bin, iin);
      endEmployment(context, now, { tin: row.bin, iin });
    }
    endFormerTrade(context, now, row);
    note(context, now, 'registration.complete', { iin, subject: row.id });
  }
}

/** The former head can no longer act for the entity; what else the person has at the portal stays. */
function endFormerHeads(context: PortalContext, now: Date, bin: string, newHead: string): void {
  const { db } = context;
  const former = db.all<{ id: string; iin: string; name: string }>(
    `SELECT id, iin, name FROM profiles
     WHERE tin = ? AND type = ? AND iin <> ? AND status <> 'ENTERPRISE_ADMIN_CHANGE_BLOCKED'`,
    bin,
    profileTypeOf.legal,
    newHead,
  );
  for (const { id, iin, name } of former) {
    db.run(
      "UPDATE profiles SET status = 'ENTERPRISE_ADMIN_CHANGE_BLOCKED', version = version + 1 WHERE id = ?",
      id,
    );
    db.run(
      'UPDATE sessions SET ended_at = ? WHERE iin = ? AND profile = ? AND ended_at IS NULL',
      now.toISOString(),
      iin,
      id,
    );
    const recipient = findAccount(context, iin)?.email;
    if (recipient !== undefined) {
      sendMail(context, now, { kind: 'access-ended', recipient, link: null, details: { name } });
    }
    note(context, now, 'head.replaced', { iin, tin: bin });
  }
}

/** An entrepreneur who became an advocate or notary: the register has ended the one, and so does the portal. */
function endFormerTrade(context: PortalContext, now: Date, row: RegistrationRow): void {
  const became = categoriesOf(row).some(category => category === 'lawyer' || category === 'notary');
  if (!became || registerEntries(context, row.iin, now).has('entrepreneur')) return;
  context.db.run(
    "UPDATE profiles SET status = 'BLOCKED', version = version + 1 WHERE iin = ? AND type = 'ENTREPRENEUR'",
    row.iin,
  );
}
