/** What a verification found, step by step, and what follows from it; the same for every signature format. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode, ErrorParams, ParamsOf } from '../../contract/errors/index.ts';
import { stepNames } from '../../contract/report.ts';
import type { SignerReport, StepName, Verdict, VerificationStep } from '../../contract/report.ts';

export type Finding =
  | { readonly status: 'ok' }
  | { readonly status: 'failed' | 'unknown'; readonly code: ErrorCode; readonly params: ErrorParams };
export type Findings = Readonly<Record<StepName, Finding>>;

export const ok: Finding = { status: 'ok' };

export function failed<C extends ErrorCode>(code: C, params: ParamsOf<C>): Finding {
  return { status: 'failed', code, params };
}

export function unknown<C extends ErrorCode>(code: C, params: ParamsOf<C>): Finding {
  return { status: 'unknown', code, params };
}

/** The failure that an error of ours means; other errors are faults of the program and go on. */
export function failedBy(error: unknown): Finding {
  if (!(error instanceof TanbaError)) throw error;
  return { status: 'failed', code: error.code, params: error.params };
}

/** The same reason, for a step that could not be taken because of it. */
export function openBecauseOf(finding: Finding): Finding {
  return finding.status === 'ok' ? ok : { ...finding, status: 'unknown' };
}

/** The steps in the order in which they are shown. */
export function reportSteps(findings: Partial<Findings>): VerificationStep[] {
  return stepNames.flatMap((name): VerificationStep[] => {
    const finding = findings[name];
    if (finding === undefined) return [];
    if (finding.status === 'ok') return [{ name, status: finding.status }];
    const { status, code, params } = finding;
    return [Object.keys(params).length === 0 ? { name, status, code } : { name, status, code, params }];
  });
}

/** Revocation and time-stamp are not among them: where they are unknown they leave the verdict as it is (docs/adr/0007). */
const decisive: readonly StepName[] = ['format', 'digest', 'signature', 'purpose', 'chain', 'validity'];

/** invalid where any step of any signer failed; valid where every decisive one is ok; else unproven. */
export function verdictOf(signers: readonly SignerReport[]): Verdict {
  const steps = signers.flatMap(signer => signer.steps);
  if (signers.length === 0 || steps.some(step => step.status === 'failed')) return 'invalid';
  const proven = steps.every(step => step.status === 'ok' || !decisive.includes(step.name));
  return proven ? 'valid' : 'unproven';
}
