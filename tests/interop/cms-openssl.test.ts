/** RSA signatures to and from OpenSSL: what it makes holds here, what we make holds there. */
import { spawnSync } from 'node:child_process';
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { pem } from '../support/cms-maker.ts';
import { asSigner, commonName, issue, midTerm, rootAndSigner } from '../support/pki.ts';
import type { Identity } from '../support/pki.ts';

/** Forms that OpenSSL writes: options of `openssl cms -sign`, the form of its output, whether the document is inside. */
const forms = [
  ['DER', [], 'DER', false],
  ['DER, the document inside', ['-nodetach'], 'DER', true],
  ['PEM', [], 'PEM', false],
  ['PEM, the document inside', ['-nodetach'], 'PEM', true],
  ['without signed attributes', ['-noattr'], 'DER', false],
  ['without signed attributes, the document inside', ['-noattr', '-nodetach'], 'DER', true],
  ['streamed, in indefinite lengths', ['-nodetach', '-stream'], 'DER', true],
  ['streamed in PEM', ['-nodetach', '-stream'], 'PEM', true],
  ['the signer by key identifier', ['-keyid'], 'DER', false],
  ['with signingCertificateV2', ['-cades'], 'DER', false],
  ['without S/MIME capabilities', ['-nosmimecap'], 'DER', false],
  ['SHA-384', ['-md', 'sha384'], 'DER', false],
  ['SHA-512', ['-md', 'sha512', '-nodetach'], 'DER', true],
] as const;
const otherCases = 7;

function lacksOpenssl(): boolean {
  const missing = spawnSync('openssl', ['version']).status !== 0;
  const cases = forms.length + otherCases;
  if (missing)
    console.log(`openssl CMS: ${cases} cases left out: there is no openssl here (Debian: openssl)`);
  return missing;
}

const content = utf8ToBytes('Шарт № 7. Келісім екі данада жасалды.\n'.repeat(500));
const { root, signer } = rootAndSigner('RSA');
const colleague = issue({
  name: commonName('Colleague'),
  seed: 'colleague',
  family: 'RSA',
  issuer: root,
  extensions: asSigner,
});

const folder = mkdtempSync(join(tmpdir(), 'tanba-openssl-'));
const path = (name: string) => join(folder, name);

function openssl(...args: readonly string[]) {
  const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'latin1' });
  return { ok: status === 0, stderr };
}

function writeIdentity(name: string, identity: Identity): void {
  writeFileSync(path(`${name}.pem`), pem('CERTIFICATE', identity.certificate.der));
  const key = createPrivateKey({
    key: Buffer.from(identity.key.privateKeyDer),
    format: 'der',
    type: 'pkcs8',
  });
  writeFileSync(path(`${name}.key`), key.export({ format: 'pem', type: 'pkcs8' }));
}

function signedByOpenssl(options: readonly string[], form: 'DER' | 'PEM'): Uint8Array {
  const args = ['-sign', '-binary', '-in', 'content', '-signer', 'signer.pem', '-inkey', 'signer.key'];
  const made = openssl('cms', ...args, ...options, '-outform', form, '-out', 'signature');
  expect(made).toEqual({ ok: true, stderr: '' });
  return readFileSync(path('signature'));
}

async function signedByUs(detached: boolean): Promise<Uint8Array> {
  const request = { content: bytesSource(content), name: 'content', signer, detached, signingTime: midTerm };
  const pieces: Uint8Array[] = [];
  for await (const piece of signCms(request)) pieces.push(piece.slice());
  return concatBytes(...pieces);
}

function check(signature: Uint8Array, beside: Uint8Array | null) {
  return verifyCms({
    signature: bytesSource(signature),
    content: beside && bytesSource(beside),
    anchors: [anchorFromCertificate(root.certificate)],
    at: midTerm,
  });
}

function opensslAccepts(signature: Uint8Array, ...options: readonly string[]) {
  writeFileSync(path('ours'), signature);
  const time = String(Math.floor(midTerm.getTime() / 1_000));
  const args = [
    '-verify',
    '-binary',
    '-inform',
    'DER',
    '-in',
    'ours',
    '-CAfile',
    'root.pem',
    '-attime',
    time,
  ];
  return openssl('cms', ...args, ...options, '-out', 'verified').ok;
}

describe.skipIf(lacksOpenssl())('OpenSSL', () => {
  beforeAll(() => {
    writeIdentity('root', root);
    writeIdentity('signer', signer);
    writeIdentity('colleague', colleague);
    writeFileSync(path('content'), content);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(forms)('makes a signature that holds here: %s', async (_, options, form, attached) => {
    const report = await check(signedByOpenssl(options, form), attached ? null : content);
    expect(report).toMatchObject({ verdict: 'valid', attached });
    expect(report.signers).toHaveLength(1);
  });

  it('makes one with two signers that holds here', async () => {
    const second = ['-signer', 'colleague.pem', '-inkey', 'colleague.key'];
    const report = await check(signedByOpenssl([...second, '-nodetach'], 'DER'), null);
    expect(report.verdict).toBe('valid');
    expect(report.signers.map(({ iin }) => iin).sort()).toEqual(['850101400123', null]);
  });

  it('makes one without certificates, for which the certificate can be given', async () => {
    const bare = signedByOpenssl(['-nocerts'], 'DER');
    expect((await check(bare, content)).verdict).toBe('unproven');
    const request = { signature: bytesSource(bare), content: bytesSource(content), at: midTerm };
    const anchors = [anchorFromCertificate(root.certificate)];
    expect((await verifyCms({ ...request, anchors, intermediates: [signer.certificate] })).verdict).toBe(
      'valid',
    );
  });

  it('makes one with SHA-1, which does not hold here', async () => {
    const report = await check(signedByOpenssl(['-md', 'sha1'], 'DER'), content);
    expect(report.signers[0]?.steps[0]).toMatchObject({
      name: 'format',
      code: 'signature.algorithm-unsupported',
    });
  });

  it('makes one with RSA-PSS, which is named as unknown', async () => {
    const report = await check(signedByOpenssl(['-keyopt', 'rsa_padding_mode:pss'], 'DER'), content);
    expect(report.signers[0]?.steps[0]).toMatchObject({ params: { oid: '1.2.840.113549.1.1.10' } });
  });

  it('accepts a detached signature of ours, and not over another document', async () => {
    const signature = await signedByUs(true);
    expect(opensslAccepts(signature, '-content', 'content')).toBe(true);
    writeFileSync(path('other'), content.with(5, 0));
    expect(opensslAccepts(signature, '-content', 'other')).toBe(false);
  });

  it('accepts an attached signature of ours, and finds the document in it', async () => {
    expect(opensslAccepts(await signedByUs(false))).toBe(true);
    expect(new Uint8Array(readFileSync(path('verified')))).toEqual(content);
  });

  it('accepts the signing certificate that ours names', async () => {
    expect(opensslAccepts(await signedByUs(false), '-cades')).toBe(true);
  });
});
