/** Signatures that hold, in every form in which the programs around us write them. */
import { bytesToBase64, concatBytes, utf8ToBytes } from '../../../core/bytes.ts';
import { cmsOids } from '../../../core/cms/oids.ts';
import { keyAlgorithms } from '../../../core/crypto/algorithms.ts';
import { digest } from '../../../core/crypto/digest.ts';
import {
  asBer,
  attribute,
  derOrder,
  issuerAndSerial,
  keyId,
  makeCms,
  octets,
  oid,
  pem,
  sequence,
  signingCertificateV2,
} from '../../support/cms-maker.ts';
import { families, rootAndSigner } from '../../support/pki.ts';
import { attached, document, gost, gostCase } from './cases.ts';
import type { CmsCase } from './cases.ts';

const valid = ['valid'] as const;
const rsa = rootAndSigner('RSA');

const ofFamilies: readonly CmsCase[] = families.flatMap(family => {
  const { root, signer } = rootAndSigner(family);
  const common = { expect: 'valid', root } as const;
  const id = family.toLowerCase();
  return [
    {
      ...common,
      name: `${id}-attached`,
      comment: `a key of ${family}, the document inside`,
      signature: () => makeCms({ signers: [{ identity: signer }], content: document, attached: true }),
    },
    {
      ...common,
      name: `${id}-detached`,
      comment: `a key of ${family}, the document beside it`,
      signature: () => makeCms({ signers: [{ identity: signer }], content: document }),
      content: document,
    },
    {
      ...common,
      name: `${id}-key-oid`,
      comment:
        'the OID of the key in the place of the signature’s, as the native library of НУЦ РК writes it',
      signature: () => {
        const signatureOid = keyAlgorithms[family].keyOid;
        return makeCms({ signers: [{ identity: signer, signatureOid }], content: document, attached: true });
      },
    },
  ];
});

const forms: readonly CmsCase[] = [
  gostCase('pem-cms', 'PEM with the label CMS', valid, async () => pem('CMS', await attached())),
  gostCase('pem-pkcs7', 'PEM with the label PKCS7', valid, async () => pem('PKCS7', await attached())),
  gostCase('base64', 'bare base64 on one line', valid, async () =>
    utf8ToBytes(bytesToBase64(await attached())),
  ),
  gostCase('trailing-nul', 'the NUL of a C string behind it', valid, async () =>
    concatBytes(await attached(), new Uint8Array(1)),
  ),
  gostCase('indefinite', 'every length indefinite, the content in one piece', valid, async () =>
    asBer(await attached(), { content: document, pieceLength: 1_000 }),
  ),
  gostCase('chunked', 'every length indefinite, the content in pieces of 7 bytes', valid, async () =>
    asBer(await attached(), { content: document, pieceLength: 7 }),
  ),
  gostCase('chunked-in-chunks', 'pieces inside pieces', valid, async () => {
    const inner = octets(document.subarray(0, 20));
    const constructed = Uint8Array.of(0x24, inner.length, ...inner);
    const rest = octets(document.subarray(20));
    const encapsulated = concatBytes(Uint8Array.of(0x24, 0x80), constructed, rest, new Uint8Array(2));
    return attached({}, { encapsulated });
  }),
  gostCase('empty-content', 'an empty document', valid, () => attached({}, { content: new Uint8Array() })),
];

const timeStamp = attribute(cmsOids.timeStampToken, sequence(oid(cmsOids.signedData)));

const signers: readonly CmsCase[] = [
  gostCase('key-id', 'the signer named by its key identifier', valid, () =>
    attached({ id: keyId(gost.signer), version: 3 }, { version: 3 }),
  ),
  gostCase('two-signers', 'two signers with keys of one family', valid, () =>
    makeCms({
      signers: [{ identity: gost.signer }, { identity: gost.signer }],
      content: document,
      attached: true,
    }),
  ),
  gostCase('more-certificates', 'the root and a stranger among the certificates', valid, () =>
    attached(
      {},
      { certificates: [rsa.root.certificate.der, gost.root.certificate.der, gost.signer.certificate.der] },
    ),
  ),
  gostCase('unreadable-certificate', 'something unreadable among the certificates', valid, () =>
    attached({}, { certificates: [sequence(oid('1.2.3')), gost.signer.certificate.der] }),
  ),
  gostCase('time-stamp-none', 'a time-stamp that is none', ['invalid', 'timestamp timestamp.malformed'], () =>
    attached({ unsigned: [timeStamp] }),
  ),
];

const attributes: readonly CmsCase[] = [
  gostCase('no-attributes', 'the signature over the content itself', valid, () =>
    attached({ attributes: () => null }),
  ),
  gostCase('without-signing-time', 'no signingTime', valid, () =>
    attached({ attributes: ({ contentType, messageDigest }) => [contentType, messageDigest] }),
  ),
  gostCase('unsorted-as-signed', 'attributes out of order, signed as they stand', valid, () =>
    attached({ attributes: standard => derOrder(standard, 'streebog512').toReversed() }),
  ),
  gostCase('unsorted-der-signed', 'attributes out of order, their DER signed', valid, () =>
    attached({
      attributes: standard => derOrder(standard, 'streebog512').toReversed(),
      signedInstead: standard => derOrder(standard, 'streebog512'),
    }),
  ),
  gostCase('signing-certificate-v1', 'the certificate named by SHA-1 (RFC 2634)', valid, () =>
    attached({
      attributes: ({ contentType, messageDigest }) => {
        const hash = octets(digest('sha1', gost.signer.certificate.der));
        const reference = attribute(cmsOids.signingCertificate, sequence(sequence(sequence(hash))));
        return [contentType, messageDigest, reference];
      },
    }),
  ),
  gostCase('signing-certificate-streebog', 'the certificate named by Streebog-512', valid, () =>
    attached({
      attributes: ({ contentType, messageDigest }) => {
        const hash = { oid: keyAlgorithms['GOST-2015-512'].digestOid, name: 'streebog512' } as const;
        return [contentType, messageDigest, signingCertificateV2(gost.signer.certificate.der, hash)];
      },
    }),
  ),
  gostCase(
    'signing-certificate-issuer',
    'the certificate named by hash, issuer and serial number',
    valid,
    () =>
      attached({
        attributes: ({ contentType, messageDigest }) => {
          const { certificate } = gost.signer;
          const directoryName = Uint8Array.of(0xa4, certificate.issuerDer.length, ...certificate.issuerDer);
          const issuerSerial = sequence(sequence(directoryName), certificate.serialDer);
          const id = sequence(octets(digest('sha256', certificate.der)), issuerSerial);
          return [
            contentType,
            messageDigest,
            attribute(cmsOids.signingCertificateV2, sequence(sequence(id))),
          ];
        },
      }),
  ),
  gostCase('unknown-attribute', 'an attribute that nobody knows', valid, () =>
    attached({
      attributes: standard => [
        ...derOrder(standard, 'streebog512'),
        attribute('1.2.3.4', issuerAndSerial(gost.signer)),
      ],
    }),
  ),
];

export const goodCases: readonly CmsCase[] = [...ofFamilies, ...forms, ...signers, ...attributes];
