/** Public keys of all families: read out of SubjectPublicKeyInfo, and asked to verify. */
import { TanbaError } from '../../contract/errors/index.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { readOid, readWholeOctets } from '../asn1/values.ts';
import { bytesToBigIntBE } from '../bytes.ts';
import { keyAlgorithmByOid } from './algorithms.ts';
import type { KeyAlgorithm } from './algorithms.ts';
import type { DigestName } from './digest.ts';
import { isPointOnCurve, verifyDigest } from './gost3410.ts';
import type { GostCurve } from './gost3410.ts';
import { verifyRsaPkcs1 } from './rsa.ts';

export interface GostPublicKey {
  readonly kind: 'gost';
  readonly algorithm: KeyAlgorithm;
  readonly curve: GostCurve;
  /** X ‖ Y, each little-endian and of the curve's width; checked to be in the curve's group. */
  readonly point: Uint8Array;
}

export interface RsaPublicKey {
  readonly kind: 'rsa';
  readonly algorithm: KeyAlgorithm;
  readonly modulus: bigint;
  readonly exponent: bigint;
  /** Length of the modulus. */
  readonly bits: number;
}

export type PublicKey = GostPublicKey | RsaPublicKey;

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): exactly one, DER, nothing after it.
 *
 *     SubjectPublicKeyInfo ::= SEQUENCE {
 *       algorithm         SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY },
 *       subjectPublicKey  BIT STRING }
 *
 * @throws TanbaError `key.bad-certificate` when the structure is broken, `key.unsupported-algorithm`, `key.unknown-curve`,
 *   `key.point-off-curve`
 */
export function publicKeyFromSpki(spkiDer: Uint8Array): PublicKey {
  try {
    const info = new Fields(soleElement(spkiDer, tags.sequence).content);
    const identifier = new Fields(info.take(tags.sequence).content);
    const bits = readWholeOctets(info.take(tags.bitString));
    info.end();
    const oid = readOid(identifier.take(tags.oid));
    const algorithm = keyAlgorithmByOid(oid);
    if (!algorithm) throw new TanbaError('key.unsupported-algorithm', { oid });
    return algorithm.family === 'RSA'
      ? readRsaKey(algorithm, bits)
      : readGostKey(algorithm, identifier, bits);
  } catch (cause) {
    throw cause instanceof Asn1Error ? new TanbaError('key.bad-certificate', {}, { cause }) : cause;
  }
}

/**
 *     parameters ::= SEQUENCE {
 *       publicKeyParamSet   OBJECT IDENTIFIER,
 *       digestParamSet      OBJECT IDENTIFIER OPTIONAL,
 *       encryptionParamSet  OBJECT IDENTIFIER OPTIONAL }
 *
 * RFC 4491 §2.3.2, with OIDs of Kazakhstan. Only the curve matters: the hash function follows from the key's family. The
 * key itself is an OCTET STRING inside the BIT STRING.
 */
function readGostKey(algorithm: KeyAlgorithm, identifier: Fields, bits: Uint8Array): GostPublicKey {
  const oid = readOid(new Fields(identifier.take(tags.sequence).content).take(tags.oid));
  const curve = algorithm.curves[oid];
  if (!curve) throw new TanbaError('key.unknown-curve', { oid });
  const point = soleElement(bits, tags.octetString).content;
  if (!isPointOnCurve(curve, point)) throw new TanbaError('key.point-off-curve', {});
  return { kind: 'gost', algorithm, curve, point };
}

/** RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }: RFC 8017 §A.1.1. */
function readRsaKey(algorithm: KeyAlgorithm, bits: Uint8Array): RsaPublicKey {
  const fields = new Fields(soleElement(bits, tags.sequence).content);
  const modulus = positive(fields.take(tags.integer));
  const exponent = positive(fields.take(tags.integer));
  fields.end();
  return { kind: 'rsa', algorithm, modulus, exponent, bits: modulus.toString(2).length };
}

function positive(integer: Element): bigint {
  const value = bytesToBigIntBE(integer.content);
  if (value === 0n || (integer.content[0] ?? 0) >= 0x80) throw malformed('not a positive number');
  return value;
}

/**
 * Verifies a signature of a digest by a key of any family.
 * @param digest the hash as its function put it out
 * @param signature GOST: r ‖ s, each little-endian; RSA: big-endian, as long as the modulus
 * @returns false also when the hash function is not one that keys of this family are accepted with
 */
export function verifySignature(
  publicKey: PublicKey,
  digestName: DigestName,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (!publicKey.algorithm.accepts.includes(digestName)) return false;
  return publicKey.kind === 'gost'
    ? verifyDigest(publicKey.curve, publicKey.point, digest, signature)
    : verifyRsaPkcs1(publicKey.modulus, publicKey.exponent, digestName, digest, signature);
}

/** The name of a key's kind as people see it: GOST-2015-512, GOST-2015-256, GOST-2004, RSA-2048 … */
export function keyLabel(publicKey: PublicKey): string {
  return publicKey.kind === 'gost' ? publicKey.algorithm.family : `RSA-${publicKey.bits}`;
}
