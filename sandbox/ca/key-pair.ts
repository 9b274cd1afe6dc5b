/** Keys of the three families that the sandbox issues, each with what a certificate and a .p12 need of it. */
import { createHash, createPrivateKey, sign as rsaSign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { bigIntToBytesLE, bytesToBigIntBE } from '../../core/bytes.ts';
import { derElement } from '../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../core/asn1/elements.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { readWholeOctets } from '../../core/asn1/values.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { derivePublicKey, signDigest } from '../../core/crypto/gost3410.ts';
import { gostPrivateKeyInfo } from '../../core/pkcs12/build.ts';
import { readPrivateKey } from '../../core/pkcs12/private-key.ts';
import type { CertificateSigner } from '../../core/x509/build-certificate.ts';
import type { Random } from './random.ts';
import { generateRsaKey, rsaPrivateKeyDer, rsaPublicKeyDer } from './rsa-key.ts';

type GostFamily = 'GOST-2015-512' | 'GOST-2004';
export type IssuedFamily = GostFamily | 'RSA';

export interface KeyPair extends CertificateSigner {
  readonly family: IssuedFamily;
  /** SubjectPublicKeyInfo, DER. */
  readonly spkiDer: Uint8Array;
  /** SHA-1 over the contents of the public key's BIT STRING (RFC 5280 §4.2.1.2): 20 bytes. */
  readonly subjectKeyId: Uint8Array;
  /** PrivateKeyInfo, DER. */
  readonly privateKeyDer: Uint8Array;
}

/** Certification authorities have RSA keys twice as long as people's. */
const RSA_BITS = { authority: 4096, owner: 2048 } as const;
export type KeyUser = keyof typeof RSA_BITS;

export function generateKeyPair(family: IssuedFamily, user: KeyUser, random: Random): KeyPair {
  return family === 'RSA' ? rsaPair(RSA_BITS[user], random) : gostPair(family, random);
}

function rsaPair(bits: number, random: Random): KeyPair {
  return rsaPairOf(generateRsaKey(bits, random));
}

function rsaPairOf(key: KeyObject): KeyPair {
  const spkiDer = rsaPublicKeyDer(key);
  return {
    family: 'RSA',
    spkiDer,
    subjectKeyId: subjectKeyId(spkiDer),
    privateKeyDer: rsaPrivateKeyDer(key),
    signatureOid: keyAlgorithms.RSA.signatureOid,
    sign: tbs => Uint8Array.from(rsaSign('sha256', tbs, key)),
  };
}

const CURVES = { 'GOST-2015-512': tc26Gost512A, 'GOST-2004': cryptoProA } as const;

function gostPair(family: GostFamily, random: Random): KeyPair {
  const curve = CURVES[family];
  // Eight bytes more than the curve is wide, so that the remainder modulo q − 1 has no bias to speak of (FIPS 186-5 §A.2.1).
  const d = (bytesToBigIntBE(random(curve.width + 8)) % (curve.q - 1n)) + 1n;
  return gostPairOf(family, bigIntToBytesLE(d, curve.width), random);
}

function gostPairOf(family: GostFamily, privateKey: Uint8Array, random: Random): KeyPair {
  const { digest: digestName, signatureOid } = keyAlgorithms[family];
  const curve = CURVES[family];
  const privateKeyDer = gostPrivateKeyInfo(family, privateKey);
  const spkiDer = gostSpki(privateKeyDer, derivePublicKey(curve, privateKey));
  return {
    family,
    spkiDer,
    subjectKeyId: subjectKeyId(spkiDer),
    privateKeyDer,
    signatureOid,
    sign: tbs =>
      signDigest(curve, privateKey, digest(digestName, tbs), { digestName, extraEntropy: random(32) }),
  };
}

/** The pair of a PrivateKeyInfo that the sandbox wrote. */
export function keyPairOf(privateKeyDer: Uint8Array, random: Random): KeyPair {
  const key = readPrivateKey(privateKeyDer);
  if (key.kind === 'rsa')
    return rsaPairOf(createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' }));
  const { family } = key.algorithm;
  if (family !== 'GOST-2015-512' && family !== 'GOST-2004')
    throw new RangeError(`no authorities of ${family}`);
  return gostPairOf(family, key.d, random);
}

function subjectKeyId(spkiDer: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(spkiDer, tags.sequence).content);
  fields.take(tags.sequence);
  const bits = readWholeOctets(fields.take(tags.bitString));
  return Uint8Array.from(createHash('sha1').update(bits).digest());
}

/** Both halves of a key have the same AlgorithmIdentifier; the point X ‖ Y stands in an OCTET STRING inside the BIT STRING. */
function gostSpki(privateKeyInfo: Uint8Array, point: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(privateKeyInfo, tags.sequence).content);
  fields.take(tags.integer);
  const algorithm = fields.take(tags.sequence).raw;
  const bits = derElement(tags.bitString, Uint8Array.of(0), derElement(tags.octetString, point));
  return derElement(tags.sequence, algorithm, bits);
}
