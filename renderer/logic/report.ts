/** What a verification report comes down to in one sentence. */
import type {
  SignerReport,
  TrustEnvironment,
  VerificationReport,
  VerificationStep,
} from '../../contract/report.ts';
import { commonName } from './format.ts';
import { isErrorCode } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';

/** Steps that may stay open without deciding the verdict (docs/adr/0007); the sentence says so of revocation. */
const beyond: readonly VerificationStep['name'][] = ['revocation', 'timestamp'];

/** The finding of a step, or of a demand, as the catalogue's error; null where it has none. */
export function findingOf({ code, params }: Pick<VerificationStep, 'code' | 'params'>): ErrorData | null {
  return code && isErrorCode(code) ? { code, params: params ?? {} } : null;
}

/** The finding that decides the verdict: the first failure, else the first doubt. */
export function decisiveFinding(report: VerificationReport): ErrorData | null {
  const steps = report.signers.flatMap(signer => signer.steps);
  const decisive =
    steps.find(step => step.status === 'failed') ??
    steps.find(step => step.status === 'unknown' && !beyond.includes(step.name));
  return decisive ? findingOf(decisive) : null;
}

export type OpenRevocation = 'unasked' | 'unanswered';

/** Whether it stayed open if a signer's certificate was revoked. Null where it is known of all. */
export function openRevocation(report: VerificationReport): OpenRevocation | null {
  const open = report.signers.flatMap(({ steps }) => steps).filter(isOpenRevocation);
  if (open.length === 0) return null;
  return open.every(({ code }) => code === 'revocation.not-checked') ? 'unasked' : 'unanswered';
}

/** A time is proven, but whether the certificate of whoever proves it was revoked is not known. */
export function doubtfulStamp({ trustedTime, timestamp }: SignerReport): boolean {
  return trustedTime !== null && (timestamp?.steps.some(isOpenRevocation) ?? false);
}

function isOpenRevocation({ name, status }: VerificationStep): boolean {
  return name === 'revocation' && status === 'unknown';
}

/** Whose authorities the report relies on besides those of production, each once. */
export function unusualTrust(report: VerificationReport): readonly Exclude<TrustEnvironment, 'production'>[] {
  const found = report.signers.flatMap(({ trust, timestamp }) => [trust, timestamp?.trust]);
  return (['test', 'sandbox', 'own'] as const).filter(name => found.includes(name));
}

export function unmetDemands(report: VerificationReport): VerificationReport['policy'] {
  return report.policy.filter(({ status }) => status === 'failed');
}

/** good: nothing is left to be said against it. caution: it holds, or may hold, but something has to be known before relying on it. */
export type Tone = 'good' | 'caution' | 'bad';

export function toneOf(report: VerificationReport): Tone {
  if (report.verdict === 'invalid') return 'bad';
  const practice = unusualTrust(report).some(name => name !== 'own');
  const certain = report.verdict === 'valid' && openRevocation(report) === null && !practice;
  return certain && unmetDemands(report).length === 0 ? 'good' : 'caution';
}

/** partly: all holds that decides the verdict, but whether the certificate was revoked is not known. */
export type Standing = 'holds' | 'partly' | 'open' | 'fails';

/** One signer among several: a failure outweighs a doubt, a doubt outweighs the rest. */
export function standingOf(signer: SignerReport): Standing {
  if (signer.steps.some(step => step.status === 'failed')) return 'fails';
  const open = signer.steps.filter(step => step.status === 'unknown').map(({ name }) => name);
  if (open.some(name => !beyond.includes(name))) return 'open';
  return open.includes('revocation') ? 'partly' : 'holds';
}

/** The name by which a signer is shown. */
export function signerName(signer: SignerReport): string {
  return signer.certificate?.name || commonName(signer.subject);
}

/**
 * Whose number twelve digits are. An IIN has the day of birth at its fifth place, 0 to 3; a BIN the kind of entity, 4 to 6.
 * Null where they are no number of either.
 */
export function numberKind(text: string): 'iin' | 'bin' | null {
  const digits = text.replaceAll(/\s/g, '');
  if (!/^\d{12}$/.test(digits)) return null;
  return Number(digits[4]) < 4 ? 'iin' : 'bin';
}
