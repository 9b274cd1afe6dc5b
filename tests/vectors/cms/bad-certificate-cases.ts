/** Signatures by certificates that do not fit: missing, swapped, for another purpose, out of their term, forged. */
import { derElement } from '../../../core/asn1/definite.ts';
import { cmsOids } from '../../../core/cms/oids.ts';
import { digest } from '../../../core/crypto/digest.ts';
import { extendedKeyUsage, keyUsage, subjectKeyIdentifier } from '../../../sandbox/ca/extensions.ts';
import { attribute, octets, sequence, signingCertificateV2, small } from '../../support/cms-maker.ts';
import { testKey } from '../../support/keys.ts';
import { asAuthority, asSigner, issue, person, rootAndSigner } from '../../support/pki.ts';
import type { Identity, IssueOptions } from '../../support/pki.ts';
import { attached, gost, gostCase, inOrder, withAttributes } from './cases.ts';
import type { CmsCase } from './cases.ts';

const wrong = ['invalid', 'signature signature.wrong'] as const;
const missing = ['unproven', 'signature certificate.missing'] as const;
const substituted = ['invalid', 'signature certificate.substituted'] as const;
const purpose = ['invalid', 'purpose certificate.not-for-signing'] as const;

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
  key: { ...testKey('GOST-2015-512', 'stranger'), subjectKeyId: gost.signer.key.subjectKeyId },
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

export const badCertificateCases: readonly CmsCase[] = [
  gostCase('no-certificate', 'no certificate', missing, () => attached({}, { certificates: [] })),
  gostCase('other-certificate', 'the certificate of somebody else only', missing, () =>
    attached({}, { certificates: [stranger.certificate.der] }),
  ),
  gostCase(
    'certificate-swapped',
    'another certificate under the same issuer and serial number',
    substituted,
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
    substituted,
    withAttributes(standard =>
      inOrder({ ...standard, signingCertificate: signingCertificateV2(stranger.certificate.der) }),
    ),
  ),
  gostCase(
    'signing-certificate-serial',
    'signingCertificateV2 names another serial number',
    substituted,
    withAttributes(({ contentType, messageDigest }) => {
      const issuerSerial = sequence(sequence(derElement(0xa4, gost.signer.certificate.issuerDer)), small(7));
      const id = sequence(octets(digest('sha256', gost.signer.certificate.der)), issuerSerial);
      return [contentType, messageDigest, attribute(cmsOids.signingCertificateV2, sequence(sequence(id)))];
    }),
  ),
  gostCase('auth-key', 'a key for logging in', purpose, by(authKey)),
  gostCase('encipher-key', 'a key that may only encipher', purpose, by(encipherOnly)),
  gostCase('authority-key', 'the key of an authority', purpose, by(authority)),
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
