/** Signatures that do not hold: each breaks one rule. */
import { concatBytes, utf8ToBytes } from '../../../core/bytes.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { cmsOids } from '../../../core/cms/oids.ts';
import { keyAlgorithms } from '../../../core/crypto/algorithms.ts';
import { digest } from '../../../core/crypto/digest.ts';
import {
  attribute,
  derOrder,
  issuerAndSerial,
  makeCms,
  octets,
  oid,
  pem,
  sequence,
  set,
  signingCertificateV2,
  small,
  utcTime,
} from '../../support/cms-maker.ts';
import type { Attributes } from '../../support/cms-maker.ts';
import { extendedKeyUsage, keyUsage, subjectKeyIdentifier } from '../../../sandbox/ca/extensions.ts';
import { asAuthority, asSigner, issue, keyPair, person, rootAndSigner } from '../../support/pki.ts';
import type { Identity, IssueOptions } from '../../support/pki.ts';
import { attached, document, gost, gostCase, otherDocument } from './cases.ts';
import type { CmsCase } from './cases.ts';

const malformed = ['invalid', 'format signature.attributes-malformed'] as const;
const damaged = ['refused', 'cms.malformed'] as const;
const notCms = ['refused', 'cms.not-cms'] as const;
const wrong = ['invalid', 'signature signature.wrong'] as const;

const withAttributes = (change: (standard: Attributes) => readonly Uint8Array[]) => () =>
  attached({ attributes: change });
const inOrder = (standard: Attributes) => derOrder(standard, 'streebog512');

const otherDigest = attribute(cmsOids.messageDigest, octets(digest('streebog512', otherDocument)));

const digests: readonly CmsCase[] = [
  gostCase(
    'content-changed',
    'another document than the signed one',
    ['invalid', 'digest digest.mismatch'],
    () => attached({}, { encapsulated: octets(otherDocument) }),
  ),
  gostCase(
    'digest-of-another',
    'messageDigest of another document',
    ['invalid', 'digest digest.mismatch'],
    withAttributes(standard => inOrder({ ...standard, messageDigest: otherDigest })),
  ),
  gostCase(
    'digest-short',
    'messageDigest cut by a byte',
    ['invalid', 'digest digest.mismatch'],
    withAttributes(standard => {
      const short = digest('streebog512', document).subarray(1);
      return inOrder({ ...standard, messageDigest: attribute(cmsOids.messageDigest, octets(short)) });
    }),
  ),
  {
    ...gostCase(
      'content-unexpected',
      'the document beside it is not the one inside',
      ['invalid', 'digest content.unexpected'],
      () => attached(),
    ),
    content: otherDocument,
  },
  {
    ...gostCase(
      'content-longer',
      'the document beside it goes on',
      ['invalid', 'digest content.unexpected'],
      () => attached(),
    ),
    content: concatBytes(document, document),
  },
  gostCase('content-missing', 'detached, and no document', ['refused', 'content.missing'], () =>
    attached({}, { attached: false }),
  ),
];

const attributes: readonly CmsCase[] = [
  gostCase(
    'no-message-digest',
    'no messageDigest',
    malformed,
    withAttributes(({ contentType, signingTime }) => [contentType, signingTime]),
  ),
  gostCase(
    'no-content-type',
    'no contentType',
    malformed,
    withAttributes(({ signingTime, messageDigest }) => [signingTime, messageDigest]),
  ),
  gostCase(
    'no-attribute-at-all',
    'an empty set of attributes',
    malformed,
    withAttributes(() => []),
  ),
  gostCase(
    'other-content-type',
    'contentType is not that of the content',
    malformed,
    withAttributes(standard =>
      inOrder({ ...standard, contentType: attribute(cmsOids.contentType, oid(cmsOids.signedData)) }),
    ),
  ),
  gostCase(
    'digest-twice',
    'messageDigest stands twice, once right',
    malformed,
    withAttributes(standard => [...inOrder(standard), otherDigest]),
  ),
  gostCase(
    'digest-two-values',
    'messageDigest has two values',
    malformed,
    withAttributes(standard => {
      const values = [digest('streebog512', document), digest('streebog512', otherDocument)].map(octets);
      return inOrder({ ...standard, messageDigest: attribute(cmsOids.messageDigest, ...values) });
    }),
  ),
  gostCase(
    'digest-no-value',
    'messageDigest has no value',
    malformed,
    withAttributes(standard => inOrder({ ...standard, messageDigest: attribute(cmsOids.messageDigest) })),
  ),
  gostCase(
    'digest-not-octets',
    'messageDigest is a string of another type',
    malformed,
    withAttributes(standard =>
      inOrder({ ...standard, messageDigest: attribute(cmsOids.messageDigest, utcTime('260615120000Z')) }),
    ),
  ),
  gostCase(
    'signing-time-impossible',
    'signingTime on 31 February',
    malformed,
    withAttributes(standard =>
      inOrder({ ...standard, signingTime: attribute(cmsOids.signingTime, utcTime('260231120000Z')) }),
    ),
  ),
  gostCase('no-attributes-other-type', 'no attributes though the content is not plain data', malformed, () =>
    attached({ attributes: () => null }, { contentType: cmsOids.timeStampToken }),
  ),
  gostCase(
    'attributes-as-content',
    'the signed attributes of another signature passed off as a content',
    malformed,
    () => {
      const hash = octets(digest('streebog512', document));
      const stolen = set(
        attribute(cmsOids.contentType, oid(cmsOids.data)),
        attribute(cmsOids.messageDigest, hash),
      );
      return attached({ attributes: () => null }, { content: stolen });
    },
  ),
];

const unsupported = (value: string) =>
  ['invalid', `format signature.algorithm-unsupported ${value}`] as const;
const sha1 = '1.3.14.3.2.26';
const md5 = '1.2.840.113549.2.5';
const pss = '1.2.840.113549.1.1.10';

const algorithms: readonly CmsCase[] = [
  gostCase('digest-sha1', 'SHA-1', unsupported(sha1), () => attached({ digestOid: sha1 })),
  gostCase('digest-md5', 'MD5', unsupported(md5), () => attached({ digestOid: md5 })),
  gostCase('signature-oid-unknown', 'a signature algorithm that we do not know', unsupported(pss), () =>
    attached({ signatureOid: pss }),
  ),
  gostCase('signature-oid-of-rsa', 'the signature says RSA, the key is GOST', wrong, () =>
    attached({ signatureOid: keyAlgorithms.RSA.signatureOid }),
  ),
  gostCase(
    'digest-oid-of-rsa',
    'SHA-256 with a GOST key: the three algorithms do not agree',
    ['invalid', 'digest digest.mismatch'],
    () => attached({ digestOid: keyAlgorithms.RSA.digestOid }),
  ),
];

const signatures: readonly CmsCase[] = [
  gostCase('signature-flipped', 'one bit of the signature', wrong, () =>
    attached({ signature: right => right.map((octet, index) => (index === 77 ? octet ^ 0x10 : octet)) }),
  ),
  gostCase('signature-empty', 'no signature', wrong, () => attached({ signature: () => new Uint8Array() })),
  gostCase('signature-long', 'a zero byte behind the signature', wrong, () =>
    attached({ signature: right => concatBytes(right, new Uint8Array(1)) }),
  ),
  gostCase('signature-zero', 'r and s are zero', wrong, () =>
    attached({ signature: right => right.map(() => 0) }),
  ),
  gostCase('signature-halves-swapped', 's ‖ r instead of r ‖ s', wrong, () =>
    attached({ signature: right => concatBytes(right.subarray(64), right.subarray(0, 64)) }),
  ),
  gostCase('signature-of-other-attributes', 'the attributes that were signed are others', wrong, () =>
    attached({ signedInstead: ({ contentType, messageDigest }) => [contentType, messageDigest] }),
  ),
  gostCase('two-signers-one-bad', 'of two signatures the second is wrong', wrong, () =>
    makeCms({
      signers: [{ identity: gost.signer }, { identity: gost.signer, signature: right => right.toReversed() }],
      content: document,
      attached: true,
    }),
  ),
];

function variant(seed: string, changes: Partial<IssueOptions>): Identity {
  const options: IssueOptions = {
    name: person,
    seed,
    family: 'GOST-2015-512',
    issuer: gost.root,
    extensions: asSigner,
    ...changes,
  };
  return issue(options);
}

const stranger = variant('stranger', {});
/** A certificate of somebody else under the signer's issuer and serial number: its key is not the signer's. */
const substitute = issue({
  name: person,
  seed: 'signer',
  family: 'GOST-2015-512',
  issuer: gost.root,
  extensions: asSigner,
  key: { ...keyPair('GOST-2015-512', 'stranger'), subjectKeyId: gost.signer.key.subjectKeyId },
});
const authKey = variant('auth', {
  extensions: (own, issuer) => [
    keyUsage(['digitalSignature', 'keyEncipherment']),
    extendedKeyUsage(['1.3.6.1.5.5.7.3.2', '1.2.398.3.3.4.1.1'], { critical: false }),
    subjectKeyIdentifier(own.subjectKeyId),
    ...asSigner(own, issuer).slice(-1),
  ],
});
const encipherOnly = variant('encipher', {
  extensions: (own, issuer) => [keyUsage(['keyEncipherment']), ...asSigner(own, issuer).slice(-2)],
});
const conditioned = variant('conditioned', {
  extensions: (own, issuer) => [
    ...asSigner(own, issuer),
    { oid: '1.2.3.4', critical: true, value: sequence() },
  ],
});
const authority = variant('authority', { extensions: asAuthority() });
const falseRoot = issue({
  name: gost.root.name,
  seed: 'false root',
  family: 'GOST-2015-512',
  issuer: null,
  extensions: asAuthority(),
});
const forged = variant('forged', {
  issuer: { ...falseRoot, key: { ...falseRoot.key, subjectKeyId: gost.root.key.subjectKeyId } },
});
const ofStranger = variant('of stranger', { issuer: falseRoot });
const ofPerson = variant('of person', { issuer: gost.signer });
const old = variant('old', { notBefore: new Date('2024-01-01'), notAfter: new Date('2025-01-01') });
const early = variant('early', { notBefore: new Date('2026-07-01'), notAfter: new Date('2027-07-01') });

const by =
  (identity: Identity, ...certificates: readonly Identity[]) =>
  () =>
    attached(
      { identity },
      { certificates: [identity, ...certificates].map(({ certificate }) => certificate.der) },
    );

const certificates: readonly CmsCase[] = [
  gostCase('no-certificate', 'no certificate', ['unproven', 'signature certificate.missing'], () =>
    attached({}, { certificates: [] }),
  ),
  gostCase(
    'other-certificate',
    'the certificate of somebody else only',
    ['unproven', 'signature certificate.missing'],
    () => attached({}, { certificates: [stranger.certificate.der] }),
  ),
  gostCase(
    'certificate-swapped',
    'another certificate under the same issuer and serial number',
    ['invalid', 'signature certificate.substituted'],
    () => attached({}, { certificates: [substitute.certificate.der] }),
  ),
  gostCase('certificate-swapped-unnamed', 'the same, and no attribute names the right one', wrong, () =>
    attached(
      { attributes: ({ contentType, messageDigest }) => [contentType, messageDigest] },
      { certificates: [substitute.certificate.der] },
    ),
  ),
  gostCase(
    'signing-certificate-other',
    'signingCertificateV2 names another certificate',
    ['invalid', 'signature certificate.substituted'],
    withAttributes(standard =>
      inOrder({ ...standard, signingCertificate: signingCertificateV2(stranger.certificate.der) }),
    ),
  ),
  gostCase(
    'signing-certificate-serial',
    'signingCertificateV2 names another serial number',
    ['invalid', 'signature certificate.substituted'],
    withAttributes(({ contentType, messageDigest }) => {
      const issuerSerial = sequence(sequence(derElement(0xa4, gost.signer.certificate.issuerDer)), small(7));
      const id = sequence(octets(digest('sha256', gost.signer.certificate.der)), issuerSerial);
      return [contentType, messageDigest, attribute(cmsOids.signingCertificateV2, sequence(sequence(id)))];
    }),
  ),
  gostCase(
    'auth-key',
    'a key for logging in',
    ['invalid', 'purpose certificate.not-for-signing'],
    by(authKey),
  ),
  gostCase(
    'encipher-key',
    'a key that may only encipher',
    ['invalid', 'purpose certificate.not-for-signing'],
    by(encipherOnly),
  ),
  gostCase(
    'authority-key',
    'the key of an authority',
    ['invalid', 'purpose certificate.not-for-signing'],
    by(authority),
  ),
  gostCase(
    'critical-extension',
    'a critical extension that nobody knows',
    ['invalid', 'chain certificate.critical-extension 1.2.3.4'],
    by(conditioned),
  ),
  gostCase(
    'forged-certificate',
    'issuer and key identifier of the trusted root, not its signature',
    ['invalid', 'chain chain.signature-wrong'],
    by(forged),
  ),
  gostCase(
    'issued-by-person',
    'issued with a key that may not issue',
    ['invalid', 'chain chain.not-a-ca'],
    by(ofPerson, gost.signer),
  ),
  gostCase(
    'stranger-root',
    'a root of the same name that is not trusted, sent along',
    ['unproven', 'chain chain.no-anchor'],
    by(ofStranger, falseRoot),
  ),
  gostCase(
    'expired',
    'the certificate ended before the time that the signer claims',
    ['invalid', 'validity validity.expired'],
    by(old),
  ),
  gostCase('not-yet', 'the certificate begins later', ['invalid', 'validity validity.not-yet'], by(early)),
  {
    ...gostCase(
      'root-not-trusted',
      'a root of another family is trusted',
      ['unproven', 'chain chain.no-anchor'],
      () => attached(),
    ),
    root: rootAndSigner('GOST-2004').root,
  },
];

const signedDataOf = async (content: Uint8Array) => pem('CMS', content);

const structures: readonly CmsCase[] = [
  gostCase('no-signers', 'no signer', ['refused', 'cms.no-signers'], () =>
    makeCms({ signers: [], content: document, attached: true }),
  ),
  gostCase('too-many-signers', '65 signers', damaged, () =>
    makeCms({
      signers: Array.from({ length: 65 }, () => ({ identity: gost.signer })),
      certificates: [],
      content: document,
      attached: true,
    }),
  ),
  gostCase('not-signed-data', 'EnvelopedData', notCms, () =>
    attached({}, { infoType: '1.2.840.113549.1.7.3' }),
  ),
  gostCase('a-certificate', 'a certificate', notCms, () => Promise.resolve(gost.signer.certificate.der)),
  gostCase('empty', 'an empty file', notCms, () => Promise.resolve(new Uint8Array())),
  gostCase('text', 'a text', notCms, () => Promise.resolve(utf8ToBytes('Құрметті әріптестер!'))),
  gostCase('english-text', 'a text that is no base64', notCms, () =>
    Promise.resolve(utf8ToBytes('Dear colleagues, please sign.')),
  ),
  gostCase('zeros', 'a thousand zeros', notCms, () => Promise.resolve(new Uint8Array(1_000))),
  gostCase('pem-of-a-certificate', 'PEM of a certificate', notCms, () =>
    Promise.resolve(pem('CERTIFICATE', gost.signer.certificate.der)),
  ),
  gostCase('pem-cut', 'PEM without its end', damaged, async () =>
    (await signedDataOf(await attached())).slice(0, -20),
  ),
  gostCase('trailing-garbage', 'something behind it', damaged, async () =>
    concatBytes(await attached(), utf8ToBytes('tail')),
  ),
  gostCase('cut', 'the last byte is missing', damaged, async () => (await attached()).slice(0, -1)),
  gostCase('version-9', 'SignedData of version 9', damaged, () => attached({}, { version: 9 })),
  gostCase('signer-version-2', 'SignerInfo of version 2', damaged, () => attached({ version: 2 })),
  gostCase('content-not-octets', 'the content is a sequence', damaged, () =>
    attached({}, { encapsulated: sequence(octets(document)) }),
  ),
  gostCase('chunks-not-octets', 'the content is made of sequences', damaged, () =>
    attached({}, { encapsulated: derElement(0x24, sequence(octets(document))) }),
  ),
  gostCase('signer-without-signature', 'SignerInfo ends too early', damaged, () =>
    attached({ id: issuerAndSerial(gost.signer), unsigned: [octets(document)] }),
  ),
];

export const badCases: readonly CmsCase[] = [
  ...digests,
  ...attributes,
  ...algorithms,
  ...signatures,
  ...certificates,
  ...structures,
];
