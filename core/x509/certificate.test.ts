/** Certificates (RFC 5280 §4): read exactly, and refused where their structure is broken. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asBer, makeCms, pem, sequence } from '../../tests/support/cms-maker.ts';
import { asAuthority, asSigner, families, issue, person, rootAndSigner } from '../../tests/support/pki.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToBase64, bytesToHex, concatBytes, utf8ToBytes } from '../bytes.ts';
import { verifySignature } from '../crypto/public-key.ts';
import { digest } from '../crypto/digest.ts';
import { keyAlgorithms } from '../crypto/algorithms.ts';
import { parseCertificate, parseCertificates, publicKeyOf } from './certificate.ts';

const { root, signer } = rootAndSigner('GOST-2015-512');
const { der } = signer.certificate;

function codeOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
  return undefined;
}

describe('parseCertificate', () => {
  it.each(families)('gives the signed bytes and the signature of a certificate of %s', family => {
    const { root: issuer, signer: subject } = rootAndSigner(family);
    const { tbs, signature, signatureOid } = subject.certificate;
    const { digest: digestName, signatureOid: expected } = keyAlgorithms[family];
    expect(signatureOid).toBe(expected);
    expect(
      verifySignature(publicKeyOf(issuer.certificate), digestName, digest(digestName, tbs), signature),
    ).toBe(true);
  });

  it('gives what it says', () => {
    const { certificate } = signer;
    expect(certificate).toMatchObject({
      issuer: 'CN=TEST ROOT GOST-2015-512, C=KZ',
      subject: 'CN=АХМЕТОВА АЛИЯ, SN=АХМЕТОВА, serialNumber=IIN850101400123, C=KZ, GN=СЕРІКҚЫЗЫ',
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2026-12-31T23:59:59Z'),
      extKeyUsage: { oids: ['1.3.6.1.5.5.7.3.4', '1.2.398.3.3.4.1.1'], critical: false },
      policies: ['1.2.398.3.3.2'],
      basicConstraints: null,
      email: null,
      keyMedium: null,
      critical: ['2.5.29.15'],
      subjectKeyId: bytesToHex(signer.key.subjectKeyId),
      authorityKeyId: bytesToHex(root.key.subjectKeyId),
    });
    expect([...(certificate.keyUsage ?? [])]).toEqual(['digitalSignature', 'nonRepudiation']);
    expect(root.certificate.basicConstraints).toEqual({ ca: true, pathLength: null });
    expect([...(root.certificate.keyUsage ?? [])]).toEqual(['keyCertSign', 'cRLSign']);
    expect(certificate.spkiDer).toEqual(signer.key.spkiDer);
  });

  it('keeps a path length', () => {
    const limited = issue({
      name: person,
      seed: 'limited',
      family: 'GOST-2004',
      issuer: null,
      extensions: asAuthority(3),
    });
    expect(limited.certificate.basicConstraints).toEqual({ ca: true, pathLength: 3 });
  });

  it('keeps the public key once it is read', () => {
    expect(publicKeyOf(signer.certificate)).toBe(publicKeyOf(signer.certificate));
  });
});

// Each broken structure is a file of tests/vectors/x509.
describe('a hostile certificate', () => {
  it('nested 10,000 deep is refused', () => {
    let nested = sequence();
    for (let i = 0; i < 10_000; i++) nested = sequence(nested);
    expect(codeOf(() => parseCertificate(nested))).toBe('key.bad-certificate');
  });

  it('throws nothing but errors of ours, wherever it is changed', () => {
    fc.assert(
      fc.property(fc.nat({ max: der.length - 1 }), fc.integer({ min: 0, max: 255 }), (at, octet) => {
        const code = codeOf(() => publicKeyOf(parseCertificate(der.with(at, octet))));
        expect(code ?? 'key.').toMatch(/^key\./);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('parseCertificates', () => {
  it('keeps what they say when the bytes that it came from are overwritten', () => {
    for (const bytes of [Uint8Array.from(der), Buffer.from(der)]) {
      const [certificate] = parseCertificates(bytes);
      if (!certificate) throw new Error('no certificate');
      bytes.fill(0);
      expect(bytesToHex(certificate.der)).toBe(bytesToHex(der));
      expect(bytesToHex(certificate.tbs)).toBe(bytesToHex(signer.certificate.tbs));
    }
  });

  const bundle = makeCms({ signers: [], content: der, certificates: [root.certificate.der, der] });
  const both = concatBytes(pem('CERTIFICATE', root.certificate.der), pem('CERTIFICATE', der));

  it.each([
    ['DER', der, 1],
    ['base64', utf8ToBytes(bytesToBase64(der)), 1],
    ['a bundle in PEM', both, 2],
  ])('reads %s', (_, bytes, count) => {
    const found = parseCertificates(bytes);
    expect(found).toHaveLength(count);
    expect(found.at(-1)?.subject).toBe(signer.certificate.subject);
  });

  it('reads a PKCS#7 bundle, in DER, in indefinite lengths and in PEM', async () => {
    const p7b = await bundle;
    const ber = asBer(p7b, { content: der, pieceLength: 100 });
    for (const form of [p7b, ber, pem('PKCS7', p7b)]) {
      expect(parseCertificates(form).map(({ subject }) => subject)).toEqual([
        root.certificate.subject,
        signer.certificate.subject,
      ]);
    }
  });

  it('refuses a bundle without certificates', async () => {
    const none = await makeCms({ signers: [], content: der, certificates: [] });
    expect(codeOf(() => parseCertificates(none))).toBe('key.bad-certificate');
  });

  it.each([
    ['a text', utf8ToBytes('hello')],
    ['a private key', pem('PRIVATE KEY', der)],
    ['a block with something else in it', pem('CERTIFICATE', sequence())],
    ['zeros', new Uint8Array(100)],
    ['nothing', new Uint8Array()],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(() => parseCertificates(bytes))).toBe('key.bad-certificate');
  });

  it('does not share memory with what it was given', () => {
    const bytes = der.slice();
    const [certificate] = parseCertificates(bytes);
    bytes.fill(0);
    expect(certificate?.der).toEqual(der);
  });
});

it('a serial number with its top bit set keeps its zero octet in DER', () => {
  const key = { ...signer.key, subjectKeyId: Uint8Array.of(0x00, 0x80, 0x01) };
  const { certificate } = issue({
    name: person,
    seed: 'serial',
    family: 'GOST-2015-512',
    issuer: root,
    extensions: asSigner,
    key,
  });
  expect([certificate.serial, bytesToHex(certificate.serialDer)]).toEqual(['8001', '0203008001']);
});
