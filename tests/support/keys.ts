/** Keys of tests: the same bytes each time, on every machine. They protect nothing. */
import { createPrivateKey, createPublicKey, sign as rsaSign } from 'node:crypto';
import { bytesToBigIntBE, bigIntToBytesLE, concatBytes, hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { Fields, soleElement } from '../../core/asn1/elements.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { readWholeOctets } from '../../core/asn1/values.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { derivePublicKey, signDigest } from '../../core/crypto/gost3410.ts';
import { gostPrivateKeyInfo } from '../../core/pkcs12/build.ts';
import type { CertificateSigner } from '../../core/x509/build-certificate.ts';
import rsaKeys from './rsa-keys.json' with { type: 'json' };

export type Family = 'GOST-2015-512' | 'GOST-2004' | 'RSA';
export const families: readonly Family[] = ['GOST-2015-512', 'GOST-2004', 'RSA'];

export interface TestKey extends CertificateSigner {
  readonly family: Family;
  /** SubjectPublicKeyInfo, DER. */
  readonly spkiDer: Uint8Array;
  /** SHA-1 over the contents of the public key's BIT STRING. */
  readonly subjectKeyId: Uint8Array;
  /** PrivateKeyInfo, DER. */
  readonly privateKeyDer: Uint8Array;
}

const known = new Map<string, TestKey>();

/** The key of this family and seed; GOST ones for any seed, RSA ones for those in rsa-keys.json. */
export function testKey(family: Family, seed: string): TestKey {
  const id = `${family} ${seed}`;
  const key = known.get(id) ?? (family === 'RSA' ? rsaKey(seed) : gostKey(family, seed));
  known.set(id, key);
  return key;
}

function rsaKey(seed: string): TestKey {
  const text = (rsaKeys as Readonly<Record<string, string>>)[seed];
  if (text === undefined) throw new Error(`no RSA key "${seed}" in rsa-keys.json`);
  const pkcs8 = Buffer.from(text, 'base64');
  const secret = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
  return {
    family: 'RSA',
    ...publicParts(Uint8Array.from(createPublicKey(secret).export({ format: 'der', type: 'spki' }))),
    privateKeyDer: Uint8Array.from(pkcs8),
    signatureOid: keyAlgorithms.RSA.signatureOid,
    sign: tbs => Uint8Array.from(rsaSign('sha256', tbs, secret)),
  };
}

/** SubjectPublicKeyInfo up to X ‖ Y, as every certificate of НУЦ РК with such a key has it. */
const gost = {
  'GOST-2015-512': {
    curve: tc26Gost512A,
    spki: '3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a01030303818400048180',
  },
  'GOST-2004': {
    curve: cryptoProA,
    spki: '306c302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a01030101000343000440',
  },
} as const;

function gostKey(family: keyof typeof gost, seed: string): TestKey {
  const { curve, spki } = gost[family];
  const { digest: digestName, signatureOid } = keyAlgorithms[family];
  const number = bytesToBigIntBE(digest('sha512', utf8ToBytes(`${family} ${seed}`)));
  const d = bigIntToBytesLE((number % (curve.q - 1n)) + 1n, curve.width);
  return {
    family,
    ...publicParts(concatBytes(hexToBytes(spki), derivePublicKey(curve, d))),
    privateKeyDer: gostPrivateKeyInfo(family, d),
    signatureOid,
    sign: tbs =>
      signDigest(curve, d, digest(digestName, tbs), { digestName, extraEntropy: new Uint8Array() }),
  };
}

function publicParts(spkiDer: Uint8Array) {
  const fields = new Fields(soleElement(spkiDer, tags.sequence).content);
  fields.take(tags.sequence);
  return { spkiDer, subjectKeyId: digest('sha1', readWholeOctets(fields.take(tags.bitString))) };
}
