/** Certificates (RFC 5280 §4): read exactly, and refused where their structure is broken. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pem, sequence, small } from '../../tests/support/cms-maker.ts';
import { asAuthority, asSigner, families, issue, person, rootAndSigner } from '../../tests/support/pki.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { derElement } from '../asn1/definite.ts';
import { Fields, elementsOf, soleElement } from '../asn1/elements.ts';
import { bytesToBase64, bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '../bytes.ts';
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

describe('a broken certificate', () => {
  const [tbs, algorithm, signature] = elementsOf(soleElement(der, 0x30).content, 3).map(({ raw }) => raw) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  const fields = elementsOf(soleElement(tbs, 0x30).content, 10).map(({ raw }) => raw);
  /** The certificate with one field of its TBSCertificate replaced (its signature is not looked at here). */
  const withField = (index: number, field: Uint8Array) =>
    sequence(sequence(...fields.map((raw, at) => (at === index ? field : raw))), algorithm, signature);
  const extensions = elementsOf(soleElement(new Fields(fields[7]!).take(0xa3).content, 0x30).content, 20).map(
    ({ raw }) => raw,
  );
  const withExtensions = (...list: readonly Uint8Array[]) =>
    withField(7, derElement(0xa3, sequence(...list)));
  const extension = (oidHex: string, value: Uint8Array) =>
    sequence(hexToBytes(oidHex), derElement(0x04, value));

  it('is put together right in these tests', () => {
    expect(bytesToHex(withExtensions(...extensions))).toBe(bytesToHex(der));
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['bytes behind it', concatBytes(der, new Uint8Array(1))],
    ['its last byte missing', der.subarray(0, -1)],
    ['no signature', sequence(tbs, algorithm)],
    ['a fourth field', sequence(tbs, algorithm, signature, small(1))],
    [
      'an algorithm outside that is not the signed one',
      sequence(tbs, sequence(hexToBytes('06032a0304')), signature),
    ],
    ['a signature of seven bits', sequence(tbs, algorithm, hexToBytes('030201fe'))],
    ['no serial number', withField(1, hexToBytes('0500'))],
    ['an empty serial number', withField(1, hexToBytes('0200'))],
    ['a term without an end', withField(4, sequence(hexToBytes('170d3236303130313030303030305a')))],
    [
      'a term on 32 January',
      withField(
        4,
        sequence(...['170d3236303133323030303030305a', '170d3236303230313030303030305a'].map(hexToBytes)),
      ),
    ],
    ['a subject that is no name', withField(5, sequence(small(1)))],
    ['an extension twice', withExtensions(...extensions, extensions[0]!)],
    ['an extension without a value', withExtensions(sequence(hexToBytes('0603551d0f')))],
    ['a key usage that is no bit string', withExtensions(extension('0603551d0f', small(1)))],
    [
      'a path length below zero',
      withExtensions(extension('0603551d13', sequence(hexToBytes('0101ff'), hexToBytes('0201ff')))),
    ],
    ['an extended usage that is no list', withExtensions(extension('0603551d25', hexToBytes('0603551d0f')))],
  ])('with %s is refused', (_, bytes) => {
    expect(codeOf(() => parseCertificate(bytes))).toBe('key.bad-certificate');
  });

  it('nested 10,000 deep is refused', () => {
    let nested = sequence();
    for (let i = 0; i < 10_000; i++) nested = sequence(nested);
    expect(codeOf(() => parseCertificate(nested))).toBe('key.bad-certificate');
  });

  it('of indefinite length is refused: certificates are DER', () => {
    const indefinite = concatBytes(Uint8Array.of(0x30, 0x80), tbs, algorithm, signature, new Uint8Array(2));
    expect(codeOf(() => parseCertificate(indefinite))).toBe('key.bad-certificate');
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
