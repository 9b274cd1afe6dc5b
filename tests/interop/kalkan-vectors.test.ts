/** Kalkan's own numbers: a hash, a key, a signature, and a certificate signed by itself. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesToHex, bytesToUtf8, concatBytes, hexToBytes, reversed, utf8ToBytes } from '../../core/bytes.ts';
import { signatureAlgorithmByOid } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { derivePublicKey, signDigest, verifyDigest } from '../../core/crypto/gost3410.ts';
import { keyLabel, publicKeyFromSpki, verifySignature } from '../../core/crypto/public-key.ts';
import { interopFile, lacksInteropData } from './data.ts';

/** `name=value` lines; numbers are big-endian, all else as it is in files. */
function readFields(): { text: (name: string) => string; bytes: (name: string) => Uint8Array } {
  const lines = bytesToUtf8(interopFile('kalkan_gost512.vectors')).split('\n');
  const fields = new Map(lines.map(line => [line.split('=', 1)[0] ?? '', line.slice(line.indexOf('=') + 1)]));
  const text = (name: string): string => {
    const value = fields.get(name);
    if (value === undefined) throw new Error(`no ${name} in the vectors`);
    return value;
  };
  return { text, bytes: name => hexToBytes(text(name)) };
}

function readVectors() {
  const { text, bytes } = readFields();
  return {
    message: utf8ToBytes(text('msg')),
    hash: bytes('digest'),
    privateKey: reversed(bytes('d')),
    publicKey: concatBytes(reversed(bytes('qx')), reversed(bytes('qy'))),
    signature: bytes('sig'),
    spki: bytes('spki'),
    signatureOid: text('sigalg_oid'),
    tbs: bytes('cert_tbs'),
    certificateSignature: bytes('cert_sig'),
  };
}

const CASES = 6;

describe.skipIf(lacksInteropData('vectors of Kalkan', CASES))('numbers of Kalkan', () => {
  let kalkan: ReturnType<typeof readVectors>;
  beforeAll(() => {
    kalkan = readVectors();
  });

  it('the hash of the message', () => {
    expect(bytesToHex(digest('streebog512', kalkan.message))).toBe(bytesToHex(kalkan.hash));
  });

  it('the public key of the private one', () => {
    expect(bytesToHex(derivePublicKey(tc26Gost512A, kalkan.privateKey))).toBe(bytesToHex(kalkan.publicKey));
  });

  it('the key in its SubjectPublicKeyInfo', () => {
    const key = publicKeyFromSpki(kalkan.spki);
    expect(keyLabel(key)).toBe('GOST-2015-512');
    expect(key).toMatchObject({ kind: 'gost', point: kalkan.publicKey });
  });

  it('the signature, which no flipped bit survives', () => {
    const { publicKey, hash, signature } = kalkan;
    expect(verifyDigest(tc26Gost512A, publicKey, hash, signature)).toBe(true);
    for (let at = 0; at < signature.length; at++) {
      const broken = Uint8Array.from(signature, (byte, index) =>
        index === at ? byte ^ (1 << (at % 8)) : byte,
      );
      expect(verifyDigest(tc26Gost512A, publicKey, hash, broken)).toBe(false);
    }
  });

  it('the certificate, signed by its own key', () => {
    const { spki, signatureOid, tbs, certificateSignature } = kalkan;
    const key = publicKeyFromSpki(spki);
    const changed = Uint8Array.from(tbs, (byte, index) => (index === 20 ? byte ^ 1 : byte));
    expect(signatureAlgorithmByOid(signatureOid)?.digest).toBe('streebog512');
    expect(verifySignature(key, 'streebog512', digest('streebog512', tbs), certificateSignature)).toBe(true);
    expect(verifySignature(key, 'streebog512', digest('streebog512', changed), certificateSignature)).toBe(
      false,
    );
  });

  it('a signature of ours with its key', () => {
    const { privateKey, publicKey, hash } = kalkan;
    const options = { digestName: 'streebog512', extraEntropy: new Uint8Array(32) } as const;
    const ours = signDigest(tc26Gost512A, privateKey, hash, options);
    expect(verifyDigest(tc26Gost512A, publicKey, hash, ours)).toBe(true);
  });
});
