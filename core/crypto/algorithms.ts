/**
 * The algorithms of НУЦ РК as one table: object identifiers (registry root.gov.kz/oid), exact DER of the
 * AlgorithmIdentifiers, XMLDSig names. Code elsewhere reads it and knows no OID of its own.
 */
import type { DigestName } from './digest.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from './gost-curves.ts';
import type { GostCurve } from './gost-curves.ts';

export type KeyFamily = 'GOST-2015-512' | 'GOST-2015-256' | 'GOST-2004' | 'RSA';

/** One way to sign: what a signature by a key of the family looks like in every format. */
export interface KeyAlgorithm {
  readonly family: KeyFamily;
  /** Algorithm of SubjectPublicKeyInfo and of PKCS#8. */
  readonly keyOid: string;
  /** Curves by the OID of the key's parameters; none for RSA. */
  readonly curves: Readonly<Record<string, GostCurve>>;
  /** The hash function that keys of this family sign with. */
  readonly digest: DigestName;
  /** Those that a signature by such a key is accepted with; SHA-1 is not among them. */
  readonly accepts: readonly DigestName[];
  readonly digestOid: string;
  readonly signatureOid: string;
  /** DER of AlgorithmIdentifier, parameters NULL, in hex: as every object of НУЦ РК has it. */
  readonly digestIdentifier: string;
  readonly signatureIdentifier: string;
  /** Names in XMLDSig. */
  readonly xmlSignature: string;
  readonly xmlDigest: string;
}

const pkigovkz = 'urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:';

export const keyAlgorithms: Readonly<Record<KeyFamily, KeyAlgorithm>> = {
  'GOST-2015-512': {
    family: 'GOST-2015-512',
    keyOid: '1.2.398.3.10.1.1.2.2',
    curves: { '1.2.398.3.10.1.1.2.2.1': tc26Gost512A, '1.2.643.7.1.2.1.2.1': tc26Gost512A },
    digest: 'streebog512',
    accepts: ['streebog512'],
    digestOid: '1.2.398.3.10.1.3.3',
    signatureOid: '1.2.398.3.10.1.1.2.3.2',
    digestIdentifier: '300c06082a830e030a0103030500',
    signatureIdentifier: '300e060a2a830e030a01010203020500',
    xmlSignature: `${pkigovkz}gostr34102015-gostr34112015-512`,
    xmlDigest: `${pkigovkz}gostr34112015-512`,
  },
  'GOST-2015-256': {
    family: 'GOST-2015-256',
    keyOid: '1.2.398.3.10.1.1.2.1',
    curves: { '1.2.398.3.10.1.1.2.1.1': tc26Gost256A, '1.2.643.7.1.2.1.1.1': tc26Gost256A },
    digest: 'streebog256',
    accepts: ['streebog256'],
    digestOid: '1.2.398.3.10.1.3.2',
    signatureOid: '1.2.398.3.10.1.1.2.3.1',
    digestIdentifier: '300c06082a830e030a0103020500',
    signatureIdentifier: '300e060a2a830e030a01010203010500',
    xmlSignature: `${pkigovkz}gostr34102015-gostr34112015-256`,
    xmlDigest: `${pkigovkz}gostr34112015-256`,
  },
  'GOST-2004': {
    family: 'GOST-2004',
    keyOid: '1.2.398.3.10.1.1.1.1',
    curves: { '1.2.398.3.10.1.1.1.1.1': cryptoProA, '1.2.643.2.2.35.1': cryptoProA },
    digest: 'gost34311',
    accepts: ['gost34311'],
    digestOid: '1.2.398.3.10.1.3.1',
    signatureOid: '1.2.398.3.10.1.1.1.2',
    digestIdentifier: '300c06082a830e030a0103010500',
    signatureIdentifier: '300d06092a830e030a010101020500',
    xmlSignature: 'http://www.w3.org/2001/04/xmldsig-more#gost34310-gost34311',
    xmlDigest: 'http://www.w3.org/2001/04/xmldsig-more#gost34311',
  },
  RSA: {
    family: 'RSA',
    keyOid: '1.2.840.113549.1.1.1',
    curves: {},
    digest: 'sha256',
    accepts: ['sha256', 'sha384', 'sha512'],
    digestOid: '2.16.840.1.101.3.4.2.1',
    signatureOid: '1.2.840.113549.1.1.11',
    digestIdentifier: '300d06096086480165030402010500',
    signatureIdentifier: '300d06092a864886f70d01010b0500',
    xmlSignature: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    xmlDigest: 'http://www.w3.org/2001/04/xmlenc#sha256',
  },
};

const families: readonly KeyAlgorithm[] = Object.values(keyAlgorithms);

/** Hash functions that no family signs with by itself but that occur in certificates, stamps and responses. */
const otherDigestOids: Readonly<Record<string, DigestName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

const digestNames: ReadonlyMap<string, DigestName> = new Map([
  ...families.map(({ digestOid, digest }) => [digestOid, digest] as const),
  ...Object.entries(otherDigestOids),
]);

/** The digest with this OID, if we know it. */
export function digestByOid(oid: string): DigestName | undefined {
  return digestNames.get(oid);
}

/** The key algorithm with this OID in SubjectPublicKeyInfo or PKCS#8, if we know it. */
export function keyAlgorithmByOid(oid: string): KeyAlgorithm | undefined {
  return families.find(({ keyOid }) => keyOid === oid);
}

/** What a signatureAlgorithm says. */
export interface SignatureAlgorithm {
  readonly family: KeyFamily;
  /** Undefined where the OID does not name the hash function: it is then in the digestAlgorithm beside it. */
  readonly digest: DigestName | undefined;
}

const rsaSignatures: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.1.1.12': 'sha384',
  '1.2.840.113549.1.1.13': 'sha512',
};

/**
 * Signature OIDs. НУЦ's native library writes the key's OID where the signature's belongs, and CMS (RFC 3370 §3.2) does
 * so for RSA: both name a family and leave the hash function open.
 */
const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map<string, SignatureAlgorithm>([
  ...families.map(({ keyOid, family }) => [keyOid, { family, digest: undefined }] as const),
  ...families.map(({ signatureOid, family, digest }) => [signatureOid, { family, digest }] as const),
  ...Object.entries(rsaSignatures).map(([oid, digest]) => [oid, { family: 'RSA' as const, digest }] as const),
]);

/** What the OID of a signatureAlgorithm says, if we know it. */
export function signatureAlgorithmByOid(oid: string): SignatureAlgorithm | undefined {
  return signatureAlgorithms.get(oid);
}
