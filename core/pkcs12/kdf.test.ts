import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../bytes.ts';
import { derivePbkdf2, derivePkcs12 } from './kdf.ts';
import { readPassword } from './password.ts';
import { workBudget } from './work-budget.ts';

const password = (text: string) => readPassword(utf8ToBytes(text))!;
const free = { spend: () => undefined };

describe('PKCS#12 derivation (RFC 7292 appendix B; examples that circulate with every implementation)', () => {
  it.each([
    ['smeg', '0a58cf64530d823f', 1, 'key', '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3'],
    ['smeg', '0a58cf64530d823f', 1, 'iv', '79993dfe048d3b76'],
    ['smeg', '3d83c0e4546ac140', 1, 'mac', '8d967d88f6caa9d714800ab3d48051d63f73a312'],
    ['queeg', '05dec959acff72f7', 1000, 'key', 'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4'],
    ['queeg', '05dec959acff72f7', 1000, 'iv', '11dedad7758d4860'],
    ['queeg', '263216fcc2fab31c', 1000, 'mac', '5ec4c7a80df652294c3925b6489a7ab857c83476'],
  ] as const)('%s, salt %s, %d times, for the %s', (text, salt, iterations, purpose, expected) => {
    const derivation = { hash: 'sha1', salt: hexToBytes(salt), iterations } as const;
    const derived = derivePkcs12(password(text), derivation, purpose, expected.length / 2, free);
    expect(bytesToHex(derived)).toBe(expected);
  });

  it('pays for every step before it takes it', () => {
    const derivation = { hash: 'sha1', salt: new Uint8Array(20), iterations: 200_001 } as const;
    const act = (): unknown => derivePkcs12(password('x'), derivation, 'key', 24, workBudget('bomb.p12'));
    expect(act).toThrow(
      expect.objectContaining({ code: 'keystore.too-many-iterations', params: { store: 'bomb.p12' } }),
    );
    expect(act).toThrow(TanbaError);
  });
});

describe('PBKDF2', () => {
  it.each([
    // RFC 6070 §2.
    ['sha1', 'password', 'salt', 1, '0c60c80f961f0e71f3a9b524af6012062fe037a6'],
    ['sha1', 'password', 'salt', 4096, '4b007901b765489abead49d926f721d065a429c1'],
    // RFC 7914 §11.
    ['sha256', 'passwd', 'salt', 1, '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc'],
  ] as const)('HMAC with %s: %s, %s, %d times', (hash, text, salt, iterations, expected) => {
    const derivation = { hash, salt: utf8ToBytes(salt), iterations };
    expect(bytesToHex(derivePbkdf2(password(text), derivation, expected.length / 2, free))).toBe(expected);
  });
});

describe('the form of a password that PKCS#12 wants', () => {
  it.each([
    ['Beavis', '0042006500610076006900730000'],
    ['', '0000'],
    ['Ұ№', '04b021160000'],
    ['𝄞', 'd834dd1e0000'],
  ])('%s', (text, expected) => expect(bytesToHex(password(text).bmp)).toBe(expected));

  it.each(['80', 'c3', 'c0af', 'e0809f', 'eda080', 'f5808080', 'f8888080'])(
    'is not made from %s, which is no UTF-8',
    hex => {
      expect(readPassword(hexToBytes(hex))).toBeUndefined();
    },
  );
});
