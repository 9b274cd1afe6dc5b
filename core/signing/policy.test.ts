/** Demands besides cryptography: who signed, and how much must be known. */
import { describe, expect, it } from 'vitest';
import { stepNames } from '../../contract/report.ts';
import type { SignerReport, StepName, VerificationPolicy } from '../../contract/report.ts';
import { judgePolicy } from './policy.ts';

function signer(changes: Partial<SignerReport> = {}, unknown: readonly StepName[] = []): SignerReport {
  return {
    subject: 'CN=A',
    iin: '850101400123',
    bin: '123456789012',
    algorithm: 'GOST-2015-512',
    signedAt: null,
    certificate: null,
    trustedTime: '2026-06-15T12:00:00.000Z',
    timestamp: {
      time: '2026-06-15T12:00:00.000Z',
      authority: 'CN=TSA',
      policy: '1.2.3',
      algorithm: 'GOST-2015-512',
      trust: 'production',
      revocation: null,
      steps: [{ name: 'revocation', status: 'ok' }],
    },
    revocation: null,
    trust: 'production',
    steps: stepNames.map(name => ({ name, status: unknown.includes(name) ? 'unknown' : 'ok' })),
    ...changes,
  };
}

const failures = (signers: readonly SignerReport[], policy: Partial<VerificationPolicy>) =>
  judgePolicy(signers, policy).flatMap(({ status, demand, code }) =>
    status === 'failed' ? [demand, code] : [],
  );

const everything = { revocation: true, timestamp: true, production: true };

describe('a policy', () => {
  it('that demands nothing finds nothing', () => {
    expect(judgePolicy([signer({ trust: null }, ['revocation'])], { iin: [], revocation: false })).toEqual(
      [],
    );
  });

  it('is met where all that it demands is there', () => {
    const policy = { iin: ['1', '850101400123'], bin: ['123456789012'], ...everything };
    expect(judgePolicy([signer()], policy)).toEqual(
      ['iin', 'bin', 'revocation', 'timestamp', 'production'].map(demand => ({ demand, status: 'ok' })),
    );
  });

  it('names whom it expected', () => {
    expect(judgePolicy([signer()], { iin: ['850101400999'] })).toEqual([
      {
        demand: 'iin',
        status: 'failed',
        code: 'policy.other-signer',
        params: { number: 'iin', expected: '850101400999' },
      },
    ]);
  });

  it('takes one of several signers', () => {
    expect(failures([signer({ iin: '1' }), signer()], { iin: ['850101400123'] })).toEqual([]);
  });

  it('wants both numbers of one signer', () => {
    const policy = { iin: ['850101400123'], bin: ['123456789012'] };
    const apart = [signer({ bin: null }), signer({ iin: '1' })];
    expect(failures(apart, policy)).toEqual(['bin', 'policy.other-signer']);
  });

  it('wants every revocation known, that of the time-stamp too', () => {
    expect(failures([signer(), signer({}, ['revocation'])], everything)).toEqual([
      'revocation',
      'policy.revocation-unknown',
    ]);
    const stamped = signer();
    const steps = [{ name: 'revocation' as const, status: 'unknown' as const }];
    const open = { ...stamped, timestamp: { ...stamped.timestamp!, steps } };
    expect(failures([open], { revocation: true })).toEqual(['revocation', 'policy.revocation-unknown']);
    // A time-stamp that proves nothing is not relied on.
    expect(failures([{ ...open, trustedTime: null }], { revocation: true })).toEqual([]);
  });

  it('wants every time proven', () => {
    expect(failures([signer(), signer({ trustedTime: null })], { timestamp: true })).toEqual([
      'timestamp',
      'policy.time-unproven',
    ]);
  });

  it.each(['test', 'sandbox', 'own', null] as const)('wants the official authority, not %s', trust => {
    expect(failures([signer({ trust })], { production: true })).toEqual([
      'production',
      'policy.not-production',
    ]);
  });
});
