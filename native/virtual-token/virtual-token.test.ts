/**
 * The virtual token as other programs see it: its own checks (make check), OpenSC's pkcs11-tool as a PKCS#11 host that is not ours,
 * OpenSSL and its gost engine as judges of the signatures.
 */
import { spawnSync } from 'node:child_process';
import type { SpawnSyncReturns } from 'node:child_process';
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildVirtualToken } from './build-token.ts';
import {
  changeSettings,
  createEmptySlot,
  createVirtualToken,
  insertToken,
  pullToken,
  readCallLog,
  remainingFaults,
  setFaults,
  startCallLog,
  triesLeft,
  typeOnPinPad,
} from './token-folder.ts';
import { CKA, addObject, addPrivateKey, readObjects } from './token-objects.ts';

const here = dirname(fileURLToPath(import.meta.url));
const built = buildVirtualToken();
const library = 'library' in built ? built.library : '';
const hasTool = spawnSync('pkcs11-tool', ['--version'], { stdio: 'ignore' }).error === undefined;
const hasGost = spawnSync('openssl', ['engine', 'gost'], { stdio: 'ignore' }).status === 0;

/** A skipped suite must say why. */
function lacks(reasons: readonly (string | false)[]): boolean {
  const words = reasons.filter(reason => reason !== false);
  if (words.length > 0) process.stderr.write(`virtual token: tests left out: ${words.join('; ')}\n`);
  return words.length > 0;
}
const notBuilt = 'missing' in built && built.missing;
const noTool = !hasTool && 'pkcs11-tool is not installed (opensc)';
const noGost = !hasGost && 'the gost engine is not installed (libengine-gost-openssl)';

const pin = '12345678';
const soPin = '87654321';
let dir = '';

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tanba-virtual-token-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

function token(options: Partial<Parameters<typeof createVirtualToken>[0]> = {}): void {
  createVirtualToken({ dir, pin, soPin, label: 'Demo', serial: '00000000000000a1', ...options });
}

function tool(...parameters: readonly string[]): SpawnSyncReturns<string> {
  const env = { ...process.env, TANBA_VIRTUAL_TOKEN: dir };
  return spawnSync('pkcs11-tool', ['--module', library, ...parameters], { env, encoding: 'utf8' });
}

/** Runs pkcs11-tool and fails if it is not content. */
function runTool(...parameters: readonly string[]): string {
  const result = tool(...parameters);
  expect(result.status, result.stderr).toBe(0);
  expect(result.stderr).not.toMatch(/error|warning/i);
  return result.stdout;
}

const asUser = ['--login', '--pin', pin];
const file = (name: string): string => join(dir, name);
function write(name: string, content: Uint8Array | string): string {
  writeFileSync(file(name), content);
  return file(name);
}

describe.skipIf(lacks([notBuilt]))('the library', () => {
  it('passes its own checks of every rule, through dlopen', () => {
    const result = spawnSync('flock', [join(here, 'build', 'make.lock'), 'make', '-C', here, 'check'], {
      encoding: 'utf8',
    });
    expect(result.status, result.stdout + result.stderr).toBe(0);
    const [, passed] = /(\d+) checks passed, 0 failed/.exec(result.stdout) ?? [];
    expect(Number(passed)).toBeGreaterThanOrEqual(74);
  }, 300_000); // it takes five seconds on an idle machine

  it('exports C_GetFunctionList and nothing else', () => {
    const symbols = spawnSync('nm', ['-D', '--defined-only', library], { encoding: 'utf8' });
    if (symbols.error) throw symbols.error;
    const exported = symbols.stdout.trim().split('\n');
    expect(exported.map(line => line.split(' ').at(-1))).toEqual(['C_GetFunctionList']);
  });

  it('needs no libcrypto of the process that loads it', () => {
    const needed = spawnSync('readelf', ['-d', library], { encoding: 'utf8' }).stdout;
    expect(needed).toContain('libc.so');
    expect(needed).not.toContain('libcrypto');
  });
});

describe.skipIf(lacks([notBuilt, noTool]))('pkcs11-tool', () => {
  it('lists slots, token and mechanisms', () => {
    token();
    createEmptySlot({ dir, slot: 1 });
    const slots = runTool('-L');
    expect(slots).toMatch(/token label\s*: Demo\n/);
    expect(slots).toMatch(/serial num\s*: 00000000000000a1\n/);
    expect(slots).toMatch(/Tanba virtual slot 1\n\s*\(empty\)/);
    expect(runTool('-M')).toMatch(/GOSTR3410-WITH-GOSTR3411-12-512, keySize=\{512,512\}, hw, sign, verify/);
    expect(runTool('-I')).toContain('Tanba virtual token');
  });

  it('passes its own --test with keys of every kind', () => {
    token();
    for (const [type, id] of [
      ['rsa:2048', '01'],
      ['GOSTR3410-2012-256:B', '02'],
      ['GOSTR3410-2012-512:A', '03'],
    ] as const)
      runTool(...asUser, '--keypairgen', '--key-type', type, '--id', id, '--label', type);
    const report = runTool(...asUser, '--test');
    expect(report).toContain('all 4 digest functions seem to work');
    expect(report).toContain('all 4 signature functions seem to work');
    expect(report).toContain('No errors');
    expect(runTool('-O').match(/Public Key Object/g)).toHaveLength(3);
    expect(runTool('-O')).not.toContain('Private Key Object');
    expect(runTool('-O', ...asUser).match(/Private Key Object/g)).toHaveLength(3);
  });

  it('may call C_Initialize in a forked child', () => {
    token();
    expect(runTool('--test-fork', '-L')).toContain('forked child');
  });

  it('initialises a blank token, sets, changes and unblocks the PIN', () => {
    createVirtualToken({ dir });
    runTool('--init-token', '--label', 'Жаңа', '--so-pin', soPin);
    runTool('--init-pin', '--login', '--so-pin', soPin, '--pin', pin);
    runTool('--change-pin', '--pin', pin, '--new-pin', '11112222');
    expect(runTool('-L')).toMatch(/token label\s*: Жаңа/);
    changeSettings({ dir }, { maxTries: 2 });
    for (let i = 0; i < 2; i += 1)
      expect(tool('--login', '--pin', pin, '-O').stderr).toContain('CKR_PIN_INCORRECT');
    expect(runTool('-L')).toContain('user PIN locked');
    expect(tool('--login', '--pin', '11112222', '-O').stderr).toContain('CKR_PIN_LOCKED');
    runTool('--init-pin', '--login', '--so-pin', soPin, '--pin', pin);
    runTool(...asUser, '-O');
  });

  it('spends one try per wrong PIN and none for a right one', () => {
    token({ maxTries: 3 });
    tool('--login', '--pin', '00000000', '-O');
    expect(triesLeft({ dir })).toBe(2);
    expect(runTool('-L')).toContain('user PIN count low');
    runTool(...asUser, '-O');
    expect(triesLeft({ dir })).toBe(3);
    token({ maxTries: 3, triesLeft: 1, pinToBeChanged: true });
    expect(runTool('-L')).toMatch(
      /final user PIN try.*user PIN to be changed|user PIN to be changed.*final user PIN try/,
    );
  });

  it('logs in at the pad of a token that has one', () => {
    token({ protectedAuthenticationPath: true });
    typeOnPinPad({ dir }, pin);
    expect(runTool('--login', '-O')).toBe('');
    typeOnPinPad({ dir });
    expect(tool('--login', '-O').stderr).toContain('CKR_FUNCTION_CANCELED');
  });

  it('writes, reads, relabels and deletes objects', () => {
    token();
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = write('key.der', privateKey.export({ type: 'pkcs8', format: 'der' }));
    const spki = publicKey.export({ type: 'spki', format: 'der' });
    runTool(
      ...asUser,
      '--write-object',
      key,
      '--type',
      'privkey',
      '--id',
      '0a',
      '--label',
      'mine',
      '--usage-sign',
    );
    runTool(...asUser, '--write-object', write('public.der', spki), '--type', 'pubkey', '--id', '0a');
    runTool(...asUser, '--read-object', '--type', 'pubkey', '--id', '0a', '--output-file', file('out.der'));
    expect(readFileSync(file('out.der')).equals(spki)).toBe(true);
    const message = write('message', 'message');
    runTool(
      ...asUser,
      '--sign',
      '-m',
      'SHA256-RSA-PKCS',
      '--id',
      '0a',
      '-i',
      message,
      '-o',
      file('signature'),
    );
    expect(verify('sha256', readFileSync(message), publicKey, readFileSync(file('signature')))).toBe(true);
    runTool(...asUser, '--type', 'privkey', '--id', '0a', '--set-id', '0b');
    expect(runTool(...asUser, '-O', '--type', 'privkey')).toContain('0b');
    runTool(...asUser, '--delete-object', '--type', 'privkey', '--id', '0b');
    expect(readObjects({ dir })).toHaveLength(1);
  });

  it('sees pulled and inserted tokens, and faults', () => {
    token();
    startCallLog(dir);
    pullToken({ dir });
    expect(runTool('-L')).toContain('(empty)');
    insertToken({ dir });
    setFaults(dir, 'C_Login return 0x30 once', 'C_GetTokenInfo#2+ slow 1');
    expect(tool(...asUser, '-O').stderr).toContain('CKR_DEVICE_ERROR');
    expect(remainingFaults(dir)).toEqual(['C_GetTokenInfo#2+ slow 1']);
    runTool(...asUser, '-O');
    setFaults(dir, 'C_FindObjectsInit crash segv once');
    expect(tool(...asUser, '-O').signal).toBe('SIGSEGV');
    const calls = readCallLog(dir);
    expect(calls.filter(({ call }) => call === 'C_Login').map(({ result }) => result)).toEqual([0x30, 0, 0]);
    expect(calls.at(-1)).toMatchObject({ call: 'C_FindObjectsInit', result: 'crash-segv' });
  });
});

/** DER of small structures that the test needs; lengths below 256. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length < 128 ? [content.length] : [0x81, content.length];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const oids = {
  ru512: '06082a85030701010102',
  ru256: '06082a85030701010101',
  ru512A: '06092a8503070102010201',
  ruCryptoProA: '06072a850302022301',
  streebog512: '06082a85030701010203',
  streebog256: '06082a85030701010202',
  kz512: '06092a830e030a01010202',
  kz512A: '060a2a830e030a0101020201',
  kzStreebog512: '06082a830e030a010303',
  kz2004: '06092a830e030a01010101',
  kz2004A: '060a2a830e030a0101010101',
  kz34311: '060a2a830e030a0103010100',
} as const;
const oid = (name: keyof typeof oids): Buffer => Buffer.from(oids[name], 'hex');

function algorithm(key: keyof typeof oids, curve: keyof typeof oids, hash: keyof typeof oids): Buffer {
  return der(0x30, oid(key), der(0x30, oid(curve), oid(hash)));
}

const algorithms = {
  512: algorithm('ru512', 'ru512A', 'streebog512'),
  256: algorithm('ru256', 'ruCryptoProA', 'streebog256'),
} as const;
type Bits = keyof typeof algorithms;

/** SubjectPublicKeyInfo with the Russian names that the gost engine knows (RFC 9215). */
function publicKeyFile(bits: Bits, xy: Uint8Array): string {
  const spki = der(0x30, algorithms[bits], der(0x03, Buffer.of(0), der(0x04, xy)));
  return write(
    'public.pem',
    `-----BEGIN PUBLIC KEY-----\n${spki.toString('base64')}\n-----END PUBLIC KEY-----\n`,
  );
}

function openssl(...parameters: readonly string[]): SpawnSyncReturns<Buffer> {
  return spawnSync('openssl', parameters);
}

function engineDigest(bits: Bits, path: string): Buffer {
  const result = openssl('dgst', '-engine', 'gost', `-md_gost12_${bits}`, '-binary', path);
  expect(result.status).toBe(0);
  return result.stdout;
}

/** Whether the engine accepts s ‖ r big-endian over a digest. */
function engineAccepts(publicKey: string, digest: Uint8Array, signature: Uint8Array): boolean {
  const input = ['-in', write('judge.digest', digest), '-sigfile', write('judge.signature', signature)];
  const result = openssl('pkeyutl', '-verify', '-engine', 'gost', '-pubin', '-inkey', publicKey, ...input);
  return result.stdout.toString().includes('Signature Verified Successfully');
}

const names: Record<Bits, { raw: string; hashing: string; digest: string; type: string }> = {
  512: {
    raw: 'GOSTR3410_512',
    hashing: 'GOSTR3410-WITH-GOSTR3411-12-512',
    digest: 'GOSTR3411-12-512',
    type: 'GOSTR3410-2012-512:A',
  },
  256: {
    raw: 'GOSTR3410',
    hashing: 'GOSTR3410-WITH-GOSTR3411-12-256',
    digest: 'GOSTR3411-12-256',
    type: 'GOSTR3410-2012-256:B', // pkcs11-tool's name for CryptoPro-A
  },
};

function signFile(mechanism: string, id: string, path: string): Buffer {
  runTool(...asUser, '--sign', '-m', mechanism, '--id', id, '-i', path, '-o', file('signature'));
  return readFileSync(file('signature'));
}

describe.skipIf(lacks([notBuilt, noTool, noGost]))('the gost engine of OpenSSL', () => {
  it.each([512, 256] as const)('agrees on Streebog-%i', bits => {
    token();
    for (const length of [0, 63, 64, 65, 1000]) {
      const message = write(
        'message',
        createHash('shake256', { outputLength: length || 1 })
          .digest()
          .subarray(0, length),
      );
      runTool('--hash', '-m', names[bits].digest, '-i', message, '-o', file('digest'));
      expect(readFileSync(file('digest')).toString('hex')).toBe(engineDigest(bits, message).toString('hex'));
    }
  });

  it.each([512, 256] as const)('accepts signatures of generated keys, %i bit', bits => {
    token();
    runTool(...asUser, '--keypairgen', '--key-type', names[bits].type, '--id', '01');
    const publicKey = readObjects({ dir }).find(object => object.get(CKA.CLASS)?.[0] === 2)!;
    const judge = publicKeyFile(bits, publicKey.get(CKA.VALUE)!);
    const message = write('message', 'Құжат');
    const digest = engineDigest(bits, message);
    const raw = signFile(names[bits].raw, '01', write('digest', digest));
    expect(raw).toHaveLength(bits / 4);
    expect(engineAccepts(judge, digest, raw)).toBe(true);
    expect(engineAccepts(judge, digest, signFile(names[bits].hashing, '01', message))).toBe(true);
    raw[3]! ^= 1;
    expect(engineAccepts(judge, digest, raw)).toBe(false);
    changeSettings({ dir }, { signatureOrder: 'rs-le' });
    const kazakh = signFile(names[bits].raw, '01', file('digest'));
    expect(engineAccepts(judge, digest, kazakh)).toBe(false);
    expect(engineAccepts(judge, digest, kazakh.reverse())).toBe(true);
  });

  it.each([512, 256] as const)('and pkcs11-tool have one key between them, %i bit', bits => {
    token();
    const set = bits === 512 ? 'gost2012_512' : 'gost2012_256';
    const options = ['-engine', 'gost', '-algorithm', set, '-pkeyopt', 'paramset:A', '-outform', 'DER'];
    expect(openssl('genpkey', ...options, '-out', file('engine.der')).status).toBe(0);
    const engineKey = readFileSync(file('engine.der'));
    const spki = openssl(
      'pkey',
      '-engine',
      'gost',
      '-inform',
      'DER',
      '-in',
      file('engine.der'),
      '-pubout',
      '-outform',
      'DER',
    );
    const xy = spki.stdout.subarray(-bits / 4);
    const judge = publicKeyFile(bits, xy);
    const digest = engineDigest(bits, write('message', 'message'));
    write('digest', digest);
    // The same d in the three shapes that keys come in: bare bytes, Kazakh OCTET STRING, Kazakh INTEGER of GOST-2004.
    const d = engineKey.subarray(-bits / 8);
    const version = der(0x02, Buffer.of(0));
    const kazakh =
      bits === 512
        ? algorithm('kz512', 'kz512A', 'kzStreebog512')
        : algorithm('kz2004', 'kz2004A', 'kz34311');
    const shapes = [
      engineKey,
      der(0x30, version, kazakh, der(0x04, der(0x04, d))),
      der(0x30, version, kazakh, der(0x04, der(0x02, Buffer.of(0), Buffer.from(d).reverse()))),
    ];
    for (const [index, pkcs8] of shapes.entries()) {
      addPrivateKey({ dir }, pkcs8, { id: Uint8Array.of(0x10 + index), label: 'imported' });
      const signature = signFile(names[bits].raw, `1${index}`, file('digest'));
      expect(engineAccepts(judge, digest, signature)).toBe(true);
    }
    // And the other way: the token accepts the engine's signature.
    const params = ['-engine', 'gost', '-inkey', file('engine.der'), '-keyform', 'DER'];
    expect(
      openssl('pkeyutl', '-sign', ...params, '-in', file('digest'), '-out', file('foreign')).status,
    ).toBe(0);
    const keyType = bits === 512 ? 0xd4321003 : 0x30;
    const point: [number, Uint8Array | number][] = [
      [CKA.CLASS, 2],
      [CKA.KEY_TYPE, keyType],
      [CKA.ID, Uint8Array.of(0x20)],
      [CKA.VALUE, xy],
      [CKA.GOSTR3410_PARAMS, bits === 512 ? oid('kz512A') : oid('kz2004A')],
    ];
    addObject({ dir }, new Map(point));
    const checked = runTool(
      '--verify',
      '-m',
      names[bits].raw,
      '--id',
      '20',
      '-i',
      file('digest'),
      '--signature-file',
      file('foreign'),
    );
    expect(checked).toContain('Signature is valid');
  });
});

describe.skipIf(lacks([notBuilt, noTool]))('RSA keys', () => {
  it('put on the token as PKCS#8 sign as they do outside', () => {
    token();
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    addPrivateKey({ dir }, privateKey.export({ type: 'pkcs8', format: 'der' }), { id: Uint8Array.of(1) });
    const message = write('message', 'message');
    const signature = signFile('SHA256-RSA-PKCS', '01', message);
    expect(verify('sha256', readFileSync(message), createPublicKey(privateKey), signature)).toBe(true);
    // PKCS#1 v1.5 is deterministic: the very same bytes.
    expect(signature.equals(sign('sha256', readFileSync(message), privateKey))).toBe(true);
    expect(existsSync(join(dir, 'slot0', 'token', 'objects', '0001.object'))).toBe(true);
  });
});
