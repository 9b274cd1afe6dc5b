/** Mails that the portal sends: kept in its database, where the mailbox page shows them. */
import type { PortalContext } from './context.ts';

export const mailKinds = [
  'registration-link',
  'registration-complete',
  'email-link',
  'email-changed',
  'password-link',
  'password-changed',
  'access-ended',
  'invitation-link',
  'powers-assigned',
  'powers-ended',
  'poa-ending',
] as const;
export type MailKind = (typeof mailKinds)[number];

export interface Mail {
  readonly kind: MailKind;
  readonly recipient: string;
  /** The secret of the link, where there is one. */
  readonly link: string | null;
  /** What the words name: shown as text, never as markup. */
  readonly details: Readonly<Record<string, string>>;
}

/** In the transaction of what it tells of: either both happened or none. */
export function sendMail({ db }: PortalContext, now: Date, { kind, recipient, link, details }: Mail): void {
  db.run(
    'INSERT INTO mails (recipient, kind, link, details, sent_at) VALUES (?, ?, ?, ?, ?)',
    recipient,
    kind,
    link,
    JSON.stringify(details),
    now.toISOString(),
  );
}

/** `a…n@sandbox.example`: enough to remember one's own, too little to learn somebody's. */
export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@');
  return `${name.slice(0, 1)}…${name.length > 1 ? name.slice(-1) : ''}@${domain}`;
}

export function note(
  { db }: PortalContext,
  now: Date,
  what: string,
  about: { readonly iin?: string; readonly tin?: string; readonly subject?: string },
): void {
  db.run(
    'INSERT INTO history (at, iin, tin, what, subject) VALUES (?, ?, ?, ?, ?)',
    now.toISOString(),
    about.iin ?? null,
    about.tin ?? null,
    what,
    about.subject ?? null,
  );
}
