/** Signatures of the virtual token before judges that are not it: OpenSSL, its gost engine, and our own core. */
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes } from '../../core/bytes.ts';
import { derElement } from '../../core/asn1/definite.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { derivePublicKey, verifyDigest } from '../../core/crypto/gost3410.ts';
import { createTestToken, lacks, noGost, noTool, notBuilt } from './test-token.ts';
import type { TestToken } from './test-token.ts';
import { changeSettings } from './token-folder.ts';
import {
  CKA,
  CKK,
  CKO,
  addCertificate,
  addObject,
  addPrivateKey,
  addPublicKey,
  readObjects,
} from './token-objects.ts';

let token: TestToken;
afterEach(() => token.remove());

/** The two lengths: names for pkcs11-tool and the engine, our curve, the Russian names in a public key (RFC 9215). */
const lengths = {
  512: {
    raw: 'GOSTR3410_512',
    hashing: 'GOSTR3410-WITH-GOSTR3411-12-512',
    digest: 'GOSTR3411-12-512',
    generate: 'GOSTR3410-2012-512:A',
    engine: 'gost2012_512',
    keyType: CKK.GOSTR3410_512,
    curve: tc26Gost512A,
    algorithm: keyAlgorithms['GOST-2015-512'],
    identifier: '302106082a850307010101023015' + '06092a8503070102010201' + '06082a85030701010203',
    kazakhCurve: '060a2a830e030a0101020201',
  },
  256: {
    raw: 'GOSTR3410',
    hashing: 'GOSTR3410-WITH-GOSTR3411-12-256',
    digest: 'GOSTR3411-12-256',
    generate: 'GOSTR3410-2012-256:B', // pkcs11-tool's name for CryptoPro-A
    engine: 'gost2012_256',
    keyType: CKK.GOSTR3410,
    curve: cryptoProA,
    algorithm: keyAlgorithms['GOST-2004'],
    identifier: '301f06082a850307010101013013' + '06072a850302022301' + '06082a85030701010202',
    kazakhCurve: '060a2a830e030a0101010101',
  },
} as const;
type Bits = keyof typeof lengths;

function openssl(...parameters: readonly string[]): SpawnSyncReturns<Buffer> {
  return spawnSync('openssl', parameters);
}

/** A public key as the engine reads it. */
function judgeOf(bits: Bits, xy: Uint8Array): string {
  const point = derElement(tags.bitString, Uint8Array.of(0), derElement(tags.octetString, xy));
  const spki = derElement(tags.sequence, hexToBytes(lengths[bits].identifier), point);
  const base64 = Buffer.from(spki).toString('base64');
  return token.file('public.pem', `-----BEGIN PUBLIC KEY-----\n${base64}\n-----END PUBLIC KEY-----\n`);
}

function engineDigest(bits: Bits, path: string): Buffer {
  const result = openssl('dgst', '-engine', 'gost', `-md_gost12_${bits}`, '-binary', path);
  if (result.status !== 0) throw new Error(result.stderr.toString());
  return result.stdout;
}

/** Whether the engine accepts s ‖ r, both big-endian, over a digest. */
function engineAccepts(judge: string, hash: Uint8Array, signature: Uint8Array): boolean {
  const input = [
    '-in',
    token.file('judge.digest', hash),
    '-sigfile',
    token.file('judge.signature', signature),
  ];
  const result = openssl('pkeyutl', '-verify', '-engine', 'gost', '-pubin', '-inkey', judge, ...input);
  return result.stdout.toString().includes('Signature Verified Successfully');
}

/** A key pair of the engine: d little-endian, as the engine writes it at the end of its PKCS#8. */
function engineKey(bits: Bits): Uint8Array {
  const options = ['-engine', 'gost', '-algorithm', lengths[bits].engine, '-pkeyopt', 'paramset:A'];
  const result = openssl('genpkey', ...options, '-outform', 'DER', '-out', token.file('engine.der'));
  if (result.status !== 0) throw new Error(result.stderr.toString());
  return Uint8Array.from(readFileSync(token.file('engine.der')).subarray(-bits / 8));
}

describe.skipIf(lacks('the gost engine', notBuilt, noTool, noGost))('the gost engine of OpenSSL', () => {
  it.each([512, 256] as const)('agrees on Streebog-%i', bits => {
    token = createTestToken();
    for (const length of [0, 63, 64, 65, 1000]) {
      const bytes = createHash('shake256', { outputLength: 1000 }).digest().subarray(0, length);
      const message = token.file('message', bytes);
      token.run('--hash', '-m', lengths[bits].digest, '-i', message, '-o', token.file('digest'));
      expect(bytesToHex(readFileSync(token.file('digest')))).toBe(bytesToHex(engineDigest(bits, message)));
    }
  });

  it.each([512, 256] as const)('accepts signatures of keys generated on the token, %i bit', bits => {
    token = createTestToken();
    token.runAsUser('--keypairgen', '--key-type', lengths[bits].generate, '--id', '01');
    const objects = readObjects({ dir: token.dir });
    const publicKey = objects.find(object => object.get(CKA.CLASS)?.[0] === CKO.PUBLIC_KEY)!;
    const judge = judgeOf(bits, publicKey.get(CKA.VALUE)!);
    const message = token.file('message', 'Құжат');
    const hash = engineDigest(bits, message);
    const signature = token.sign(lengths[bits].raw, '01', token.file('digest', hash));
    expect(signature).toHaveLength(bits / 4);
    expect(engineAccepts(judge, hash, signature)).toBe(true);
    expect(engineAccepts(judge, hash, token.sign(lengths[bits].hashing, '01', message))).toBe(true);
    signature[3]! ^= 1;
    expect(engineAccepts(judge, hash, signature)).toBe(false);
  });

  it.each([512, 256] as const)('and the token have one key between them, %i bit', bits => {
    token = createTestToken();
    const place = { dir: token.dir };
    const { raw, curve, algorithm, keyType, kazakhCurve } = lengths[bits];
    const d = engineKey(bits);
    const xy = derivePublicKey(curve, d);
    const hash = engineDigest(bits, token.file('message', 'message'));
    token.file('digest', hash);
    addPrivateKey(place, { kind: 'gost', algorithm, curve, d }, { id: Uint8Array.of(0x10), curveName: 'kz' });
    addPrivateKey(place, { kind: 'gost', algorithm, curve, d }, { id: Uint8Array.of(0x11), curveName: 'ru' });
    for (const id of ['10', '11']) {
      const signature = token.sign(raw, id, token.file('digest'));
      expect(engineAccepts(judgeOf(bits, xy), hash, signature)).toBe(true);
    }
    addObject(place, [
      [CKA.CLASS, CKO.PUBLIC_KEY],
      [CKA.KEY_TYPE, keyType],
      [CKA.ID, Uint8Array.of(0x20)],
      [CKA.VALUE, xy],
      [CKA.GOSTR3410_PARAMS, hexToBytes(kazakhCurve)],
    ]);
    const key = ['-engine', 'gost', '-inkey', token.file('engine.der'), '-keyform', 'DER'];
    openssl('pkeyutl', '-sign', ...key, '-in', token.file('digest'), '-out', token.file('foreign'));
    const files = ['-i', token.file('digest'), '--signature-file', token.file('foreign')];
    expect(token.run('--verify', '-m', raw, '--id', '20', ...files)).toContain('Signature is valid');
  });

  it('may be in the configuration of the machine without entering the token', () => {
    token = createTestToken();
    const lines = ['openssl_conf = a', '[a]', 'engines = b', '[b]', 'gost = c', '[c]', 'engine_id = gost'];
    const config = token.file('openssl.cnf', [...lines, 'default_algorithms = ALL', ''].join('\n'));
    const key = ['--keypairgen', '--key-type', 'rsa:2048', '--id', '01'];
    const result = token.tool(['--login', '--pin', '12345678', ...key], { OPENSSL_CONF: config });
    expect(result.status, result.stderr).toBe(0);
  });
});

describe.skipIf(lacks('core', notBuilt, noTool))('our core', () => {
  it.each([512, 256] as const)(
    'verifies signatures of the token in the order of certificates, %i bit',
    bits => {
      token = createTestToken({ signatureOrder: 'rs-le' });
      const place = { dir: token.dir };
      const { raw, curve, algorithm } = lengths[bits];
      const d = Uint8Array.from({ length: bits / 8 }, (_, index) => index + 1);
      const hash = digest(algorithm.digest, new TextEncoder().encode('message'));
      addPrivateKey(place, { kind: 'gost', algorithm, curve, d }, { id: Uint8Array.of(1) });
      const path = token.file('digest', hash);
      const publicKey = derivePublicKey(curve, d);
      expect(verifyDigest(curve, publicKey, hash, token.sign(raw, '01', path))).toBe(true);
      changeSettings(place, { signatureOrder: 'sr-be' });
      const standard = token.sign(raw, '01', path);
      expect(verifyDigest(curve, publicKey, hash, standard)).toBe(false);
      expect(verifyDigest(curve, publicKey, hash, standard.reverse())).toBe(true);
    },
  );

  it('puts RSA keys and certificates on the token', () => {
    token = createTestToken();
    const place = { dir: token.dir };
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = token.file('key.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const request = [
      'req',
      '-x509',
      '-new',
      '-key',
      pem,
      '-subj',
      '/C=KZ/CN=ТЕСТ',
      '-utf8',
      '-outform',
      'DER',
    ];
    const certificate = Uint8Array.from(openssl(...request).stdout);
    const pkcs8 = Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' }));
    const names = { id: Uint8Array.of(1), label: 'Кілт' };
    addPrivateKey(place, { kind: 'rsa', algorithm: keyAlgorithms.RSA, pkcs8 }, names);
    addPublicKey(place, certificate, names);
    addCertificate(place, certificate, names);
    const listed = token.runAsUser('-O');
    expect(listed).toMatch(
      /Certificate Object; type = X\.509 cert\n\s*label:\s*Кілт\n\s*subject:\s*DN: C=KZ, CN=/,
    );
    expect(listed).toContain('Public Key Object; RSA 2048 bits');
    const signature = token.sign('SHA256-RSA-PKCS', '01', token.file('message', 'message'));
    expect(verify('sha256', Buffer.from('message'), createPublicKey(privateKey), signature)).toBe(true);
    // PKCS#1 v1.5 is deterministic: the very same bytes.
    expect(signature.equals(sign('sha256', Buffer.from('message'), privateKey))).toBe(true);
  });
});
