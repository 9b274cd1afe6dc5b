import { createCipheriv } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../bytes.ts';
import { cipherLengths, decryptCbc, encryptCbc } from './cbc.ts';
import type { CipherName } from './cbc.ts';

const names: CipherName[] = ['rc2-40', '3des', 'aes-128', 'aes-192', 'aes-256'];
const bytes = (length: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 7 + seed) & 0xff);

describe.each(names)('%s', name => {
  const { key: keyLength, block } = cipherLengths(name);
  const key = bytes(keyLength);
  const iv = bytes(block, 9);

  it('decrypts what it encrypted, whatever the length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), plain => {
        expect(decryptCbc(name, key, iv, encryptCbc(name, key, iv, plain))).toEqual(plain);
      }),
      { numRuns: 50 },
    );
  });

  it('tells wrong padding and broken blocks', () => {
    const encrypted = encryptCbc(name, key, iv, bytes(40));
    expect(decryptCbc(name, key, iv, encrypted.slice(0, -1))).toBeUndefined();
    expect(decryptCbc(name, key, iv, encrypted.slice(0, -block))).toBeUndefined();
    expect(decryptCbc(name, key, iv, new Uint8Array())).toBeUndefined();
  });
});

describe('another implementation says the same', () => {
  it.each([
    ['3des', 'des-ede3-cbc'],
    ['aes-128', 'aes-128-cbc'],
    ['aes-192', 'aes-192-cbc'],
    ['aes-256', 'aes-256-cbc'],
  ] as const)('%s', (name, theirs) => {
    const { key: keyLength, block } = cipherLengths(name);
    const cipher = createCipheriv(theirs, bytes(keyLength), bytes(block, 9));
    const expected = Buffer.concat([cipher.update(bytes(3_001)), cipher.final()]);
    expect(bytesToHex(encryptCbc(name, bytes(keyLength), bytes(block, 9), bytes(3_001)))).toBe(
      bytesToHex(expected),
    );
  });

  it('rc2-40 (made with `openssl enc -rc2-40-cbc`)', () => {
    const encrypted = encryptCbc('rc2-40', hexToBytes('0102030405'), new Uint8Array(8), bytes(2_000));
    expect(bytesToHex(encrypted.subarray(-16))).toBe('390dca93e6120b64c43af0372282fef7');
  });
});

it('RC2 takes time in proportion: a whole megabyte is decrypted in a second or two', () => {
  const key = bytes(5);
  const before = process.cpuUsage();
  decryptCbc('rc2-40', key, bytes(8), new Uint8Array(1024 * 1024));
  const { user } = process.cpuUsage(before);
  expect(user / 1000).toBeLessThan(4_000);
});
