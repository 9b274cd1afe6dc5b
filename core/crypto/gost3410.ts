/**
 * Signatures of GOST R 34.10-2012 (RFC 7091), in Kazakhstan GOST 34.310-2004 and GOST R 34.10-2015.
 *
 * Byte orders, the same in every object of НУЦ РК: a private key is d, a public key X ‖ Y, a signature r ‖ s, each
 * number little-endian and of the curve's width; the hash is read as a little-endian number too.
 */
import { invert, mod } from '@noble/curves/abstract/modular.js';
import { bigIntToBytesLE, bytesToBigIntLE, concatBytes } from '../bytes.ts';
import { TanbaError } from '../../contract/errors/index.ts';
import { baseMultiples } from './base-multiple.ts';
import type { DigestName } from './digest.ts';
import type { GostCurve } from './gost-curves.ts';
import { groupPoint } from './gost-points.ts';
import type { CurvePoint } from './gost-points.ts';
import { withNonce } from './nonce.ts';
import { pointSums } from './point-sum.ts';
import type { KeyMultiples } from './point-sum.ts';
import { isScalar, scalarSums } from './scalar.ts';

export type { GostCurve } from './gost-curves.ts';

export interface SignOptions {
  /** Fresh random bytes to mix into k (32 are plenty); with none the signature is deterministic. */
  readonly extraEntropy: Uint8Array;
  /** The hash function that made the digest; k is derived with it. */
  readonly digestName: DigestName;
}

/** RFC 7091 §6.1 step 2: e is the hash modulo q, and 1 instead of 0. The hash is as long as the curve is wide. */
function numberToSign(curve: GostCurve, digest: Uint8Array): bigint {
  const e = bytesToBigIntLE(digest) % curve.q;
  return e === 0n ? 1n : e;
}

/** @throws TanbaError `key.out-of-range` unless 0 < d < q and the bytes are of the curve's width */
function requirePrivateKey(curve: GostCurve, privateKey: Uint8Array): void {
  if (privateKey.length !== curve.width || !isScalar(privateKey, curve.q)) {
    throw new TanbaError('key.out-of-range', {});
  }
}

/**
 * Signs a digest (RFC 7091 §6.1).
 * @param privateKey d, little-endian, of the curve's width; the caller zeroes it
 * @param digest the hash as its function put it out
 * @returns r ‖ s, each little-endian and of the curve's width
 * @throws TanbaError `key.out-of-range`; RangeError for a hash of another length than the curve's width
 */
export function signDigest(
  curve: GostCurve,
  privateKey: Uint8Array,
  digest: Uint8Array,
  options: SignOptions,
): Uint8Array {
  const { q, width } = curve;
  requirePrivateKey(curve, privateKey);
  if (digest.length !== width) throw new RangeError(`a hash of ${digest.length} bytes for ${curve.name}`);
  const e = numberToSign(curve, digest);
  return withNonce({ ...options, q, d: privateKey, e }, k => {
    const r = baseMultiples(curve).multiply(k).x % q;
    const s = scalarSums(q).sum(r, privateKey, e, k);
    // Steps 4 and 5 ask for another k where either is zero.
    if (r === 0n || s === 0n) return undefined;
    return concatBytes(bigIntToBytesLE(r, width), bigIntToBytesLE(s, width));
  });
}

/**
 * The public key of a private one.
 * @param privateKey d, little-endian, of the curve's width
 * @returns X ‖ Y, each little-endian and of the curve's width
 * @throws TanbaError `key.out-of-range`
 */
export function derivePublicKey(curve: GostCurve, privateKey: Uint8Array): Uint8Array {
  requirePrivateKey(curve, privateKey);
  const { x, y } = baseMultiples(curve).multiply(privateKey);
  return concatBytes(bigIntToBytesLE(x, curve.width), bigIntToBytesLE(y, curve.width));
}

/** The halves of a public key or of a signature; undefined when it has another length. */
function halves(curve: GostCurve, bytes: Uint8Array): readonly [bigint, bigint] | undefined {
  const { width } = curve;
  if (bytes.length !== 2 * width) return undefined;
  return [bytesToBigIntLE(bytes.subarray(0, width)), bytesToBigIntLE(bytes.subarray(width))];
}

function publicPoint(curve: GostCurve, publicKey: Uint8Array): CurvePoint | undefined {
  const coordinates = halves(curve, publicKey);
  return coordinates && groupPoint(curve, { x: coordinates[0], y: coordinates[1] });
}

/**
 * Whether X ‖ Y (little-endian) is a public key: of the right length, on the curve, not infinity, and in the group of
 * order q (which on a curve with a cofactor is more than being on the curve).
 */
export function isPointOnCurve(curve: GostCurve, publicKey: Uint8Array): boolean {
  return publicPoint(curve, publicKey) !== undefined;
}

/** RFC 7091 §6.2 from step 2 on, for a point that is known to be in the group. */
function verifyWith(curve: GostCurve, key: KeyMultiples, digest: Uint8Array, signature: Uint8Array): boolean {
  const { q } = curve;
  const [r, s] = halves(curve, signature) ?? [0n, 0n];
  if (digest.length !== curve.width) return false;
  if (r === 0n || r >= q || s === 0n || s >= q) return false;
  const v = invert(numberToSign(curve, digest), q);
  return pointSums(curve).hasAbscissa((s * v) % q, key, mod(-r * v, q), r);
}

/**
 * Verifies a signature of a digest (RFC 7091 §6.2). Nothing that comes in is trusted: wrong lengths, numbers out of
 * range and points that are no public key give false.
 * @param publicKey X ‖ Y, each little-endian and of the curve's width
 * @param digest the hash as its function put it out
 * @param signature r ‖ s, each little-endian and of the curve's width
 */
export function verifyDigest(
  curve: GostCurve,
  publicKey: Uint8Array,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const point = publicPoint(curve, publicKey);
  return (
    point !== undefined && verifyWith(curve, pointSums(curve).multiplesOf(point, 'once'), digest, signature)
  );
}

/** Verifies many signatures of one key. */
export interface GostVerifier {
  /** As `verifyDigest`. */
  verify(digest: Uint8Array, signature: Uint8Array): boolean;
}

/**
 * A verifier that keeps the key's point checked and its multiples at hand: for more than a few signatures of one key.
 * @throws TanbaError `key.point-off-curve` when it is no public key
 */
export function createGostVerifier(curve: GostCurve, publicKey: Uint8Array): GostVerifier {
  const point = publicPoint(curve, publicKey);
  if (!point) throw new TanbaError('key.point-off-curve', {});
  const key = pointSums(curve).multiplesOf(point, 'often');
  return { verify: (digest, signature) => verifyWith(curve, key, digest, signature) };
}
