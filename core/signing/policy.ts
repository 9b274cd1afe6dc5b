/** What the asker demands besides that the signature holds, judged apart from it. */
import type { PolicyFinding, SignerReport, StepName, VerificationPolicy } from '../../contract/report.ts';
import type { ErrorCode, ParamsOf } from '../../contract/errors/index.ts';

/** One finding for each demand that is made, in a fixed order. */
export function judgePolicy(
  signers: readonly SignerReport[],
  { iin = [], bin = [], revocation, timestamp, production }: Partial<VerificationPolicy>,
): PolicyFinding[] {
  const byIin = signers.filter(signer => iin.length === 0 || iin.includes(signer.iin ?? ''));
  // Of both numbers one signer must have both: another employee of the same entity is not the one that was meant.
  const byBoth = byIin.filter(signer => bin.includes(signer.bin ?? ''));
  const findings: (PolicyFinding | null)[] = [
    iin.length === 0 ? null : judged('iin', byIin.length > 0, 'policy.other-signer', whose('iin', iin)),
    bin.length === 0 ? null : judged('bin', byBoth.length > 0, 'policy.other-signer', whose('bin', bin)),
    revocation === true
      ? judged('revocation', signers.every(isKnownNotRevoked), 'policy.revocation-unknown', {})
      : null,
    timestamp === true ? judged('timestamp', signers.every(hasProvenTime), 'policy.time-unproven', {}) : null,
    production === true
      ? judged('production', signers.every(isOfProduction), 'policy.not-production', {})
      : null,
  ];
  return findings.filter(finding => finding !== null);
}

function judged<C extends ErrorCode>(
  demand: PolicyFinding['demand'],
  met: boolean,
  code: C,
  params: ParamsOf<C>,
): PolicyFinding {
  if (met) return { demand, status: 'ok' };
  return Object.keys(params).length === 0
    ? { demand, status: 'failed', code }
    : { demand, status: 'failed', code, params };
}

function whose(number: 'iin' | 'bin', expected: readonly string[]): ParamsOf<'policy.other-signer'> {
  return { number, expected: expected.join(', ') };
}

const isOk = (steps: SignerReport['steps'], name: StepName): boolean =>
  steps.some(step => step.name === name && step.status === 'ok');

/** Of the time-stamp too, where the signature relies on one. */
function isKnownNotRevoked({ steps, timestamp, trustedTime }: SignerReport): boolean {
  const stamped = timestamp === null || trustedTime === null || isOk(timestamp.steps, 'revocation');
  return isOk(steps, 'revocation') && stamped;
}

function hasProvenTime({ trustedTime }: SignerReport): boolean {
  return trustedTime !== null;
}

function isOfProduction({ trust, timestamp, trustedTime }: SignerReport): boolean {
  return trust === 'production' && (trustedTime === null || timestamp?.trust === 'production');
}
