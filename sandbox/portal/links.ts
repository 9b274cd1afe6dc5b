/** Links in mails: secrets that work once, for a time, for one thing. */
import { later } from './context.ts';
import type { PortalContext } from './context.ts';
import { linkAttempts } from './attempts.ts';
import { refusal } from './refuse.ts';
import { hashSecret, newSecret } from './secrets.ts';

export type LinkKind = 'registration' | 'email' | 'password' | 'invitation';

/** In a transaction. A new link for the same thing ends those before. */
export function createLink(
  { db, limits }: PortalContext,
  now: Date,
  kind: LinkKind,
  subject: string,
): string {
  const secret = newSecret();
  const at = now.toISOString();
  db.run(
    'UPDATE links SET used_at = ? WHERE kind = ? AND subject = ? AND used_at IS NULL',
    at,
    kind,
    subject,
  );
  db.run(
    'INSERT INTO links (hash, kind, subject, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
    hashSecret(secret),
    kind,
    subject,
    at,
    later(now, { hours: limits.linkHours }),
  );
  return secret;
}

/** What the link is for. @throws Refusal portal.link-invalid, portal.too-many-attempts */
export function readLink(context: PortalContext, now: Date, kind: LinkKind, secret: string): string {
  const attempts = linkAttempts(context);
  attempts.assertOpen(now);
  const row = context.db.get<{ subject: string }>(
    'SELECT subject FROM links WHERE hash = ? AND kind = ? AND used_at IS NULL AND expires_at > ?',
    hashSecret(secret),
    kind,
    now.toISOString(),
  );
  if (row === undefined) throw refusal('portal.link-invalid', {}, () => attempts.failed(now));
  return row.subject;
}

/** In a transaction. @throws Refusal portal.link-invalid where it was used in the meantime */
export function spendLink({ db }: PortalContext, now: Date, secret: string): void {
  const used = db.run(
    'UPDATE links SET used_at = ? WHERE hash = ? AND used_at IS NULL',
    now.toISOString(),
    hashSecret(secret),
  );
  if (used !== 1) throw refusal('portal.link-invalid', {});
}
