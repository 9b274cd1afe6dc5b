/** Namespaces and algorithm names of XML signatures; what НУЦ РК's keys add is in core/crypto/algorithms.ts. */
import { keyAlgorithms } from '../crypto/algorithms.ts';
import type { KeyFamily } from '../crypto/algorithms.ts';
import type { DigestName } from '../crypto/digest.ts';
import type { Canonicalization } from './c14n.ts';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';
const OASIS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-';

export const WSSE = `${OASIS}wssecurity-secext-1.0.xsd`;
export const WSU = `${OASIS}wssecurity-utility-1.0.xsd`;
export const X509V3 = `${OASIS}x509-token-profile-1.0#X509v3`;
export const BASE64_BINARY = `${OASIS}soap-message-security-1.0#Base64Binary`;
/** SOAP 1.1 and 1.2. */
export const SOAP: readonly string[] = [
  'http://schemas.xmlsoap.org/soap/envelope/',
  'http://www.w3.org/2003/05/soap-envelope',
];

export const ENVELOPED = `${DS}enveloped-signature`;
export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const C14N_WITH_COMMENTS = `${C14N}#WithComments`;
export const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Canonical XML 1.1 is not here: nothing of the field uses it, and it treats xml: attributes otherwise. */
export const canonicalizations: ReadonlyMap<string, Omit<Canonicalization, 'inclusivePrefixes'>> = new Map([
  [C14N, { exclusive: false, comments: false }],
  [C14N_WITH_COMMENTS, { exclusive: false, comments: true }],
  [EXC_C14N, { exclusive: true, comments: false }],
  [`${EXC_C14N}WithComments`, { exclusive: true, comments: true }],
]);

export interface XmlSignatureAlgorithm {
  readonly family: KeyFamily;
  readonly digest: DigestName;
}

/** SignatureMethod. HMAC, DSA and ECDSA are not here: no key of НУЦ РК signs so. */
export const signatureMethods: ReadonlyMap<string, XmlSignatureAlgorithm> = new Map([
  ...Object.values(keyAlgorithms).map(
    ({ xmlSignature, family, digest }) => [xmlSignature, { family, digest }] as const,
  ),
  [`${MORE}rsa-sha384`, { family: 'RSA', digest: 'sha384' }],
  [`${MORE}rsa-sha512`, { family: 'RSA', digest: 'sha512' }],
]);

export const digestMethods: ReadonlyMap<string, DigestName> = new Map([
  ...Object.values(keyAlgorithms).map(({ xmlDigest, digest }) => [xmlDigest, digest] as const),
  [`${MORE}sha384`, 'sha384'],
  [`${ENC}sha512`, 'sha512'],
]);

/** Known and broken: they get words of their own, since old documents really carry them. */
export const weakMethods: ReadonlySet<string> = new Set([
  `${DS}sha1`,
  `${DS}rsa-sha1`,
  `${DS}dsa-sha1`,
  `${DS}hmac-sha1`,
  `${MORE}sha1`,
  `${MORE}rsa-sha1`,
  `${MORE}md5`,
  `${MORE}rsa-md5`,
]);
