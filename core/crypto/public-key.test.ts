import { constants, generateKeyPairSync, privateEncrypt } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyAlgorithms } from './algorithms.ts';
import { digest } from './digest.ts';
import type { DigestName } from './digest.ts';
import { tc26Gost512A } from './gost-curves.ts';
import { derivePublicKey, signDigest } from './gost3410.ts';
import { publicKeyFromSpki, verifySignature } from './public-key.ts';
import type { PublicKey } from './public-key.ts';
import { encodeDigestInfo } from './rsa.ts';

const message = new Uint8Array(100).fill(0x4b);

describe('an RSA key', () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = publicKeyFromSpki(pair.publicKey.export({ type: 'spki', format: 'der' }));
  /** What a provider of raw RSA does with the DigestInfo. */
  const sign = (name: DigestName): Uint8Array =>
    privateEncrypt(
      { key: pair.privateKey, padding: constants.RSA_PKCS1_PADDING },
      encodeDigestInfo(name, digest(name, message)),
    );

  it.each(['sha256', 'sha384', 'sha512'] as const)('verifies with %s', name => {
    const signature = sign(name);
    expect(verifySignature(key, name, digest(name, message), signature)).toBe(true);
    expect(verifySignature(key, name, digest(name, message.subarray(1)), signature)).toBe(false);
  });

  it.each(['sha1', 'streebog256', 'streebog512', 'gost34311'] as const)('does not with %s', name => {
    expect(verifySignature(key, name, digest(name, message), sign('sha256'))).toBe(false);
    expect(() => encodeDigestInfo(name, digest(name, message))).toThrow(RangeError);
  });

  it('has a DigestInfo only for a hash of the right length', () => {
    expect(() => encodeDigestInfo('sha256', new Uint8Array(20))).toThrow(RangeError);
  });
});

describe('a GOST key', () => {
  const secret = new Uint8Array(64).fill(0x21);
  const key: PublicKey = {
    kind: 'gost',
    algorithm: keyAlgorithms['GOST-2015-512'],
    curve: tc26Gost512A,
    point: derivePublicKey(tc26Gost512A, secret),
  };
  const hash = digest('streebog512', message);
  const signature = signDigest(tc26Gost512A, secret, hash, {
    extraEntropy: new Uint8Array(),
    digestName: 'streebog512',
  });

  it('verifies with the hash function of its family', () => {
    expect(verifySignature(key, 'streebog512', hash, signature)).toBe(true);
  });

  it('does not with another, be the bytes as good as they are', () => {
    expect(verifySignature(key, 'sha512', hash, signature)).toBe(false);
  });
});
