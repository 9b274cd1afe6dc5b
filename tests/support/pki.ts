/** A small authority for tests: certificates of any shape, with keys that come out of a seed, so that bytes never vary. */
import { signDigest } from '../../core/crypto/gost3410.ts';
import { readPrivateKey } from '../../core/pkcs12/private-key.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { issueCertificate } from '../../core/x509/build-certificate.ts';
import type { CertificateExtension, EncodedAttribute } from '../../core/x509/build-certificate.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { nameOids } from '../../core/x509/names.ts';
import { usageOids } from '../../core/x509/profile.ts';
import { signWith } from '../../native/software-signer.ts';
import {
  authorityConstraints,
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyUsage,
  policies,
  subjectKeyIdentifier,
} from '../../sandbox/ca/extensions.ts';
import { testKey } from './keys.ts';
import type { Family, TestKey } from './keys.ts';

export { families } from './keys.ts';

/** Inside the term of everything issued here unless another one is asked for. */
export const midTerm = new Date('2026-06-15T12:00:00Z');
const term = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-12-31T23:59:59Z') };

/** A certificate with its private key; signing is deterministic. */
export interface Identity extends Signer {
  readonly certificate: Certificate;
  readonly name: readonly EncodedAttribute[];
  readonly key: TestKey;
}

export interface IssueOptions {
  readonly name: readonly EncodedAttribute[];
  /** Makes another key for each text. */
  readonly seed: string;
  readonly family: Family;
  /** Null: signs itself. */
  readonly issuer: Identity | null;
  readonly extensions: (own: TestKey, issuer: TestKey) => readonly CertificateExtension[];
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Takes the place of a freshly made key. */
  readonly key?: TestKey;
}

export function issue(options: IssueOptions): Identity {
  const key = options.key ?? testKey(options.family, options.seed);
  const signer = options.issuer?.key ?? key;
  const content = {
    subject: options.name,
    issuer: options.issuer?.name ?? options.name,
    serial: key.subjectKeyId.map((octet, index) => (index === 0 ? octet & 0x7f : octet)),
    notBefore: options.notBefore ?? term.notBefore,
    notAfter: options.notAfter ?? term.notAfter,
    spkiDer: key.spkiDer,
    extensions: options.extensions(key, signer),
  };
  const certificate = parseCertificate(issueCertificate(content, signer));
  return {
    certificate,
    name: options.name,
    key,
    signDigest: (name, hash) => Promise.resolve(sign(key, name, hash)),
  };
}

function sign(key: TestKey, digestName: Parameters<Signer['signDigest']>[0], hash: Uint8Array): Uint8Array {
  const secret = readPrivateKey(key.privateKeyDer);
  return secret.kind === 'rsa'
    ? signWith(secret, digestName, hash)
    : signDigest(secret.curve, secret.d, hash, { digestName, extraEntropy: new Uint8Array() });
}

export function commonName(value: string): readonly EncodedAttribute[] {
  return [
    { oid: nameOids.commonName, value, encoding: 'utf8' },
    { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
  ];
}

/** Extensions of an authority. */
export function asAuthority(pathLength: number | null = null): IssueOptions['extensions'] {
  return (own, issuer) => [
    ...authorityConstraints(pathLength),
    subjectKeyIdentifier(own.subjectKeyId),
    authorityKeyIdentifier(issuer.subjectKeyId),
  ];
}

/** Extensions of a person's signing key. */
export const asSigner: IssueOptions['extensions'] = (own, issuer) => [
  keyUsage(['digitalSignature', 'nonRepudiation']),
  extendedKeyUsage([usageOids.emailProtection, '1.2.398.3.3.4.1.1'], { critical: false }),
  policies(['1.2.398.3.3.2']),
  subjectKeyIdentifier(own.subjectKeyId),
  authorityKeyIdentifier(issuer.subjectKeyId),
];

export const person: readonly EncodedAttribute[] = [
  { oid: nameOids.commonName, value: 'АХМЕТОВА АЛИЯ', encoding: 'utf8' },
  { oid: nameOids.surname, value: 'АХМЕТОВА', encoding: 'utf8' },
  { oid: nameOids.serialNumber, value: 'IIN850101400123', encoding: 'printable' },
  { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
  { oid: nameOids.givenName, value: 'СЕРІКҚЫЗЫ', encoding: 'utf8' },
];

/** A root of the family and a person whose signing key it issued. */
export function rootAndSigner(family: Family): { readonly root: Identity; readonly signer: Identity } {
  const name = commonName(`TEST ROOT ${family}`);
  const root = issue({ name, seed: 'root', family, issuer: null, extensions: asAuthority() });
  return {
    root,
    signer: issue({ name: person, seed: 'signer', family, issuer: root, extensions: asSigner }),
  };
}
