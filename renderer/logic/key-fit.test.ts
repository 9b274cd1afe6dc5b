import { describe, expect, it } from 'vitest';
import type { KeyDescription } from '../../contract/keys.ts';
import { refusalOf } from './key-fit.ts';
import type { KeyRequirement } from './key-fit.ts';
import { sampleKey } from './testing/samples.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const reason = (key: Partial<KeyDescription>, requirement: KeyRequirement) =>
  refusalOf(sampleKey(key), requirement, now)?.reason ?? 'fits';

describe('which key suits', () => {
  it('a signing key signs, a login key does not', () => {
    expect(reason({ role: 'SIGN' }, { role: 'SIGN' })).toBe('fits');
    expect(reason({ role: 'AUTH' }, { role: 'SIGN' })).toBe('not-for-signing');
    expect(reason({ role: 'SIGN' }, { role: 'AUTH' })).toBe('not-for-login');
    expect(reason({ role: 'OTHER' }, { role: 'SIGN' })).toBe('other-purpose');
  });
  it('any role will do where none is asked', () => {
    expect(reason({ role: 'AUTH' }, {})).toBe('fits');
  });
  it('the owner has to be of the kind that is asked', () => {
    const refusal = refusalOf(sampleKey({ subjectType: 'individual' }), { subjectType: 'legal' }, now);
    expect(refusal).toEqual({ reason: 'wrong-subject', given: 'individual', needed: 'legal' });
    expect(reason({ subjectType: 'legal' }, { subjectType: 'legal' })).toBe('fits');
  });
  it('the owner has to be the one that is asked', () => {
    expect(reason({ iin: '860215300456' }, { iin: '790403301122' })).toBe('other-iin');
    expect(reason({ iin: null }, { iin: '790403301122' })).toBe('other-iin');
    expect(reason({ bin: '051140004567' }, { bin: '051140004567' })).toBe('fits');
    expect(reason({ bin: null }, { bin: '051140004567' })).toBe('other-bin');
  });
  it('the algorithm may be one of several families', () => {
    expect(reason({ algorithm: 'RSA-2048' }, { algorithms: ['GOST-2015', 'RSA'] })).toBe('fits');
    expect(reason({ algorithm: 'GOST-2004' }, { algorithms: ['GOST-2015', 'RSA'] })).toBe('wrong-algorithm');
  });
  it('the certificate has to hold today', () => {
    expect(reason({ notAfter: '2026-05-31T23:59:59Z' }, {})).toBe('expired');
    expect(reason({ notBefore: '2026-06-01T00:00:01Z' }, {})).toBe('not-yet');
  });
  it('a wrong kind is said before an ended term: a new key of that kind would not help', () => {
    expect(reason({ role: 'AUTH', notAfter: '2020-01-01T00:00:00Z' }, { role: 'SIGN' })).toBe(
      'not-for-signing',
    );
  });
});
