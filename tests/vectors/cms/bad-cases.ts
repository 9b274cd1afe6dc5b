/** Signatures that do not hold: each breaks one rule. */
import { concatBytes } from '../../../core/bytes.ts';
import { cmsOids } from '../../../core/cms/oids.ts';
import { keyAlgorithms } from '../../../core/crypto/algorithms.ts';
import { digest } from '../../../core/crypto/digest.ts';
import { attribute, makeCms, octets, oid, set, utcTime } from '../../support/cms-maker.ts';
import { attached, document, gost, gostCase, inOrder, otherDocument, withAttributes } from './cases.ts';
import type { CmsCase } from './cases.ts';

const malformed = ['invalid', 'format signature.attributes-malformed'] as const;
const wrong = ['invalid', 'signature signature.wrong'] as const;

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

export const badCases: readonly CmsCase[] = [...digests, ...attributes, ...algorithms, ...signatures];
