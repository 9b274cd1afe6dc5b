import { X509Certificate, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issueCertificate } from './build-certificate.ts';
import type { CertificateContent, CertificateSigner } from './build-certificate.ts';
import { nameOids } from './names.ts';

const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signer: CertificateSigner = {
  signatureOid: '1.2.840.113549.1.1.11',
  sign: tbs => sign('sha256', tbs, pair.privateKey),
};
const name = [
  { oid: nameOids.commonName, value: 'ӘБІЛОВ ЖАН', encoding: 'utf8' },
  { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
] as const;
const content: CertificateContent = {
  subject: name,
  issuer: name,
  serial: Uint8Array.of(1),
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2060-01-01T00:00:00Z'),
  spkiDer: pair.publicKey.export({ type: 'spki', format: 'der' }),
  extensions: [
    // BasicConstraints with cA TRUE.
    { oid: '2.5.29.19', critical: true, value: Uint8Array.of(0x30, 0x03, 0x01, 0x01, 0xff) },
  ],
};

describe('issueCertificate', () => {
  it('makes what OpenSSL reads and verifies', () => {
    const certificate = new X509Certificate(issueCertificate(content, signer));
    expect(certificate.verify(pair.publicKey)).toBe(true);
    expect(certificate.subject).toBe('CN=ӘБІЛОВ ЖАН\nC=KZ');
    expect(certificate.ca).toBe(true);
    // Beyond 2049 the time is a GeneralizedTime (RFC 5280 §4.1.2.5).
    expect(certificate.validTo).toBe('Jan  1 00:00:00 2060 GMT');
  });

  it.each([
    [[0x80, 0x01], '8001'],
    [[0x00, 0x00, 0x7f], '7F'],
    [[0x00], '0'],
    [[0xff, 0xff], 'FFFF'],
  ])('writes the serial number %j as a positive, minimal INTEGER', (serial, expected) => {
    const der = issueCertificate({ ...content, serial: Uint8Array.from(serial) }, signer);
    expect(new X509Certificate(der).serialNumber).toBe(expected);
  });
});
