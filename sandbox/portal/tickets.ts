/** Login tickets: the small XML document of ИС ЭСФ that is signed with the login key. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { CertificateInfo } from '../../contract/keys.ts';
import { later, Refusal } from './context.ts';
import type { PortalContext } from './context.ts';
import { refusal } from './refuse.ts';

/** In a transaction. */
export function createTicket(
  { db }: PortalContext,
  now: Date,
  iin: string,
  minutes: number,
): { readonly id: string; readonly xml: string; readonly expiresAt: string } {
  const id = randomUUID();
  const expiresAt = later(now, { minutes });
  const state = `${id}${randomBytes(16).toString('hex')}`;
  // All values are of our own making: an IIN is digits.
  const xml =
    `<authSign><timeMark>${now.toISOString()}</timeMark><state>${state}</state>` +
    `<iin>${iin}</iin><ttlInMinutes>${minutes}</ttlInMinutes></authSign>`;
  db.run(
    "INSERT INTO challenges (id, purpose, iin, text, created_at, expires_at) VALUES (?, 'login', ?, ?, ?, ?)",
    id,
    iin,
    xml,
    now.toISOString(),
    expiresAt,
  );
  return { id, xml, expiresAt };
}

interface TicketRow {
  readonly id: string;
  readonly iin: string;
  readonly text: string;
  readonly failures: number;
  readonly expires_at: string;
  readonly used_at: string | null;
}

export interface TakenTicket {
  readonly iin: string;
  readonly bin: string | null;
  readonly name: string;
  readonly info: CertificateInfo;
  /** In a transaction: the ticket is used. */
  spend(): void;
}

/** Checks a signed ticket. @throws Refusal */
export async function takeTicket(
  context: PortalContext,
  now: Date,
  id: string,
  signedXml: string,
): Promise<TakenTicket> {
  const { db, limits, signatures, requirements } = context;
  const row = db.get<TicketRow>("SELECT * FROM challenges WHERE id = ? AND purpose = 'login'", id);
  if (row === undefined) throw refusal('portal.text-altered', {});
  if (row.used_at !== null || row.failures >= limits.signatureTries)
    throw refusal('portal.challenge-spent', {});
  if (row.expires_at <= now.toISOString()) throw refusal('portal.challenge-expired', {});
  try {
    const requirement = { ...requirements.login, iin: row.iin };
    const info = await signatures.ticket(row.text, signedXml, requirement, now);
    return {
      iin: row.iin,
      bin: info.bin,
      name: info.name,
      info,
      spend() {
        const at = now.toISOString();
        const spent = db.run('UPDATE challenges SET used_at = ? WHERE id = ? AND used_at IS NULL', at, id);
        if (spent !== 1) throw refusal('portal.challenge-spent', {});
        db.run('INSERT INTO signatures VALUES (?, ?, ?, ?)', id, signedXml, JSON.stringify(info), at);
      },
    };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.error, () => {
      db.run('UPDATE challenges SET failures = failures + 1 WHERE id = ?', id);
    });
  }
}
