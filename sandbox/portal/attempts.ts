/** Guessing is slowed down: after some failures a subject (a person's password, links as such) is closed for a while. */
import { later } from './context.ts';
import type { PortalContext } from './context.ts';
import { refusal } from './refuse.ts';

interface AttemptRow {
  readonly failures: number;
  readonly first_at: string;
  readonly blocked_until: string | null;
}

export interface Attempts {
  /** @throws Refusal portal.too-many-attempts */
  assertOpen(now: Date): void;
  /** Counts a failure, in a transaction of its own or the caller's; answers how many are left. */
  failed(now: Date): void;
  /** How many failures are left after one more. */
  left(): number;
  clear(): void;
}

export function attemptsFor(
  { db }: PortalContext,
  subject: string,
  { tries, minutes }: { readonly tries: number; readonly minutes: number },
): Attempts {
  const row = (): AttemptRow | undefined =>
    db.get<AttemptRow>('SELECT * FROM attempts WHERE subject = ?', subject);
  return {
    assertOpen(now) {
      const until = row()?.blocked_until ?? null;
      if (until === null || until <= now.toISOString()) return;
      const wait = Math.ceil((Date.parse(until) - now.getTime()) / 60_000);
      throw refusal('portal.too-many-attempts', { minutes: wait });
    },
    failed(now) {
      const known = row();
      // Failures long ago, and those that were paid for with a pause, do not count.
      const stale = known !== undefined && later(new Date(known.first_at), { minutes }) <= now.toISOString();
      const failures = known === undefined || stale ? 1 : known.failures + 1;
      db.run(
        `INSERT INTO attempts (subject, failures, first_at, blocked_until) VALUES (?, ?, ?, ?)
         ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, first_at = excluded.first_at,
           blocked_until = excluded.blocked_until`,
        subject,
        failures,
        failures === 1 ? now.toISOString() : known!.first_at,
        failures >= tries ? later(now, { minutes }) : null,
      );
    },
    left: () => Math.max(0, tries - (row()?.failures ?? 0) - 1),
    clear: () => void db.run('DELETE FROM attempts WHERE subject = ?', subject),
  };
}

export function passwordAttempts(context: PortalContext, iin: string): Attempts {
  const { passwordTries: tries, passwordPauseMinutes: minutes } = context.limits;
  return attemptsFor(context, `password ${iin}`, { tries, minutes });
}

export function linkAttempts(context: PortalContext): Attempts {
  const { linkTries: tries, linkPauseMinutes: minutes } = context.limits;
  return attemptsFor(context, 'links', { tries, minutes });
}
