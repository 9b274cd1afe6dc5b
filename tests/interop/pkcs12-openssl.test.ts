/** Key files go both ways between us and OpenSSL, and Java's keytool where there is one. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToHex, utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12, modernStyle, nucStyle } from '../../core/pkcs12/build.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { material, randomFor } from '../vectors/pkcs12/material.ts';

const PASSWORD = 'Қупия-12';

/** Whether a program is there; says so where it is not. */
function lacks(program: string, argument: string, cases: number): boolean {
  const missing = spawnSync(program, [argument], { stdio: 'ignore' }).error !== undefined;
  if (missing) console.log(`interop key files: ${cases} cases left out: there is no ${program} here`);
  return missing;
}

const folder = mkdtempSync(join(tmpdir(), 'tanba-pkcs12-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rsa = material('RSA', 'openssl');
const gost = material('GOST-2015-512', 'openssl');
const der = (bytes: Uint8Array): Buffer => Buffer.from(bytes);

function write(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const pem = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${der(bytes).toString('base64').replace(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;

function build(owner: typeof rsa, style: typeof nucStyle): Uint8Array {
  return buildPkcs12({
    privateKeyInfo: owner.pair.privateKeyDer,
    certificateDer: owner.certificateDer,
    password: utf8ToBytes(PASSWORD),
    random: randomFor('openssl'),
    style,
  });
}

function openssl(...parameters: string[]): string {
  return execFileSync('openssl', parameters, {
    encoding: 'utf8',
    env: { ...process.env, PIN: PASSWORD },
    stdio: 'pipe',
  });
}

describe.skipIf(lacks('openssl', 'version', 14))('OpenSSL', () => {
  it.each([
    ["the authority's form", nucStyle, ['-legacy']],
    ["today's form", modernStyle, []],
  ] as const)('reads an RSA key that we wrote in %s', (_name, style, options) => {
    const file = write('ours.p12', build(rsa, style));
    const text = openssl('pkcs12', ...options, '-in', file, '-passin', 'env:PIN', '-nodes');
    expect(bytesToHex(createPrivateKey(text).export({ format: 'der', type: 'pkcs8' }))).toBe(
      bytesToHex(rsa.pair.privateKeyDer),
    );
    expect(text).toContain(`friendlyName: ${rsa.names.friendlyName}`);
    expect(text.match(/localKeyID/g)).toHaveLength(2);
    expect(text.replaceAll('\n', '')).toContain(der(rsa.certificateDer).toString('base64'));
  });

  it('finds the MAC of a GOST key’s file right and reads its certificate; the key it does not know', () => {
    const file = write('gost.p12', build(gost, nucStyle));
    const text = openssl('pkcs12', '-legacy', '-in', file, '-passin', 'env:PIN', '-nokeys');
    expect(text.replaceAll('\n', '')).toContain(der(gost.certificateDer).toString('base64'));
  });

  const key = write('key.pem', pem('PRIVATE KEY', rsa.pair.privateKeyDer));
  const certificate = write('certificate.pem', pem('CERTIFICATE', rsa.certificateDer));
  const exported = (options: readonly string[]): Uint8Array => {
    const path = join(folder, 'theirs.p12');
    openssl(
      'pkcs12',
      '-export',
      '-inkey',
      key,
      '-in',
      certificate,
      '-out',
      path,
      '-passout',
      'env:PIN',
      ...options,
    );
    return new Uint8Array(readFileSync(path));
  };
  const code = (file: Uint8Array, password: string = PASSWORD): string => {
    try {
      const { entries } = openPkcs12(file, utf8ToBytes(password), 'theirs.p12');
      return `${entries.length} of ${entries[0]!.privateKey.algorithm.family}`;
    } catch (error) {
      if (error instanceof TanbaError) return error.code;
      throw error;
    }
  };

  it.each([
    [[], '1 of RSA'],
    [['-legacy'], '1 of RSA'],
    [['-legacy', '-descert'], '1 of RSA'],
    [['-name', 'Тест кілті'], '1 of RSA'],
    [['-keypbe', 'AES-128-CBC', '-certpbe', 'AES-192-CBC', '-macalg', 'sha512', '-iter', '5000'], '1 of RSA'],
    [['-keypbe', 'NONE', '-certpbe', 'NONE'], '1 of RSA'],
    [['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'NONE', '-macalg', 'sha384'], '1 of RSA'],
    [['-noiter', '-nomaciter'], '1 of RSA'],
    [['-keypbe', 'CAMELLIA-256-CBC'], 'keystore.unsupported-cipher'],
    [['-nomac'], 'keystore.unprotected'],
  ] as const)('writes files with %j that give: %s', (options, expected) => {
    expect(code(exported(options))).toBe(expected);
  });

  it('writes files that a wrong password does not open', () => {
    expect(code(exported([]), 'Купия-12')).toBe('keystore.pin-incorrect');
  });
});

describe.skipIf(lacks('keytool', '-help', 2))('keytool of Java', () => {
  const keytool = (...parameters: string[]): string =>
    execFileSync('keytool', ['-J-Duser.language=en', ...parameters], { encoding: 'utf8', stdio: 'pipe' });
  const ascii = 'Kupiya-12';

  it('writes key stores that open', () => {
    const path = join(folder, 'java.p12');
    const entry = ['-genkeypair', '-alias', 'me', '-keyalg', 'RSA', '-keysize', '2048', '-dname', 'CN=Me'];
    keytool(...entry, '-storetype', 'PKCS12', '-keystore', path, '-storepass', ascii);
    const { entries } = openPkcs12(new Uint8Array(readFileSync(path)), utf8ToBytes(ascii), 'java.p12');
    expect(entries.map(({ alias, privateKey }) => [alias, privateKey.kind])).toEqual([['me', 'rsa']]);
  });

  it('reads key stores that we wrote', () => {
    const file = buildPkcs12({
      privateKeyInfo: rsa.pair.privateKeyDer,
      certificateDer: rsa.certificateDer,
      password: utf8ToBytes(ascii),
      random: randomFor('java'),
    });
    const list = keytool(
      '-list',
      '-storetype',
      'PKCS12',
      '-keystore',
      write('ours.p12', file),
      '-storepass',
      ascii,
    );
    expect(list).toContain('PrivateKeyEntry');
    expect(list).toContain(rsa.names.friendlyName);
  });
});
