import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../bytes.ts';
import { hmac } from './hmac.ts';

describe('HMAC', () => {
  // RFC 7836 appendix A.1.
  const key = Uint8Array.from({ length: 32 }, (_, index) => index);
  const text = hexToBytes('0126bdb87800af214341456563780100');

  it('over Streebog is that of RFC 7836', () => {
    expect(bytesToHex(hmac('streebog256', key, text))).toBe(
      'a1aa5f7de402d7b3d323f2991c8d4534013137010a83754fd0af6d7cd4922ed9',
    );
    expect(bytesToHex(hmac('streebog512', key, text))).toBe(
      'a59bab22ecae19c65fbde6e5f4e9f5d8549d31f037f9df9b905500e171923a77' +
        '3d5f1530f2ed7e964cb2eedc29e9ad2f3afe93b2814f79f5000ffc0366c251e6',
    );
  });

  it('is that of OpenSSL for keys of any length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 200 }), (secret, message) => {
        for (const name of ['sha256', 'sha512'] as const) {
          expect(bytesToHex(hmac(name, secret, message))).toBe(
            createHmac(name, secret).update(message).digest('hex'),
          );
        }
      }),
    );
  });
});
