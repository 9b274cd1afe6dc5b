/** Files that are no signature, or a damaged one. */
import { derElement } from '../../../core/asn1/definite.ts';
import { concatBytes, utf8ToBytes } from '../../../core/bytes.ts';
import { issuerAndSerial, makeCms, octets, pem, sequence } from '../../support/cms-maker.ts';
import { attached, document, gost, gostCase } from './cases.ts';
import type { CmsCase } from './cases.ts';

const damaged = ['refused', 'cms.malformed'] as const;
const badStamp = ['invalid', 'timestamp timestamp.malformed'] as const;
const notCms = ['refused', 'cms.not-cms'] as const;

export const badStructureCases: readonly CmsCase[] = [
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
  gostCase('pem-cut', 'PEM without its end', damaged, async () => pem('CMS', await attached()).slice(0, -20)),
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
  gostCase('unsigned-attributes-none', 'among the unsigned attributes something that is none', badStamp, () =>
    attached({ id: issuerAndSerial(gost.signer), unsigned: [octets(document)] }),
  ),
];
