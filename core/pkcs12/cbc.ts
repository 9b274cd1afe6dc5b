/**
 * Block ciphers of key files in CBC mode with PKCS#7 padding, by node-forge: neither Electron's BoringSSL nor OpenSSL 3
 * has RC2.
 *
 * node-forge works on strings of one character per byte, and its keys and results pass through such strings. Those cannot
 * be zeroed; they live until they are collected. It is the reason why this runs in a token host that does nothing else.
 */
import forge from 'node-forge';
import { bytesToLatin1 } from '../bytes.ts';

interface RawCipher {
  readonly blockLength: number;
  readonly keyLength: number;
  /** Runs CBC over whole blocks, without padding. */
  readonly run: (direction: Direction, key: string, iv: string, data: string) => string;
}

type Direction = 'encrypt' | 'decrypt';

const forgeBlockCipher = (
  algorithm: '3DES-CBC' | 'AES-CBC',
  blockLength: number,
  keyLength: number,
): RawCipher => ({
  blockLength,
  keyLength,
  run(direction, key, iv, data) {
    const cipher =
      direction === 'encrypt'
        ? forge.cipher.createCipher(algorithm, key)
        : forge.cipher.createDecipher(algorithm, key);
    cipher.start({ iv });
    cipher.update(forge.util.createBuffer(data));
    return cipher.output.getBytes();
  },
});

/** node-forge's RC2 takes time quadratic in what one start() is given: begun anew for each piece it is linear. */
const RC2_PIECE = 1024;
const RC2_BITS = 40;

const rc2: RawCipher = {
  blockLength: 8,
  keyLength: 5,
  run(direction, key, iv, data) {
    const cipher =
      direction === 'encrypt'
        ? forge.rc2.createEncryptionCipher(key, RC2_BITS)
        : forge.rc2.createDecryptionCipher(key, RC2_BITS);
    const pieces: string[] = [];
    let chained = iv;
    for (let at = 0; at < data.length; at += RC2_PIECE) {
      const piece = data.slice(at, at + RC2_PIECE);
      cipher.start(chained);
      cipher.update(forge.util.createBuffer(piece));
      const result = cipher.output.getBytes();
      pieces.push(result);
      chained = (direction === 'encrypt' ? result : piece).slice(-8);
    }
    return pieces.join('');
  },
};

const ciphers = {
  'rc2-40': rc2,
  '3des': forgeBlockCipher('3DES-CBC', 8, 24),
  'aes-128': forgeBlockCipher('AES-CBC', 16, 16),
  'aes-192': forgeBlockCipher('AES-CBC', 16, 24),
  'aes-256': forgeBlockCipher('AES-CBC', 16, 32),
} as const satisfies Record<string, RawCipher>;

export type CipherName = keyof typeof ciphers;

/** Lengths of a cipher's key and of its block, which is also that of its IV, in bytes. */
export function cipherLengths(name: CipherName): { readonly key: number; readonly block: number } {
  return { key: ciphers[name].keyLength, block: ciphers[name].blockLength };
}

/** Encrypts with PKCS#7 padding (RFC 5652 §6.3). Key and IV of the cipher's lengths; the caller zeroes the key. */
export function encryptCbc(name: CipherName, key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Uint8Array {
  const { blockLength } = ciphers[name];
  const padding = blockLength - (plain.length % blockLength);
  const padded = new Uint8Array(plain.length + padding).fill(padding, plain.length);
  padded.set(plain);
  const result = run(name, 'encrypt', key, iv, padded);
  padded.fill(0);
  return result;
}

/**
 * Decrypts and takes the padding off.
 * @returns undefined when the length or the padding is wrong; else the plain bytes, which the caller zeroes
 */
export function decryptCbc(
  name: CipherName,
  key: Uint8Array,
  iv: Uint8Array,
  encrypted: Uint8Array,
): Uint8Array | undefined {
  const { blockLength } = ciphers[name];
  if (encrypted.length === 0 || encrypted.length % blockLength !== 0) return undefined;
  const padded = run(name, 'decrypt', key, iv, encrypted);
  const padding = padded.at(-1)!;
  const plain = padded.slice(0, padded.length - padding);
  const whole =
    padding >= 1 && padding <= blockLength && padded.subarray(-padding).every(byte => byte === padding);
  padded.fill(0);
  return whole ? plain : undefined;
}

function run(
  name: CipherName,
  direction: Direction,
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Uint8Array {
  const result = ciphers[name].run(direction, bytesToLatin1(key), bytesToLatin1(iv), bytesToLatin1(data));
  return Uint8Array.from(result, character => character.charCodeAt(0));
}
