import { createPublicKey } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bytesToHex } from '../../core/bytes.ts';
import { publicKeyFromSpki } from '../../core/crypto/public-key.ts';
import { createAuthorities, certificatePem } from '../../sandbox/ca/authorities.ts';
import { randomSource } from '../../sandbox/ca/random.ts';
import { builtInAnchors } from './built-in.ts';
import { readAnchors } from './read-anchors.ts';
import { createTrust } from './trust.ts';

const term = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2036-01-01T00:00:00Z') };
const { root, issuing } = createAuthorities('GOST-2004', term, randomSource('trust'));
const testAnchors = fileURLToPath(new URL('../../resources/trust/test.json', import.meta.url));

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tanba-trust-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('built-in anchors', () => {
  it('are the eleven production authorities, each with a key that can be used', () => {
    expect(builtInAnchors).toHaveLength(11);
    for (const anchor of builtInAnchors) {
      const key = publicKeyFromSpki(anchor.spkiDer);
      if (key.kind === 'rsa') {
        const spki = createPublicKey({ key: Buffer.from(anchor.spkiDer), format: 'der', type: 'spki' });
        expect(spki.asymmetricKeyDetails?.modulusLength).toBe(key.bits);
      }
    }
  });

  it('hold nothing of the test environment', async () => {
    const test = await readAnchors(testAnchors);
    expect(test).toHaveLength(4);
    const keys = new Set(builtInAnchors.map(anchor => bytesToHex(anchor.spkiDer)));
    expect(test.some(anchor => keys.has(bytesToHex(anchor.spkiDer)))).toBe(false);
  });
});

describe('anchors of a person', () => {
  it('come from PEM and DER, one file or a folder, and other files may lie there', async () => {
    await writeFile(join(folder, 'a.pem'), certificatePem(root) + certificatePem(issuing));
    await writeFile(join(folder, 'b.CER'), issuing.certificateDer);
    await writeFile(join(folder, 'readme.txt'), 'no certificate');
    await mkdir(join(folder, 'empty'));
    const spkis = async (path: string): Promise<string[]> =>
      (await readAnchors(path)).map(anchor => bytesToHex(anchor.spkiDer));
    const [one, other] = [root, issuing].map(authority => bytesToHex(authority.key.spkiDer));
    expect(await spkis(join(folder, 'a.pem'))).toEqual([one, other]);
    expect(await spkis(join(folder, 'b.CER'))).toEqual([other]);
    expect(await spkis(folder)).toEqual([one, other, other]);
    expect(await spkis(join(folder, 'empty'))).toEqual([]);
  });

  it.each([
    ['text', 'hello'],
    ['nothing', ''],
    ['DER of something else', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x01)],
    ['a certificate cut short', issuing.certificateDer.subarray(0, 100)],
  ])('are refused as a whole where a file holds %s', async (_, content) => {
    await writeFile(join(folder, 'a.pem'), certificatePem(root));
    await writeFile(join(folder, 'b.pem'), content);
    const expected = { code: 'trust.unreadable', params: { file: 'b.pem' } };
    await expect(readAnchors(join(folder, 'b.pem'))).rejects.toMatchObject(expected);
    await expect(readAnchors(folder)).rejects.toMatchObject(expected);
  });

  it('are refused where the JSON is not a file of anchors, and where there is nothing', async () => {
    await writeFile(join(folder, 'x.json'), '{"anchors":[{"id":"x"}]}');
    await expect(readAnchors(join(folder, 'x.json'))).rejects.toMatchObject({ code: 'trust.unreadable' });
    await expect(readAnchors(join(folder, 'none'))).rejects.toMatchObject({ code: 'trust.unreadable' });
  });
});

describe('what is trusted', () => {
  const off = { test: false, sandbox: false };
  const environments = async (
    settings: Parameters<typeof createTrust>[0]['settings'],
    extra: readonly string[] = [],
    sandboxFolder: string | null = null,
  ): Promise<string[]> => {
    const anchors = await createTrust({ settings, sandboxFolder }).anchors(extra);
    return [...new Set(anchors.map(({ environment }) => environment ?? 'none'))];
  };
  const settings =
    (trust: readonly string[] = [], trustEnvironments = off) =>
    () => ({
      trust: [...trust],
      trustEnvironments,
    });

  it('is production, and the test environment where somebody says so', async () => {
    expect(await environments(settings())).toEqual(['production']);
    expect(await environments(settings(), ['test'])).toEqual(['production', 'test']);
    expect(await environments(settings([], { ...off, test: true }))).toEqual(['production', 'test']);
  });

  it('is the sandbox of this computer where the setting says so and there is one', async () => {
    await writeFile(join(folder, 'root.pem'), certificatePem(root));
    const on = settings([], { ...off, sandbox: true });
    expect(await environments(on, [], folder)).toEqual(['production', 'sandbox']);
    expect(await environments(settings(), [], folder)).toEqual(['production']);
    expect(await environments(on, [], join(folder, 'none'))).toEqual(['production']);
  });

  it('keeps its mark whatever file it comes from', async () => {
    await writeFile(join(folder, 'root.pem'), certificatePem(root));
    expect(await environments(settings([folder]))).toEqual(['production', 'sandbox']);
    expect(await environments(settings([testAnchors]))).toEqual(['production', 'test']);
  });

  it('may be missing where the settings name it, and may not where it is asked for', async () => {
    const none = join(folder, 'none');
    expect(await environments(settings([none]))).toEqual(['production']);
    await expect(environments(settings(), [none])).rejects.toMatchObject({ code: 'trust.unreadable' });
  });
});
