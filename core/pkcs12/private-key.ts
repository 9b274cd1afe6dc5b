/**
 * Private keys as key files hold them, and as the rest of the program uses them.
 *
 *     PrivateKeyInfo ::= SEQUENCE {                                                        RFC 5208 §5, RFC 5958 §2
 *       version INTEGER, privateKeyAlgorithm AlgorithmIdentifier, privateKey OCTET STRING,
 *       attributes [0] OPTIONAL, publicKey [1] OPTIONAL }
 *
 * Inside `privateKey`, НУЦ РК puts d of GOST-2015 into an OCTET STRING, little-endian, and d of GOST-2004 into an
 * INTEGER, which is big-endian. RSA keys are RSAPrivateKey (RFC 8017 appendix A.1.2).
 */
import { ObjectIdentifier } from 'asn1js';
import { TanbaError } from '../../contract/errors/index.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { malformed } from '../asn1/asn1-error.ts';
import { derElement } from '../asn1/definite.ts';
import { elementsOf, Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { bytesToBigIntBE, copyBytes, equalBytes, hexToBytes, reversed } from '../bytes.ts';
import { keyAlgorithmByOid, keyAlgorithms } from '../crypto/algorithms.ts';
import type { KeyAlgorithm } from '../crypto/algorithms.ts';
import { derivePublicKey } from '../crypto/gost3410.ts';
import type { GostCurve } from '../crypto/gost3410.ts';
import type { PublicKey, RsaPublicKey } from '../crypto/public-key.ts';
import { innerSequence } from './pfx.ts';

export interface SoftwareGostKey {
  readonly kind: 'gost';
  readonly algorithm: KeyAlgorithm;
  readonly curve: GostCurve;
  /** Little-endian, of the curve's width; zeroed by whoever holds the key. */
  readonly d: Uint8Array;
}

export interface SoftwareRsaKey {
  readonly kind: 'rsa';
  readonly algorithm: KeyAlgorithm;
  /** PrivateKeyInfo, DER; zeroed by whoever holds the key. */
  readonly pkcs8: Uint8Array;
}

export type SoftwarePrivateKey = SoftwareGostKey | SoftwareRsaKey;

/** Fills the key's bytes with zero; it is of no use afterwards. */
export function zeroizeKey(key: SoftwarePrivateKey): void {
  (key.kind === 'gost' ? key.d : key.pkcs8).fill(0);
}

/**
 * Reads a PrivateKeyInfo; what it returns are copies, so that the input can be zeroed.
 * @param bytes BER
 * @throws TanbaError key.unsupported-algorithm, key.unknown-curve, key.out-of-range; Asn1Error
 */
export function readPrivateKey(bytes: Uint8Array): SoftwarePrivateKey {
  const info = innerSequence(bytes);
  const fields = new Fields(info.content);
  fields.take(tags.integer);
  const { oid, parameters } = readAlgorithm(fields.take(tags.sequence));
  const privateKey = fields.take(tags.octetString).content;
  fields.optional(contextTag(0));
  fields.optional(0x81);
  fields.end();
  const algorithm = keyAlgorithmByOid(oid);
  if (algorithm === undefined) throw new TanbaError('key.unsupported-algorithm', { oid });
  if (algorithm.family === 'RSA') return { kind: 'rsa', algorithm, pkcs8: copyBytes(info.raw) };
  const curve = readCurve(algorithm, parameters);
  return { kind: 'gost', algorithm, curve, d: readGostNumber(privateKey, curve.width) };
}

function readCurve(algorithm: KeyAlgorithm, parameters: Element | null): GostCurve {
  const [first] = parameters?.tag === tags.sequence ? elementsOf(parameters.content, 3) : [];
  if (first === undefined) throw malformed('no parameters');
  const oid = readOid(first);
  const curve = algorithm.curves[oid];
  if (curve === undefined) throw new TanbaError('key.unknown-curve', { oid });
  return curve;
}

function readGostNumber(privateKey: Uint8Array, width: number): Uint8Array {
  const { tag, content } = innermost(privateKey);
  if (tag === tags.octetString) {
    if (content.length !== width) throw new TanbaError('key.out-of-range', {});
    return copyBytes(content);
  }
  // An INTEGER is as short as it can be, or one zero octet longer than the number where its top bit is set.
  const first = content.findIndex(octet => octet !== 0);
  const digits = first < 0 ? content.subarray(content.length) : content.subarray(first);
  if (content[0]! >= 0x80 || digits.length > width) throw new TanbaError('key.out-of-range', {});
  const d = new Uint8Array(width);
  d.set(reversed(digits));
  return d;
}

function innermost(privateKey: Uint8Array): Element {
  const [element, more] = elementsOf(privateKey, 1);
  const readable = element?.tag === tags.octetString || element?.tag === tags.integer;
  if (element === undefined || more !== undefined || !readable || element.content.length === 0) {
    throw malformed('no private number');
  }
  return element;
}

/**
 * Tells whether the private key belongs to a public one; a signature by another one would be worthless to everybody. What
 * it takes of the private key is computed once, here.
 * @throws TanbaError key.out-of-range; Asn1Error for a broken RSAPrivateKey
 */
export function ownershipOf(key: SoftwarePrivateKey): (publicKey: PublicKey) => boolean {
  if (key.kind === 'rsa') {
    const numbers = readRsaNumbers(key.pkcs8);
    return publicKey => publicKey.kind === 'rsa' && rsaBelongsTo(numbers, publicKey);
  }
  const point = derivePublicKey(key.curve, key.d);
  return publicKey =>
    publicKey.kind === 'gost' && publicKey.curve === key.curve && equalBytes(point, publicKey.point);
}

const rsaNumberNames = ['version', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qInverse'] as const;
type RsaNumbers = Readonly<Record<(typeof rsaNumberNames)[number], bigint>>;

/** The numbers stay in memory until they are collected: JavaScript's big integers cannot be zeroed. */
function readRsaNumbers(pkcs8: Uint8Array): RsaNumbers {
  const info = new Fields(soleElement(pkcs8, tags.sequence).content);
  info.take(tags.integer);
  info.take(tags.sequence);
  const key = new Fields(soleElement(info.take(tags.octetString).content, tags.sequence).content);
  const numbers = rsaNumberNames.map(name => [name, bytesToBigIntBE(key.take(tags.integer).content)]);
  key.end();
  return Object.fromEntries(numbers) as RsaNumbers;
}

/**
 * The public half is the certificate's, and the private half fits it: every number that the Chinese remainder theorem
 * needs (RFC 8017 §3.2) is what it must be, so that every signature made with them verifies.
 */
function rsaBelongsTo({ n, e, d, p, q, dp, dq, qInverse }: RsaNumbers, publicKey: RsaPublicKey): boolean {
  if (n !== publicKey.modulus || e !== publicKey.exponent) return false;
  if (p <= 2n || q <= 2n || p * q !== n) return false;
  return (
    (e * dp) % (p - 1n) === 1n &&
    (e * dq) % (q - 1n) === 1n &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    (q * qInverse) % p === 1n
  );
}

/** OIDs of a GOST key's parameters, curve and digest, as НУЦ РК writes them. */
const gostParameters = {
  'GOST-2015-512': ['1.2.398.3.10.1.1.2.2.1', '1.2.398.3.10.1.3.3'],
  'GOST-2004': ['1.2.398.3.10.1.1.1.1.1', '1.2.398.3.10.1.3.1.1.0'],
} as const;

const oidDer = (oid: string): Uint8Array => new Uint8Array(new ObjectIdentifier({ value: oid }).toBER());

/**
 * PrivateKeyInfo of a GOST key, as НУЦ РК writes it.
 * @param d little-endian, of the curve's width
 */
export function gostPrivateKeyInfo(family: keyof typeof gostParameters, d: Uint8Array): Uint8Array {
  const parameters = derElement(tags.sequence, ...gostParameters[family].map(oidDer));
  const inner = family === 'GOST-2004' ? integer(reversed(d)) : derElement(tags.octetString, d);
  return privateKeyInfo(derElement(tags.sequence, oidDer(keyAlgorithms[family].keyOid), parameters), inner);
}

/** PrivateKeyInfo of an RSAPrivateKey (PKCS#1, DER). */
export function rsaPrivateKeyInfo(rsaPrivateKey: Uint8Array): Uint8Array {
  const algorithm = derElement(tags.sequence, oidDer(keyAlgorithms.RSA.keyOid), hexToBytes('0500'));
  return privateKeyInfo(algorithm, rsaPrivateKey);
}

function privateKeyInfo(algorithm: Uint8Array, privateKey: Uint8Array): Uint8Array {
  const version = Uint8Array.of(tags.integer, 1, 0);
  return derElement(tags.sequence, version, algorithm, derElement(tags.octetString, privateKey));
}

/** INTEGER of an unsigned big-endian number: no needless zeros in front, one where the top bit would mean a minus. */
function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(octet => octet !== 0);
  const digits = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  const sign = digits[0]! >= 0x80 ? Uint8Array.of(0) : new Uint8Array();
  return derElement(tags.integer, sign, digits);
}
