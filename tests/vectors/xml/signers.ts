/** Signers of the three families with certificates in НУЦ's form, under an authority of their own. */
import { constants, createHash, createPrivateKey, generateKeyPairSync, privateEncrypt, sign } from 'node:crypto';
import { keyAlgorithms } from '../../../core/crypto/algorithms.ts';
import type { DigestName } from '../../../core/crypto/digest.ts';
import { signDigest } from '../../../core/crypto/gost3410.ts';
import { encodeDigestInfo } from '../../../core/crypto/rsa.ts';
import { readPrivateKey } from '../../../core/pkcs12/private-key.ts';
import type { Signer } from '../../../core/signing/signer.ts';
import { issueCertificate } from '../../../core/x509/build-certificate.ts';
import type { CertificateSigner, EncodedAttribute } from '../../../core/x509/build-certificate.ts';
import { parseCertificate } from '../../../core/x509/certificate.ts';
import type { Certificate } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import type { TrustAnchor } from '../../../core/x509/chain.ts';
import { nameOids } from '../../../core/x509/names.ts';
import { usageOids } from '../../../core/x509/profile.ts';
import {
  authorityConstraints,
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyUsage,
  subjectKeyIdentifier,
} from '../../../sandbox/ca/extensions.ts';
import { generateKeyPair } from '../../../sandbox/ca/key-pair.ts';
import { randomSource } from '../../../sandbox/ca/random.ts';

export type Family = 'GOST-2015-512' | 'GOST-2004' | 'RSA';

export interface TestSigner extends Signer {
  readonly anchor: TrustAnchor;
  readonly authority: Certificate;
}

/** A time at which every certificate of this file is valid. */
export const NOW = new Date('2026-11-01T00:00:00Z');
const TERM = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') };

interface TestKey extends CertificateSigner {
  readonly spkiDer: Uint8Array;
  readonly subjectKeyId: Uint8Array;
  readonly signDigest: (digestName: DigestName, digest: Uint8Array) => Uint8Array;
}

/** GOST keys are the same in every run; RSA keys are new, since searching for primes with a seed takes seconds. */
function createKey(family: Family, name: string): TestKey {
  return family === 'RSA' ? createRsaKey() : createGostKey(family, name);
}

function createRsaKey(): TestKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spkiDer = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
  return {
    spkiDer,
    subjectKeyId: Uint8Array.from(createHash('sha1').update(spkiDer).digest()),
    signatureOid: keyAlgorithms.RSA.signatureOid,
    sign: tbs => Uint8Array.from(sign('sha256', tbs, privateKey)),
    signDigest: (digestName, digest) =>
      Uint8Array.from(
        privateEncrypt(
          { key: createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })), padding: constants.RSA_PKCS1_PADDING },
          encodeDigestInfo(digestName, digest),
        ),
      ),
  };
}

function createGostKey(family: Exclude<Family, 'RSA'>, name: string): TestKey {
  const pair = generateKeyPair(family, 'owner', randomSource('xml')(name));
  const key = readPrivateKey(pair.privateKeyDer);
  if (key.kind !== 'gost') throw new Error('not a GOST key');
  return {
    ...pair,
    signDigest: (digestName, digest) =>
      signDigest(key.curve, key.d, digest, { digestName, extraEntropy: new Uint8Array() }),
  };
}

function nameOf(commonName: string): EncodedAttribute[] {
  return [
    { oid: nameOids.commonName, value: commonName, encoding: 'utf8' },
    { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
  ];
}

/** A signer with a key of its own under an authority of its own; `name` tells them apart. */
export function createSigner(family: Family, name = 'ТЕСТОВ ТЕСТ'): TestSigner {
  const authorityKey = createKey(family, `authority of ${name}`);
  const key = createKey(family, name);
  const authorityName = nameOf(`ҚОЛТАҢБА "${family}", ТЕСТ`);
  const authority = issueCertificate(
    {
      ...TERM,
      subject: authorityName,
      issuer: authorityName,
      serial: Uint8Array.of(1),
      spkiDer: authorityKey.spkiDer,
      extensions: [...authorityConstraints(0), subjectKeyIdentifier(authorityKey.subjectKeyId)],
    },
    authorityKey,
  );
  const certificate = issueCertificate(
    {
      ...TERM,
      subject: nameOf(name),
      issuer: authorityName,
      serial: key.subjectKeyId,
      spkiDer: key.spkiDer,
      extensions: [
        extendedKeyUsage([usageOids.emailProtection], { critical: false }),
        keyUsage(['digitalSignature', 'nonRepudiation'], { critical: true }),
        subjectKeyIdentifier(key.subjectKeyId),
        authorityKeyIdentifier(authorityKey.subjectKeyId),
      ],
    },
    authorityKey,
  );
  const authorityCertificate = parseCertificate(authority);
  return {
    certificate: parseCertificate(certificate),
    authority: authorityCertificate,
    anchor: anchorFromCertificate(authorityCertificate),
    signDigest: (digestName, digest) => Promise.resolve(key.signDigest(digestName, digest)),
  };
}
