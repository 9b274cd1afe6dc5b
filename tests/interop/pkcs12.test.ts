/** Every key file that НУЦ РК gave out opens, and what we build is what it built, byte for byte. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import { buildPkcs12, gostPrivateKeyInfo } from '../../core/pkcs12/build.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import type { Pkcs12Entry, SoftwarePrivateKey } from '../../core/pkcs12/open.ts';
import { parseCertificate, publicKeyOf } from '../../core/x509/certificate.ts';
import { signWith } from '../../native/software-signer.ts';
import { hasInteropData, interopFile, lacksInteropData } from './data.ts';

const EXPECTED_FILES = 21;

/** Files and their passwords stand in the table of the folder's own README. */
const samples: readonly (readonly [path: string, password: string])[] = hasInteropData
  ? [
      ...new TextDecoder().decode(interopFile('README.md')).matchAll(/^\| (p12\/\S+) \|[^|]*\| (\S+) \|/gm),
    ].map(([, path, password]) => [path!, password!])
  : [];

const open = (path: string, password: string): readonly Pkcs12Entry[] =>
  openPkcs12(interopFile(...path.split('/')), utf8ToBytes(password), basename(path)).entries;

describe.skipIf(lacksInteropData('key files', 3 * EXPECTED_FILES))('key files of НУЦ РК', () => {
  it('are all in the table', () => expect(samples).toHaveLength(EXPECTED_FILES));

  it.each(samples)('%s opens with its password, and its key is that of its certificate', (path, password) => {
    const entries = open(path, password);
    expect(entries).toHaveLength(1);
    const { alias, privateKey, certificateDer } = entries[0]!;
    const certificate = parseCertificate(certificateDer);
    expect(alias).toBe(certificate.subjectKeyId);
    const name = privateKey.algorithm.digest;
    const digest = new Uint8Array(createHash('sha512').update(path).digest()).subarray(
      0,
      digestAlgorithms[name].length,
    );
    expect(verifySignature(publicKeyOf(certificate), name, digest, signWith(privateKey, name, digest))).toBe(
      true,
    );
  });

  it.each(samples)('%s does not open with any other', (path, password) => {
    for (const wrong of [`${password} `, password.toLowerCase(), password.slice(0, -1), 'Йцукен12', '']) {
      expect(() => open(path, wrong)).toThrow(
        expect.objectContaining({ code: 'keystore.pin-incorrect', params: { store: basename(path) } }),
      );
    }
  });

  it.each(samples)('%s is what we build from the same key, certificate and salts', (path, password) => {
    const file = interopFile(...path.split('/'));
    const [entry] = open(path, password);
    const salts = saltsOf(file);
    expect(salts).toHaveLength(3);
    const rebuilt = buildPkcs12({
      privateKeyInfo: privateKeyInfo(entry!.privateKey),
      certificateDer: entry!.certificateDer,
      password: utf8ToBytes(password),
      random: () => salts.shift()!,
    });
    expect(bytesToHex(rebuilt)).toBe(bytesToHex(file));
  });
});

/** Of the key, of the certificate and of the MAC: each OCTET STRING of 20 before the INTEGER 1024. */
function saltsOf(file: Uint8Array): Uint8Array[] {
  return [...bytesToHex(file).matchAll(/0414([0-9a-f]{40})02020400/g)].map(([, salt]) => hexToBytes(salt!));
}

function privateKeyInfo(key: SoftwarePrivateKey): Uint8Array {
  if (key.kind === 'rsa') return key.pkcs8;
  const { family } = key.algorithm;
  if (family !== 'GOST-2015-512' && family !== 'GOST-2004') throw new Error(`a key of ${family}`);
  return gostPrivateKeyInfo(family, key.d);
}
