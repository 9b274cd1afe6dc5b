/** Texts to sign: made for one purpose, one person and a short time, and taken once. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { CertificateInfo } from '../../contract/keys.ts';
import type { Challenge, KeyRequirement, Purpose, SignedChallenge } from '../../contract/portal/model.ts';
import { later, Refusal } from './context.ts';
import type { PortalContext } from './context.ts';
import { refusal } from './refuse.ts';
import { challengeText } from './texts.ts';

export interface NewChallenge {
  readonly purpose: Purpose;
  readonly iin: string;
  readonly bin: string | null;
  /** What the signature is about, where that is a record: a registration's id. */
  readonly subject: string | null;
  /** What is done when it is signed; kept with the text, so that nothing else can be done with it. */
  readonly data: Readonly<Record<string, string>> | null;
  /** What stands above the lines that bind it. */
  readonly body: string;
  readonly language: 'kk' | 'ru';
}

/** In a transaction. */
export function createChallenge({ db, limits }: PortalContext, now: Date, wanted: NewChallenge): Challenge {
  const id = randomUUID();
  const { purpose, iin, bin } = wanted;
  const expiresAt = later(now, { minutes: limits.challengeMinutes });
  const nonce = randomBytes(16).toString('hex');
  const text = challengeText({ ...wanted, id, nonce, issuedAt: now.toISOString(), expiresAt });
  db.run(
    `INSERT INTO challenges (id, purpose, iin, bin, subject, data, text, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    purpose,
    iin,
    bin,
    wanted.subject,
    wanted.data === null ? null : JSON.stringify(wanted.data),
    text,
    now.toISOString(),
    expiresAt,
  );
  return { id, purpose, iin, bin, text, expiresAt };
}

interface ChallengeRow {
  readonly id: string;
  readonly purpose: Purpose;
  readonly iin: string;
  readonly bin: string | null;
  readonly subject: string | null;
  readonly data: string | null;
  readonly text: string;
  readonly failures: number;
  readonly expires_at: string;
  readonly used_at: string | null;
}

export interface AcceptedChallenge {
  readonly id: string;
  readonly iin: string;
  readonly bin: string | null;
  readonly subject: string | null;
  readonly data: Readonly<Record<string, string>>;
  readonly info: CertificateInfo;
  readonly signature: string;
}

/**
 * Checks a signed text; nothing is changed yet: see spendChallenge().
 * @throws Refusal of which the failed tries are kept
 */
export async function checkChallenge(
  context: PortalContext,
  now: Date,
  signed: SignedChallenge,
  expected: { readonly purpose: Purpose; readonly subject?: string; readonly requirement: KeyRequirement },
): Promise<AcceptedChallenge> {
  const { db, limits, signatures } = context;
  const row = db.get<ChallengeRow>('SELECT * FROM challenges WHERE id = ?', signed.challenge);
  // A text for another step: the signature may be good, but it does not say what is asked for here.
  if (row === undefined || row.purpose !== expected.purpose) throw refusal('portal.text-altered', {});
  if (expected.subject !== undefined && row.subject !== expected.subject)
    throw refusal('portal.text-altered', {});
  if (row.used_at !== null || row.failures >= limits.signatureTries)
    throw refusal('portal.challenge-spent', {});
  if (row.expires_at <= now.toISOString()) throw refusal('portal.challenge-expired', {});
  const requirement = { ...expected.requirement, iin: row.iin, bin: row.bin };
  try {
    const info = await signatures.text(row.text, signed.signature, requirement, now);
    const data = JSON.parse(row.data ?? '{}') as Record<string, string>;
    const { id, iin, bin, subject } = row;
    return { id, iin, bin, subject, data, info, signature: signed.signature };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.error, () => {
      db.run('UPDATE challenges SET failures = failures + 1 WHERE id = ?', row.id);
    });
  }
}

/** In a transaction: from now on the text is used, even where another request came first in the meantime. */
export function spendChallenge({ db }: PortalContext, now: Date, accepted: AcceptedChallenge): void {
  const at = now.toISOString();
  const spent = db.run('UPDATE challenges SET used_at = ? WHERE id = ? AND used_at IS NULL', at, accepted.id);
  if (spent !== 1) throw refusal('portal.challenge-spent', {});
  db.run(
    'INSERT INTO signatures (challenge, signature, certificate, accepted_at) VALUES (?, ?, ?, ?)',
    accepted.id,
    accepted.signature,
    JSON.stringify(accepted.info),
    at,
  );
}
