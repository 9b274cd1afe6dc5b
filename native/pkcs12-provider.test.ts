import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FileRef } from '../contract/keys.ts';
import { verifySignature } from '../core/crypto/public-key.ts';
import { parseCertificate, publicKeyOf } from '../core/x509/certificate.ts';
import { createFolder, pin } from '../tests/support/key-files.ts';
import { createPkcs12Provider } from './pkcs12-provider.ts';

const folder = createFolder();
folder.file('file', 'in the way');
afterAll(() => folder.remove());

const at = (...name: string[]): FileRef => ({ kind: 'file', path: join(folder.path, ...name) });
const code = (code: string): unknown => expect.objectContaining({ code });

describe('signing with a key file', () => {
  it.each([
    ['ok-gost-2015', 'streebog512', 64],
    ['ok-gost-2004', 'gost34311', 32],
    ['ok-gost-2004-short', 'gost34311', 32],
    ['ok-rsa', 'sha256', 32],
    ['ok-rsa', 'sha512', 64],
  ] as const)('%s signs %s so that its certificate verifies it', async (vector, digestName, length) => {
    const provider = createPkcs12Provider();
    const store = folder.store(vector);
    const [key] = (await provider.open({ store, pin: pin() })).keys;
    const digest = new Uint8Array(length).fill(7);
    const { signature } = await provider.sign({ store, alias: key!.alias, digestName, digest });
    expect(
      verifySignature(publicKeyOf(parseCertificate(key!.certificate)), digestName, digest, signature),
    ).toBe(true);
  });

  it('makes another GOST signature of the same digest each time: the nonce has fresh randomness in it', async () => {
    const provider = createPkcs12Provider();
    const store = folder.store('ok-gost-2015');
    const [key] = (await provider.open({ store, pin: pin() })).keys;
    const request = { store, alias: key!.alias, digestName: 'streebog512', digest: new Uint8Array(64) };
    expect(await provider.sign(request)).not.toEqual(await provider.sign(request));
  });

  it.each([
    ['another family’s hash function', 'sha256', 32],
    ['SHA-1', 'sha1', 20],
    ['a digest of another length', 'streebog512', 63],
    ['a name that is none', 'toString', 64],
  ])('refuses %s', async (_what, digestName, length) => {
    const provider = createPkcs12Provider();
    const store = folder.store('ok-gost-2015');
    const [key] = (await provider.open({ store, pin: pin() })).keys;
    const sign = async (): Promise<unknown> =>
      provider.sign({ store, alias: key!.alias, digestName, digest: new Uint8Array(length) });
    await expect(sign()).rejects.toThrow(code('host.protocol'));
  });

  it('needs the store open and a key of that name', async () => {
    const provider = createPkcs12Provider();
    const store = folder.store('ok-gost-2015');
    const sign = async (): Promise<unknown> =>
      provider.sign({ store, alias: 'nobody', digestName: 'streebog512', digest: new Uint8Array(64) });
    await expect(sign()).rejects.toThrow(code('keystore.locked'));
    await provider.open({ store, pin: pin() });
    await expect(sign()).rejects.toThrow(code('key.not-found'));
    provider.lock(store);
    await expect(sign()).rejects.toThrow(code('keystore.locked'));
    await provider.open({ store, pin: pin() });
    provider.lock();
    await expect(sign()).rejects.toThrow(code('keystore.locked'));
  });

  it('stays open when it is opened again with a wrong password', async () => {
    const provider = createPkcs12Provider();
    const store = folder.store('ok-gost-2004');
    const [key] = (await provider.open({ store, pin: pin() })).keys;
    await expect(provider.open({ store, pin: new Uint8Array(3) })).rejects.toThrow(
      code('keystore.pin-incorrect'),
    );
    const request = { store, alias: key!.alias, digestName: 'gost34311', digest: new Uint8Array(32) };
    expect((await provider.sign(request)).signature).toHaveLength(64);
  });
});

describe('a file that cannot be a key store', () => {
  it.each([
    ['is not there', () => at('gone.p12'), 'keystore.not-found'],
    ['is in a folder that is a file', () => at('file', 'a.p12'), 'keystore.not-found'],
    ['is a folder', makeFolder, 'keystore.unreadable'],
    ['has 100 MB of zeros', makeHuge, 'keystore.too-large'],
    [
      'is empty',
      () => ({ kind: 'file', path: folder.file('empty.p12', '') }) as const,
      'keystore.not-pkcs12',
    ],
  ])('%s', async (_what, make, expected) => {
    const store = make();
    const before = process.cpuUsage();
    await expect(createPkcs12Provider().open({ store, pin: pin() })).rejects.toThrow(code(expected));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(2_000);
  });

  function makeFolder(): FileRef {
    mkdirSync(at('folder.p12').path);
    return at('folder.p12');
  }

  function makeHuge(): FileRef {
    const path = folder.file('huge.p12', '');
    truncateSync(path, 100 * 1024 * 1024);
    return { kind: 'file', path };
  }
});
