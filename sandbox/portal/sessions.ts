/** Sessions of the portal, whatever way they were opened: one for each person, ended by idling, closing, or another one. */
import { randomUUID } from 'node:crypto';
import type { PortalProfile, PortalSessionInfo } from '../../contract/portal/model.ts';
import { later } from './context.ts';
import type { Caller, PortalContext } from './context.ts';
import { note } from './mails.ts';
import { supportEmail } from './options.ts';
import { refusal } from './refuse.ts';
import { findAccount } from './registration-record.ts';
import { hashSecret } from './secrets.ts';

export interface SessionRow {
  readonly hash: string;
  readonly public_id: string;
  readonly channel: 'rest' | 'soap';
  readonly iin: string;
  readonly profile: string | null;
  readonly opened_at: string;
  readonly used_at: string;
  readonly ended_at: string | null;
}

export function profilesOf({ db }: PortalContext, iin: string): PortalProfile[] {
  return db.all<PortalProfile>(
    'SELECT id, iin, tin, type, status, name, project FROM profiles WHERE iin = ? ORDER BY created_at, type, tin',
    iin,
  );
}

/** Why nobody may log in as this profile, or nothing. @throws Refusal */
export function assertUsable(profile: PortalProfile): void {
  if (profile.status === 'ENTERPRISE_ADMIN_CHANGE_BLOCKED') throw refusal('portal.head-replaced', {});
  if (profile.status !== 'ACTIVE') throw refusal('portal.user-blocked', { support: supportEmail });
}

/** In a transaction, after completeOnLogin(). Ends the person's other sessions. */
export function openSession(
  context: PortalContext,
  now: Date,
  opened: {
    readonly iin: string;
    readonly token: string;
    readonly profile: string | null;
    readonly channel: SessionRow['channel'];
  },
): void {
  const { db } = context;
  const at = now.toISOString();
  endSessions(context, now, opened.iin);
  db.run(
    `INSERT INTO sessions (hash, public_id, channel, iin, profile, opened_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    hashSecret(opened.token),
    randomUUID(),
    opened.channel,
    opened.iin,
    opened.profile,
    at,
    at,
  );
  note(context, now, 'session.open', { iin: opened.iin, subject: opened.channel });
}

export function endSessions({ db }: PortalContext, now: Date, iin: string): void {
  db.run('UPDATE sessions SET ended_at = ? WHERE iin = ? AND ended_at IS NULL', now.toISOString(), iin);
}

/** The session of a token that is still open; being asked for, it is in use. Null where it is over. */
export function useSession(
  { db, limits }: PortalContext,
  now: Date,
  token: string,
  channel: SessionRow['channel'],
): SessionRow | null {
  const hash = hashSecret(token);
  const row = db.get<SessionRow>(
    'SELECT * FROM sessions WHERE hash = ? AND channel = ? AND ended_at IS NULL',
    hash,
    channel,
  );
  if (row === undefined) return null;
  if (later(new Date(row.used_at), { minutes: limits.sessionIdleMinutes }) <= now.toISOString()) {
    db.run('UPDATE sessions SET ended_at = ? WHERE hash = ?', now.toISOString(), hash);
    return null;
  }
  db.run('UPDATE sessions SET used_at = ? WHERE hash = ?', now.toISOString(), hash);
  return row;
}

/** @throws Refusal portal.session-over */
export function requireSession(caller: Caller): NonNullable<Caller['session']> {
  if (caller.session === null) throw refusal('portal.session-over', {});
  return caller.session;
}

/** @throws Refusal portal.session-over */
export function showSession(context: PortalContext, hash: string): PortalSessionInfo {
  const row = context.db.get<SessionRow>('SELECT * FROM sessions WHERE hash = ? AND ended_at IS NULL', hash);
  const account = row === undefined ? undefined : findAccount(context, row.iin);
  if (row === undefined || account === undefined) throw refusal('portal.session-over', {});
  const profiles = profilesOf(context, row.iin);
  return {
    iin: row.iin,
    name: account.name,
    profile: profiles.find(({ id }) => id === row.profile) ?? null,
    profiles,
    openedAt: row.opened_at,
    idleUntil: later(new Date(row.used_at), { minutes: context.limits.sessionIdleMinutes }),
  };
}
