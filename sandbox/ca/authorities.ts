/** The sandbox's certification authorities: a root and an issuing one for each family of keys. */
import { bytesToHex, utf8ToBytes } from '../../core/bytes.ts';
import { issueCertificate } from '../../core/x509/build-certificate.ts';
import type { CertificateExtension, EncodedAttribute } from '../../core/x509/build-certificate.ts';
import { parseCertificates } from '../../core/x509/certificate.ts';
import { nameOids } from '../../core/x509/names.ts';
import {
  authorityConstraints,
  authorityKeyIdentifier,
  policies,
  serviceAddresses,
  subjectKeyIdentifier,
} from './extensions.ts';
import type { SandboxPkiUrls } from '../pki/urls.ts';
import { generateKeyPair, keyPairOf } from './key-pair.ts';
import type { IssuedFamily, KeyPair } from './key-pair.ts';
import type { Random, RandomFor } from './random.ts';

export interface Authority {
  /** File name without its extension: `root-gost-2015-512`. */
  readonly id: string;
  readonly name: readonly EncodedAttribute[];
  readonly key: KeyPair;
  readonly certificateDer: Uint8Array;
}

export interface AuthorityChain {
  readonly root: Authority;
  readonly issuing: Authority;
}

const FAMILY_WORDS: Readonly<Record<IssuedFamily, string>> = {
  'GOST-2015-512': 'GOST',
  'GOST-2004': 'GOST 2004',
  RSA: 'RSA',
};

const ROOT_POLICY = '1.2.398.3.1.2';
const ISSUING_POLICY = '1.2.398.3.3.2';

export interface AuthorityTerm {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/**
 * Makes the two authorities of a family.
 * @param urls of services that the issuing one's certificate is to name; null: none
 */
export function createAuthorities(
  family: IssuedFamily,
  term: AuthorityTerm,
  randomFor: RandomFor,
  urls: SandboxPkiUrls | null = null,
): AuthorityChain {
  const root = createAuthority({ family, level: 'root', term, issuer: null, urls: null }, randomFor);
  const plan = { family, level: 'issuing', term, issuer: root, urls } as const;
  return { root, issuing: createAuthority(plan, randomFor) };
}

/** The extensions by which certificates of this authority name its services. */
export function servicesOf({ id }: Authority, urls: SandboxPkiUrls | null): CertificateExtension[] {
  return urls === null
    ? []
    : serviceAddresses({ ocsp: urls.ocsp, crl: urls.crl(id), deltaCrl: urls.deltaCrl(id) });
}

interface AuthorityPlan {
  readonly family: IssuedFamily;
  readonly level: 'root' | 'issuing';
  readonly term: AuthorityTerm;
  /** Null: signs itself. */
  readonly issuer: Authority | null;
  readonly urls: SandboxPkiUrls | null;
}

const LEVELS = {
  root: { title: 'SANDBOX НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ', pathLength: null, policy: ROOT_POLICY },
  issuing: { title: 'SANDBOX ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ', pathLength: 0, policy: ISSUING_POLICY },
} as const;

function createAuthority(
  { family, level, term, issuer, urls }: AuthorityPlan,
  randomFor: RandomFor,
): Authority {
  const id = `${level}-${family.toLowerCase()}`;
  const key = generateKeyPair(family, 'authority', randomFor(`authority ${id}`));
  const { title, pathLength, policy } = LEVELS[level];
  const name: EncodedAttribute[] = [
    { oid: nameOids.commonName, value: `${title} (${FAMILY_WORDS[family]})`, encoding: 'utf8' },
    { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
  ];
  const signer = issuer?.key ?? key;
  const extensions: CertificateExtension[] = [
    ...authorityConstraints(pathLength),
    policies([policy]),
    subjectKeyIdentifier(key.subjectKeyId),
    authorityKeyIdentifier(signer.subjectKeyId),
    ...(issuer === null ? [] : servicesOf(issuer, urls)),
  ];
  const content = {
    ...term,
    subject: name,
    issuer: issuer?.name ?? name,
    serial: serialFor(key.subjectKeyId),
    spkiDer: key.spkiDer,
    extensions,
  };
  return { id, name, key, certificateDer: issueCertificate(content, signer) };
}

/** НУЦ's serial numbers are the key identifier with its top bit cleared, which makes it positive. */
export function serialFor(subjectKeyId: Uint8Array): Uint8Array {
  return Uint8Array.of(subjectKeyId[0]! & 0x7f, ...subjectKeyId.subarray(1));
}

/** The certificate as PEM text (RFC 7468). */
export function certificatePem({ certificateDer }: Pick<Authority, 'certificateDer'>): string {
  return pem('CERTIFICATE', certificateDer);
}

/** The private key as PEM text, not encrypted: it is worth nothing outside of the sandbox. */
export function privateKeyPem({ privateKeyDer }: KeyPair): string {
  return pem('PRIVATE KEY', privateKeyDer);
}

function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The authority whose certificate and key these are, as it was written. */
export function restoreAuthority(
  id: string,
  certificateText: string,
  keyText: string,
  random: Random,
): Authority {
  const certificate = parseCertificates(utf8ToBytes(certificateText))[0]!;
  const name = certificate.subjectName.map(({ oid, value }): EncodedAttribute => {
    const encoding = oid === nameOids.country ? 'printable' : 'utf8';
    return { oid, value, encoding };
  });
  const key = keyPairOf(
    new Uint8Array(Buffer.from(keyText.replace(/-----[^-]+-----/g, ''), 'base64')),
    random,
  );
  return { id, name, key, certificateDer: certificate.der };
}

/** Key identifier as file names and aliases have it: lower-case hex. */
export function keyIdText({ subjectKeyId }: KeyPair): string {
  return bytesToHex(subjectKeyId);
}
