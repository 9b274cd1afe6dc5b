/** What a report proves, in one form for every format. */
import type { SignerReport, StepName, VerificationReport } from '../../contract/report.ts';

/** That the certificate is in its term, or not revoked, changes with the day; that it signed does not. */
const decisive: readonly StepName[] = ['format', 'digest', 'signature', 'chain'];

function isProven(signer: SignerReport): boolean {
  return decisive.every(name => signer.steps.some(step => step.name === name && step.status === 'ok'));
}

/** The signers whose signatures are proven to be theirs: who, and when they say that they signed. */
export function provenSigners(report: VerificationReport): string[] {
  return report.signers
    .filter(isProven)
    .map(({ certificate, signedAt }) => `${certificate?.serial} ${certificate?.subject} ${signedAt}`);
}
