/** Public keys of all families: read out of SubjectPublicKeyInfo, and asked to verify. */
import { RSAPublicKey } from '@peculiar/asn1-rsa';
import { AsnConvert, AsnProp, AsnPropTypes, AsnType, AsnTypeTypes, OctetString } from '@peculiar/asn1-schema';
import { SubjectPublicKeyInfo } from '@peculiar/asn1-x509';
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToBigIntBE } from '../bytes.ts';
import { keyAlgorithmByOid, keyAlgorithms } from './algorithms.ts';
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
 *     GostKeyParameters ::= SEQUENCE {
 *       publicKeyParamSet   OBJECT IDENTIFIER,
 *       digestParamSet      OBJECT IDENTIFIER OPTIONAL,
 *       encryptionParamSet  OBJECT IDENTIFIER OPTIONAL }
 *
 * RFC 4491 §2.3.2, with OIDs of Kazakhstan in НУЦ's keys. Only the curve matters here: the hash function follows from
 * the key's family.
 */
class GostKeyParameters {
  publicKeyParamSet = '';
  digestParamSet?: string;
  encryptionParamSet?: string;
}
AsnType({ type: AsnTypeTypes.Sequence })(GostKeyParameters);
AsnProp({ type: AsnPropTypes.ObjectIdentifier })(GostKeyParameters.prototype, 'publicKeyParamSet');
AsnProp({ type: AsnPropTypes.ObjectIdentifier, optional: true })(
  GostKeyParameters.prototype,
  'digestParamSet',
);
AsnProp({ type: AsnPropTypes.ObjectIdentifier, optional: true })(
  GostKeyParameters.prototype,
  'encryptionParamSet',
);

/** Parses or throws TanbaError `key.bad-certificate`. */
function parse<Structure>(der: Uint8Array | ArrayBuffer, structure: new () => Structure): Structure {
  try {
    return AsnConvert.parse(new Uint8Array(der), structure);
  } catch (cause) {
    throw new TanbaError('key.bad-certificate', {}, { cause });
  }
}

/**
 * Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
 * @param spkiDer DER, taken from a certificate whose framing was checked
 * @throws TanbaError `key.bad-certificate` when the structure is broken, `key.unsupported-algorithm`, `key.unknown-curve`,
 *   `key.point-off-curve`
 */
export function publicKeyFromSpki(spkiDer: Uint8Array): PublicKey {
  const { algorithm, subjectPublicKey } = parse(spkiDer, SubjectPublicKeyInfo);
  const known = keyAlgorithmByOid(algorithm.algorithm);
  if (!known) throw new TanbaError('key.unsupported-algorithm', { oid: algorithm.algorithm });
  return known.family === 'RSA'
    ? rsaPublicKey(subjectPublicKey)
    : gostPublicKey(known, algorithm.parameters ?? new ArrayBuffer(0), subjectPublicKey);
}

function gostPublicKey(algorithm: KeyAlgorithm, parameters: ArrayBuffer, bits: ArrayBuffer): GostPublicKey {
  const { publicKeyParamSet: oid } = parse(parameters, GostKeyParameters);
  const curve = algorithm.curves[oid];
  if (!curve) throw new TanbaError('key.unknown-curve', { oid });
  const point = new Uint8Array(parse(bits, OctetString).buffer);
  if (!isPointOnCurve(curve, point)) throw new TanbaError('key.point-off-curve', {});
  return { kind: 'gost', algorithm, curve, point };
}

function rsaPublicKey(bits: ArrayBuffer): RsaPublicKey {
  const { modulus, publicExponent } = parse(bits, RSAPublicKey);
  const number = bytesToBigIntBE(new Uint8Array(modulus));
  return {
    kind: 'rsa',
    algorithm: keyAlgorithms.RSA,
    modulus: number,
    exponent: bytesToBigIntBE(new Uint8Array(publicExponent)),
    bits: number.toString(2).length,
  };
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
