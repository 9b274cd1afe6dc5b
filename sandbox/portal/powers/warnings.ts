/** Heads are warned 30 and 7 days before a power of attorney ends. */
import { addDays, dayInKazakhstan } from '../../../contract/poa/days.ts';
import { warningDays } from '../../../contract/portal/powers-of-attorney.ts';
import type { PortalContext } from '../context.ts';
import { sendMail } from '../mails.ts';

/** Days before the end, the nearest first. */
const STAGES = warningDays.toReversed();
const HOUR_MS = 60 * 60_000;

/** Now and every hour; the result ends it. */
export function startWarnings(context: PortalContext): () => void {
  const warn = (): void => {
    try {
      warnOfEnds(context, context.options.now());
    } catch (error) {
      context.options.onFault(error);
    }
  };
  warn();
  const timer = setInterval(warn, HOUR_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Mails what is due and was not mailed yet: each stage once, and of two that are due at once the nearer one. */
export function warnOfEnds(context: PortalContext, now: Date): void {
  const { db } = context;
  const day = dayInKazakhstan(now);
  db.transaction(() => {
    for (const stage of STAGES) {
      const due = db.all<{ id: string; tin: string; attorney_name: string; until: string }>(
        `SELECT id, tin, attorney_name, until FROM powers_of_attorney
         WHERE state = 'sent' AND replaced_from IS NULL AND until >= ? AND until <= ? AND (warned IS NULL OR warned > ?)`,
        day,
        addDays(day, stage),
        stage,
      );
      for (const { id, tin, attorney_name: name, until } of due) {
        db.run('UPDATE powers_of_attorney SET warned = ? WHERE id = ?', stage, id);
        for (const recipient of headsOf(context, tin)) {
          sendMail(context, now, { kind: 'poa-ending', recipient, link: null, details: { name, until } });
        }
      }
    }
  });
}

/** Not one who has yet to log in as the new head. */
function headsOf({ db }: PortalContext, tin: string): string[] {
  const rows = db.all<{ email: string }>(
    `SELECT a.email FROM profiles p JOIN accounts a ON a.iin = p.iin
     WHERE p.tin = ? AND p.type IN ('ADMIN_ENTERPRISE', 'ENTREPRENEUR') AND p.status = 'ACTIVE' AND p.logged_in = 1`,
    tin,
  );
  return rows.map(({ email }) => email);
}
