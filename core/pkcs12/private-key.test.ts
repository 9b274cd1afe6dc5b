import { describe, expect, it } from 'vitest';
import { families, testKey } from '../../tests/support/keys.ts';
import { readPrivateKey, zeroizeKey } from './private-key.ts';

describe.each(families)('a private key of %s', family => {
  const { privateKeyDer } = testKey(family, 'root');
  const secretOf = (bytes: Uint8Array): Uint8Array => {
    const key = readPrivateKey(bytes);
    return key.kind === 'gost' ? key.d : key.pkcs8;
  };

  it('outlives the bytes that it was read from, and its end is not theirs, also those of Node', () => {
    const secret = Uint8Array.from(secretOf(Uint8Array.from(privateKeyDer)));
    expect(secret.some(byte => byte !== 0)).toBe(true);
    const bytes = Buffer.from(privateKeyDer);
    const key = readPrivateKey(bytes);
    zeroizeKey(key);
    expect(bytes).toEqual(Buffer.from(privateKeyDer));
    const kept = secretOf(bytes);
    bytes.fill(0);
    expect(kept).toEqual(secret);
  });
});
