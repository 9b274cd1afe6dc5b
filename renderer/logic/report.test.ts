import { describe, expect, it } from 'vitest';
import { stepNames } from '../../contract/report.ts';
import type { SignerReport, VerificationReport, VerificationStep } from '../../contract/report.ts';
import {
  decisiveFinding,
  doubtfulStamp,
  findingOf,
  numberKind,
  openRevocation,
  signerName,
  standingOf,
  toneOf,
  unusualTrust,
} from './report.ts';

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
  it('tells each signer’s standing', () => {
    expect(standingOf(signer())).toBe('holds');
    expect(standingOf(signer({ timestamp: beyond.timestamp }))).toBe('holds');
    expect(standingOf(signer(beyond))).toBe('partly');
    expect(standingOf(signer(doubt))).toBe('open');
    expect(standingOf(signer({ ...doubt, ...failure }))).toBe('fails');
  });
  it('has no finding for a code that is not in the catalogue', () => {
    expect(findingOf({ code: 'no.such-code' })).toBeNull();
    expect(findingOf({ code: 'validity.expired', params: { date: 'x' } })).toEqual({
      code: 'validity.expired',
      params: { date: 'x' },
    });
  });
  it('names a signer by the certificate’s subject where there is no better name', () => {
    expect(signerName(signer())).toBe('A');
  });
});

describe('how sure the sentence may sound', () => {
  const holds = (...signers: SignerReport[]): VerificationReport => ({
    ...report(...signers),
    valid: true,
    verdict: 'valid',
  });
  const unanswered = { revocation: { status: 'unknown', code: 'revocation.unavailable' } } as const;

  it('is good only where everything is known', () => {
    expect(toneOf(holds(signer()))).toBe('good');
    expect(toneOf(holds(signer({ timestamp: beyond.timestamp })))).toBe('good');
  });
  it('is never good while a revocation is unknown, and tells not asked from not answered', () => {
    expect(toneOf(holds(signer(), signer(beyond)))).toBe('caution');
    expect(openRevocation(holds(signer()))).toBeNull();
    expect(openRevocation(holds(signer(beyond)))).toBe('unasked');
    expect(openRevocation(holds(signer(beyond), signer(unanswered)))).toBe('unanswered');
  });
  it('tells of a time-stamp’s certificate apart from the signers’', () => {
    const time = '2026-01-01T00:00:00Z';
    const stamp = {
      time,
      authority: 'TSA',
      policy: '1.2',
      algorithm: 'RSA-2048',
      trust: 'production' as const,
      revocation: null,
      steps: signer(unanswered).steps,
    };
    const stamped = { ...signer(), timestamp: stamp, trustedTime: time };
    expect(openRevocation(holds(stamped))).toBeNull();
    expect(doubtfulStamp(stamped)).toBe(true);
    expect(doubtfulStamp({ ...stamped, timestamp: { ...stamp, steps: signer().steps } })).toBe(false);
    expect(doubtfulStamp({ ...stamped, trustedTime: null })).toBe(false);
  });
  it('is not good by authorities for practice, nor where a demand is not met', () => {
    const practice = holds({ ...signer(), trust: 'sandbox' });
    expect(unusualTrust(practice)).toEqual(['sandbox']);
    expect(toneOf(practice)).toBe('caution');
    expect(toneOf(holds({ ...signer(), trust: 'own' }))).toBe('good');
    const wrong = { demand: 'iin', status: 'failed', code: 'policy.other-signer' } as const;
    expect(toneOf({ ...holds(signer()), policy: [wrong] })).toBe('caution');
  });
  it('is bad where a step failed', () => {
    expect(toneOf({ ...report(signer(failure)), verdict: 'invalid' })).toBe('bad');
  });
});

describe('an expected number', () => {
  it('is told to be of a person or an entity by its fifth digit', () => {
    expect(numberKind('860215 300456')).toBe('iin');
    expect(numberKind('123456789012')).toBe('bin');
    expect(numberKind('12345678901')).toBeNull();
    expect(numberKind('12345678901x')).toBeNull();
  });
});
