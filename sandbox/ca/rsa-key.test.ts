import { sign, verify, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesToHex } from '../../core/bytes.ts';
import { randomSource } from './random.ts';
import { generateRsaKey, rsaPrivateKeyDer, rsaPublicKeyDer } from './rsa-key.ts';

describe('keys from a seed', () => {
  it('gives the same bytes for the same seed and purpose, others for others', () => {
    const take = (seed: string, purpose: string): string => bytesToHex(randomSource(seed)(purpose)(48));
    expect(take('a', 'x')).toBe(take('a', 'x'));
    expect(take('a', 'x')).not.toBe(take('a', 'y'));
    expect(take('a', 'x')).not.toBe(take('b', 'x'));
    const stream = randomSource('a')('x');
    expect(bytesToHex(stream(16))).not.toBe(bytesToHex(stream(16)));
  });

  it('takes the system’s randomness without a seed', () => {
    const take = (): string => bytesToHex(randomSource(null)('x')(16));
    expect(take()).not.toBe(take());
  });

  it.each([1024, 2048])('makes an RSA key of %i bits that OpenSSL signs with', bits => {
    const key = generateRsaKey(bits, randomSource('seed')('rsa'));
    expect(key.asymmetricKeyDetails).toEqual({ modulusLength: bits, publicExponent: 65537n });
    const message = new TextEncoder().encode('message');
    const publicKey = createPublicKey({
      key: Buffer.from(rsaPublicKeyDer(key)),
      format: 'der',
      type: 'spki',
    });
    expect(verify('sha256', message, publicKey, sign('sha256', message, key))).toBe(true);
    const again = generateRsaKey(bits, randomSource('seed')('rsa'));
    expect(bytesToHex(rsaPrivateKeyDer(again))).toBe(bytesToHex(rsaPrivateKeyDer(key)));
  });
});
