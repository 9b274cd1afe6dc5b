/** SoftHSM2: tokens of a library that is not ours. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { readVectors } from '../vectors/read-vector.ts';
import { pin as vectorPin } from './key-files.ts';

export const softhsm = '/usr/lib/softhsm/libsofthsm2.so';
export const noSoftHsm = !existsSync(softhsm) && 'SoftHSM2 is not installed (softhsm2)';
export const noPkcs11Tool = !existsSync('/usr/bin/pkcs11-tool') && 'pkcs11-tool is not installed (opensc)';

/**
 * Makes a token labelled "Soft" in a folder, with the RSA key of a vector under the CKA_ID 0a.
 * @returns what the environment of its host has to hold, and the certificate
 */
export function createSoftToken(
  folder: string,
  pin: string,
): { readonly environment: { readonly SOFTHSM2_CONF: string }; readonly certificate: Uint8Array } {
  const at = (name: string): string => join(folder, name);
  mkdirSync(at('tokens'));
  writeFileSync(at('softhsm2.conf'), `directories.tokendir = ${at('tokens')}\nlog.level = ERROR\n`);
  const environment = { SOFTHSM2_CONF: at('softhsm2.conf') };
  const tool = (program: string, ...parameters: string[]): void => {
    const env = { ...process.env, ...environment };
    const { status, stderr } = spawnSync(program, parameters, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`${program}: ${stderr}`);
  };
  const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));
  const [key] = openPkcs12(vectors.find(({ name }) => name === 'ok-rsa')!.file(), vectorPin(), '').entries;
  if (key?.privateKey.kind !== 'rsa') throw new Error('the vector has no RSA key');
  writeFileSync(at('key.der'), key.privateKey.pkcs8);
  writeFileSync(at('certificate.der'), key.certificateDer);
  tool('softhsm2-util', '--init-token', '--free', '--label', 'Soft', '--pin', pin, '--so-pin', pin);
  const login = ['--module', softhsm, '--token-label', 'Soft', '--login', '--pin', pin, '--id', '0a'];
  tool('pkcs11-tool', ...login, '--write-object', at('key.der'), '--type', 'privkey');
  tool('pkcs11-tool', ...login, '--write-object', at('certificate.der'), '--type', 'cert');
  return { environment, certificate: key.certificateDer };
}
