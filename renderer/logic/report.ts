/** What a verification report comes down to in one sentence. */
import type { SignerReport, VerificationReport, VerificationStep } from '../../contract/model.ts';
import { commonName } from './format.ts';
import { isErrorCode } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';

/** Steps that this version does not carry out; "not checked" is said of them, and they do not decide the verdict. */
const beyond: readonly VerificationStep['name'][] = ['revocation', 'timestamp'];

/** The finding of a step as the catalogue's error; null where it has none. */
export function findingOf(step: VerificationStep): ErrorData | null {
  return step.code && isErrorCode(step.code) ? { code: step.code, params: step.params ?? {} } : null;
}

/** The finding that decides the verdict: the first failure, else the first doubt. */
export function decisiveFinding(report: VerificationReport): ErrorData | null {
  const steps = report.signers.flatMap(signer => signer.steps);
  const decisive =
    steps.find(step => step.status === 'failed') ??
    steps.find(step => step.status === 'unknown' && !beyond.includes(step.name));
  return decisive ? findingOf(decisive) : null;
}

/** What the report leaves open although nothing speaks against it; named once, in the order of the steps. */
export function uncheckedSteps(report: VerificationReport): readonly VerificationStep['name'][] {
  const open = report.signers.flatMap(signer => signer.steps).filter(step => step.status === 'unknown');
  return beyond.filter(name => open.some(step => step.name === name));
}

export type Standing = 'holds' | 'fails' | 'open';

/** One signer among several: a failure outweighs a doubt, a doubt outweighs the rest. */
export function standingOf(signer: SignerReport): Standing {
  if (signer.steps.some(step => step.status === 'failed')) return 'fails';
  const doubts = signer.steps.some(step => step.status === 'unknown' && !beyond.includes(step.name));
  return doubts ? 'open' : 'holds';
}

/** The name by which a signer is shown. */
export function signerName(signer: SignerReport): string {
  return signer.certificate?.name || commonName(signer.subject);
}
