import { describe, expect, it } from 'vitest';
import { stepNames } from '../../contract/model.ts';
import type { SignerReport, VerificationReport, VerificationStep } from '../../contract/model.ts';
import { decisiveFinding, findingOf, signerName, standingOf, uncheckedSteps } from './report.ts';

type Findings = Partial<Record<VerificationStep['name'], Omit<VerificationStep, 'name'>>>;

function signer(findings: Findings = {}): SignerReport {
  const steps = stepNames.map(name => ({ name, status: 'ok' as const, ...findings[name] }));
  return {
    subject: 'CN=A',
    iin: null,
    bin: null,
    algorithm: 'RSA-2048',
    signedAt: null,
    certificate: null,
    trustedTime: null,
    timestamp: null,
    revocation: null,
    trust: 'production',
    steps,
  };
}
function report(...signers: SignerReport[]): VerificationReport {
  return {
    valid: false,
    verdict: 'unproven',
    policy: [],
    format: 'cms',
    attached: true,
    checkedAt: '',
    signers,
  };
}
const doubt = { chain: { status: 'unknown', code: 'chain.no-anchor' } } as const;
const failure = { digest: { status: 'failed', code: 'digest.mismatch' } } as const;
const beyond = {
  revocation: { status: 'unknown', code: 'revocation.not-checked' },
  timestamp: { status: 'unknown', code: 'timestamp.absent' },
} as const;

describe('what a report comes down to', () => {
  it('is the first failure, before any doubt of an earlier signer', () => {
    expect(decisiveFinding(report(signer(doubt), signer(failure)))?.code).toBe('digest.mismatch');
  });
  it('is the first doubt where nothing failed', () => {
    expect(decisiveFinding(report(signer(), signer(doubt)))?.code).toBe('chain.no-anchor');
  });
  it('is nothing where only the steps are open that this version does not do', () => {
    expect(decisiveFinding(report(signer(beyond)))).toBeNull();
  });
  it('names those open steps once', () => {
    expect(uncheckedSteps(report(signer(beyond), signer(beyond)))).toEqual(['revocation', 'timestamp']);
    expect(uncheckedSteps(report(signer()))).toEqual([]);
  });
  it('tells each signer’s standing', () => {
    expect(standingOf(signer(beyond))).toBe('holds');
    expect(standingOf(signer(doubt))).toBe('open');
    expect(standingOf(signer({ ...doubt, ...failure }))).toBe('fails');
  });
  it('has no finding for a code that is not in the catalogue', () => {
    expect(findingOf({ name: 'chain', status: 'failed', code: 'no.such-code' })).toBeNull();
    expect(
      findingOf({ name: 'validity', status: 'failed', code: 'validity.expired', params: { date: 'x' } }),
    ).toEqual({
      code: 'validity.expired',
      params: { date: 'x' },
    });
  });
  it('names a signer by the certificate’s subject where there is no better name', () => {
    expect(signerName(signer())).toBe('A');
  });
});
