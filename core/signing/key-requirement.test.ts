/** Which keys documents are signed with, and when. */
import { describe, expect, it } from 'vitest';
import { midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { describeCertificate } from '../x509/certificate-info.ts';
import { fitsForSigning } from './key-requirement.ts';

const info = describeCertificate(rootAndSigner('GOST-2004').signer.certificate);

describe('fitsForSigning', () => {
  it('accepts a signing key within its term, its ends included', () => {
    for (const at of [midTerm, new Date(info.notBefore), new Date(info.notAfter)]) {
      expect(fitsForSigning(info, at)).toBeNull();
    }
  });

  it.each([
    ['a login key', { ...info, role: 'AUTH' as const }, midTerm, { code: 'key.not-for-signing', params: {} }],
    [
      'a key for something else',
      { ...info, role: 'OTHER' as const },
      midTerm,
      { code: 'key.not-for-signing', params: {} },
    ],
    ['an expired key', info, new Date('2027-01-01'), { code: 'key.expired', params: { date: '31.12.2026' } }],
    [
      'a key of tomorrow',
      info,
      new Date('2025-12-31'),
      { code: 'key.not-yet-valid', params: { date: '01.01.2026' } },
    ],
  ])('refuses %s', (_, key, at, expected) => {
    expect(fitsForSigning(key, at)).toEqual(expected);
  });
});
