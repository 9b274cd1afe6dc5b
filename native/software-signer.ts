/** Signs with private keys that lie in this process's memory. */
import { constants, createPrivateKey, privateEncrypt, randomBytes } from 'node:crypto';
import { TanbaError } from '../contract/errors/index.ts';
import { zeroize } from '../core/bytes.ts';
import { digestAlgorithms } from '../core/crypto/digest.ts';
import type { DigestName } from '../core/crypto/digest.ts';
import { signDigest } from '../core/crypto/gost3410.ts';
import { encodeDigestInfo } from '../core/crypto/rsa.ts';
import type { SoftwareGostKey, SoftwarePrivateKey, SoftwareRsaKey } from '../core/pkcs12/open.ts';

/** More than the curve's order of 64 bytes would need: the nonce's quality must not rest on one source. */
const ENTROPY_LENGTH = 64;

/**
 * Signs a digest: GOST r ‖ s, each little-endian; RSA the PKCS#1 v1.5 block over DigestInfo, big-endian.
 * @throws TanbaError host.protocol for a hash function that the key's family is not used with, or another length
 */
export function signWith(key: SoftwarePrivateKey, digestName: string, digest: Uint8Array): Uint8Array {
  const name = key.algorithm.accepts.find(accepted => accepted === digestName);
  if (name === undefined || digest.length !== digestAlgorithms[name].length) {
    throw new TanbaError('host.protocol', {});
  }
  return key.kind === 'gost' ? signGost(key, name, digest) : signRsa(key, name, digest);
}

function signGost({ curve, d }: SoftwareGostKey, digestName: DigestName, digest: Uint8Array): Uint8Array {
  const extraEntropy = new Uint8Array(randomBytes(ENTROPY_LENGTH));
  const signature = signDigest(curve, d, digest, { digestName, extraEntropy });
  zeroize(extraEntropy);
  return signature;
}

/** privateEncrypt() pads and signs what it is given (RFC 8017 §8.2.1); BoringSSL has it too. */
function signRsa({ pkcs8 }: SoftwareRsaKey, digestName: DigestName, digest: Uint8Array): Uint8Array {
  // The key object keeps its own copy, which OpenSSL and BoringSSL clear when it is collected.
  const key = createPrivateKey({
    key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length),
    format: 'der',
    type: 'pkcs8',
  });
  return new Uint8Array(
    privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, encodeDigestInfo(digestName, digest)),
  );
}
