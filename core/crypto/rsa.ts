/**
 * Signatures of RSASSA-PKCS1-v1_5 (RFC 8017 §8.2): verification, and the encoding for whoever holds the private key.
 * Only public numbers come here, so plain big integers will do.
 */
import { bigIntToBytesBE, bytesToBigIntBE, concatBytes, equalBytes, hexToBytes } from '../bytes.ts';
import { digestAlgorithms } from './digest.ts';
import type { DigestName } from './digest.ts';

/** What НУЦ РК issues and has issued; shorter moduli can be factored, longer ones only cost time. */
export const MODULUS_BITS = { min: 2048, max: 4096 } as const;

/** DigestInfo up to the hash itself: RFC 8017 §9.2, note 1. Hash functions that we accept no RSA signature with are missing, SHA-1 among them. */
const digestInfoPrefixes: Partial<Record<DigestName, string>> = {
  sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430',
  sha512: '3051300d060960864801650304020305000440',
};

/**
 * DER of DigestInfo, the part that PKCS#1 padding is put before.
 * @throws RangeError for a hash function without an entry above, or a hash of another length
 */
export function encodeDigestInfo(digestName: DigestName, digest: Uint8Array): Uint8Array {
  const prefix = digestInfoPrefixes[digestName];
  if (prefix === undefined || digest.length !== digestAlgorithms[digestName].length) {
    throw new RangeError(`no DigestInfo for ${digest.length} bytes of ${digestName}`);
  }
  return concatBytes(hexToBytes(prefix), digest);
}

/** EMSA-PKCS1-v1_5: 00 01 FF … FF 00 DigestInfo, as long as the modulus. RFC 8017 §9.2. */
function encodeMessage(digestInfo: Uint8Array, length: number): Uint8Array {
  const block = new Uint8Array(length).fill(0xff);
  block.set([0x00, 0x01]);
  block[length - digestInfo.length - 1] = 0x00;
  block.set(digestInfo, length - digestInfo.length);
  return block;
}

/** base ^ exponent mod modulus. */
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus;
    if (bit === '1') result = (result * base) % modulus;
  }
  return result;
}

/**
 * Verifies a signature (RFC 8017 §8.2.2). The whole encoded block is built and compared, nothing is parsed out of the
 * decrypted one, so there is no room for a forged padding.
 * @param signature big-endian, exactly as long as the modulus
 * @returns false also for hash functions without a DigestInfo here, for moduli under 2048 or over 4096 bits and for exponents that are even, small or oversized
 */
export function verifyRsaPkcs1(
  modulus: bigint,
  exponent: bigint,
  digestName: DigestName,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  const bits = modulus.toString(2).length;
  if (bits < MODULUS_BITS.min || bits > MODULUS_BITS.max) return false;
  // An exponent as long as the modulus is of no use to anyone but who wants to keep us busy.
  if (exponent < 3n || exponent >> 64n !== 0n || exponent % 2n === 0n) return false;
  const length = Math.ceil(bits / 8);
  const s = bytesToBigIntBE(signature);
  if (signature.length !== length || s >= modulus) return false;
  if (!digestInfoPrefixes[digestName] || digest.length !== digestAlgorithms[digestName].length) return false;
  const expected = encodeMessage(encodeDigestInfo(digestName, digest), length);
  return equalBytes(bigIntToBytesBE(power(s, exponent, modulus), length), expected);
}
