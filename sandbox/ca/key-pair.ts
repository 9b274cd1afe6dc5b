/** Keys of the three families that the sandbox issues, each with what a certificate and a .p12 need of it. */
import { createHash, sign as rsaSign } from 'node:crypto';
import { ObjectIdentifier } from 'asn1js';
import { bigIntToBytesLE, bytesToBigIntBE } from '../../core/bytes.ts';
import { derElement } from '../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../core/asn1/elements.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { readWholeOctets } from '../../core/asn1/values.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { derivePublicKey, signDigest } from '../../core/crypto/gost3410.ts';
import type { CertificateSigner } from '../../core/x509/build-certificate.ts';
import type { Random } from './random.ts';
import { generateRsaKey, rsaPrivateKeyDer, rsaPublicKeyDer } from './rsa-key.ts';

/** OIDs of the key's parameters: curve and digest. */
const GOST_PARAMETERS = {
  'GOST-2015-512': ['1.2.398.3.10.1.1.2.2.1', '1.2.398.3.10.1.3.3'],
  'GOST-2004': ['1.2.398.3.10.1.1.1.1.1', '1.2.398.3.10.1.3.1.1.0'],
} as const;

type GostFamily = keyof typeof GOST_PARAMETERS;
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
  const key = generateRsaKey(bits, random);
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

function gostPair(family: GostFamily, random: Random): KeyPair {
  const { digest: digestName, signatureOid } = keyAlgorithms[family];
  const curve = keyAlgorithms[family].curves[GOST_PARAMETERS[family][0]]!;
  // Eight bytes more than the curve is wide, so that the remainder modulo q − 1 has no bias to speak of (FIPS 186-5 §A.2.1).
  const d = (bytesToBigIntBE(random(curve.width + 8)) % (curve.q - 1n)) + 1n;
  const privateKey = bigIntToBytesLE(d, curve.width);
  const spkiDer = gostSpki(family, derivePublicKey(curve, privateKey));
  return {
    family,
    spkiDer,
    subjectKeyId: subjectKeyId(spkiDer),
    privateKeyDer: gostPrivateKeyInfo(family, privateKey),
    signatureOid,
    sign: tbs =>
      signDigest(curve, privateKey, digest(digestName, tbs), { digestName, extraEntropy: random(32) }),
  };
}

function subjectKeyId(spkiDer: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(spkiDer, tags.sequence).content);
  fields.take(tags.sequence);
  const bits = readWholeOctets(fields.take(tags.bitString));
  return Uint8Array.from(createHash('sha1').update(bits).digest());
}

function oid(value: string): Uint8Array {
  return new Uint8Array(new ObjectIdentifier({ value }).toBER());
}

/** AlgorithmIdentifier of a key: its OID, then SEQUENCE { curve, digest }. */
function gostAlgorithm(family: GostFamily): Uint8Array {
  const parameters = derElement(tags.sequence, ...GOST_PARAMETERS[family].map(oid));
  return derElement(tags.sequence, oid(keyAlgorithms[family].keyOid), parameters);
}

/** The point X ‖ Y stands in an OCTET STRING inside the BIT STRING. */
function gostSpki(family: GostFamily, point: Uint8Array): Uint8Array {
  const bits = derElement(tags.bitString, Uint8Array.of(0), derElement(tags.octetString, point));
  return derElement(tags.sequence, gostAlgorithm(family), bits);
}
