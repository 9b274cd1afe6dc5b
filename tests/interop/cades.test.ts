/** Time-stamped and co-signed CMS before OpenSSL; НУЦ's own signatures rearranged, co-signed, stamped, and judged by its own lists. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { VerificationReport } from '../../contract/report.ts';
import { bytesSource } from '../../core/asn1/byte-source.ts';
import { derElement } from '../../core/asn1/definite.ts';
import { elementsOf } from '../../core/asn1/elements.ts';
import { contextTag } from '../../core/asn1/tlv.ts';
import { concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { timestampTokens } from '../../core/cms/attributes.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { addSigner } from '../../core/signing/add-signer.ts';
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { openSignature } from '../../core/signing/open-signature.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { stampSignature } from '../../core/signing/stamp.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import { signWith } from '../../native/software-signer.ts';
import { pem } from '../support/cms-maker.ts';
import { paperPki } from '../support/paper-pki.ts';
import { asSigner, commonName, issue, midTerm } from '../support/pki.ts';
import { interopAnchor, interopFile, lacksInteropData } from './data.ts';

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece.slice());
  return concatBytes(...parts);
}

const content = utf8ToBytes('Шарт № 7');

function lacksOpenssl(): boolean {
  const missing = spawnSync('openssl', ['version']).status !== 0;
  if (missing) console.log('openssl CAdES: 3 cases left out: there is no openssl here (Debian: openssl)');
  return missing;
}

describe.skipIf(lacksOpenssl())('OpenSSL takes', () => {
  const pki = paperPki('RSA');
  const colleague = issue({
    name: commonName('Colleague'),
    seed: 'colleague',
    family: 'RSA',
    issuer: pki.root,
    extensions: asSigner,
  });
  const folder = mkdtempSync(join(tmpdir(), 'tanba-cades-'));
  const write = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
  const at = String(midTerm.getTime() / 1000);
  write('root.pem', pem('CERTIFICATE', pki.root.certificate.der));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function openssl(...args: readonly string[]) {
    const { status, stderr } = spawnSync('openssl', args, { cwd: folder, encoding: 'latin1' });
    return { ok: status === 0, stderr };
  }
  const accepts = (signature: Uint8Array) => {
    write('signature', signature);
    const chain = ['-CAfile', 'root.pem', '-attime', at];
    return openssl('cms', '-verify', '-binary', '-inform', 'DER', '-in', 'signature', ...chain, '-out', 'out')
      .ok;
  };
  const stamping = { timestamper: pki.timestamper, onMissed: () => expect.fail('no time-stamp') };
  const own = { name: 'x', signingTime: midTerm, stamping };
  const signed = () =>
    collect(signCms({ ...own, signer: pki.signer, content: bytesSource(content), detached: false }));

  it('a signature with a time-stamp, and the time-stamp by itself', async () => {
    const signature = await signed();
    expect(accepts(signature)).toBe(true);
    const { data } = await openSignature(bytesSource(signature));
    const [signer] = data.signers;
    write('token', timestampTokens(signer!.unsignedAttributes)[0]!);
    write('value', signer!.signature);
    const check = ['-verify', '-token_in', '-in', 'token', '-CAfile', 'root.pem', '-attime', at];
    expect(openssl('ts', ...check, '-data', 'value')).toMatchObject({ ok: true });
    write('value', signer!.signature.toReversed());
    expect(openssl('ts', ...check, '-data', 'value').ok).toBe(false);
  });

  it('a second signer, with a time-stamp of its own', async () => {
    const request = { ...own, signer: colleague, content: null };
    const both = await collect(addSigner({ ...request, signature: bytesSource(await signed()) }));
    expect((await openSignature(bytesSource(both))).data.signers).toHaveLength(2);
    expect(accepts(both)).toBe(true);
  });

  it('a time-stamp that came later', async () => {
    const request = { ...own, signer: pki.signer, content: bytesSource(content), detached: false };
    const { stamping: _none, ...bare } = request;
    const before = await collect(signCms(bare));
    const { timestamper } = pki;
    const after = await collect(stampSignature({ name: 'x', timestamper, signature: bytesSource(before) }));
    expect(after.length).toBeGreaterThan(before.length);
    expect(accepts(after)).toBe(true);
  });
});

const samples = [
  { file: 'NCANode_CmsServiceTest_SIGNED_CMS_ONE_SIGNER.cms', family: 'RSA' },
  { file: 'gokalkan_native_gost2004_testCMS.cms', family: 'GOST-2004' },
] as const;
const keys = [
  { file: 'legal_valid_head', revoked: false },
  { file: 'legal_valid_employee', revoked: true },
  { file: 'legal_revoked_head', revoked: true },
  { file: 'individual_valid_individual_valid', revoked: false },
] as const;

const authorities = ['nca_gost_test.crt', 'nca_rsa_test.crt', 'nca_gost2022_test.cer'];
const anchors = () => authorities.map(name => interopAnchor('ca', 'test', name));

const verify = (signature: Uint8Array, at: Date, evidence?: EvidenceSource) =>
  verifyCms({
    signature: bytesSource(signature),
    content: null,
    anchors: [...anchors(), ...paperPki('GOST-2015-512').anchors],
    at,
    ...(evidence && { evidence }),
  });
const statuses = (report: VerificationReport, names: readonly string[]) =>
  report.signers.map(({ steps }) => names.map(name => steps.find(step => step.name === name)?.status));
const mathematics = ['format', 'digest', 'signature'];

describe.skipIf(lacksInteropData('CAdES', 2 * samples.length + keys.length))('a signature of НУЦ РК', () => {
  const within = new Date('2021-06-01');

  it.each(samples)('$file does not hold with its attributes removed or exchanged', async ({ file }) => {
    const bytes = interopFile('cms', file);
    const { data } = await openSignature(bytesSource(bytes));
    const attributes = data.signers[0]!.signedAttributes!;
    const members = elementsOf(attributes.content, 16).map(({ raw }) => raw);
    const replaced = (others: readonly Uint8Array[]) =>
      replaceBytes(bytes, attributes.raw, derElement(contextTag(0), ...others));
    // In another order it is the same set, which is signed in the order of DER whatever order it stands in.
    const reordered = replaced(members.toReversed());
    expect(statuses(await verify(reordered, within), mathematics)).toEqual([['ok', 'ok', 'ok']]);
    for (const index of members.keys()) {
      // As long as before, so that all the lengths around stay right: one attribute takes the place of another.
      const other = members.map((member, at) => (at === index ? spoilt(member) : member));
      const report = await verify(replaced(other), within).catch(() => null);
      expect(report === null || report.verdict === 'invalid', `attribute ${index}`).toBe(true);
    }
  });

  it.each(samples)('$file takes a signer and a time-stamp of ours', async ({ file, family }) => {
    const pki = paperPki('GOST-2015-512');
    const signature = bytesSource(interopFile('cms', file));
    const request = { name: 'x', signer: pki.signer, signingTime: midTerm, content: null };
    const both = await collect(addSigner({ ...request, signature }));
    const report = await verify(both, within);
    expect(statuses(report, mathematics)).toEqual([
      ['ok', 'ok', 'ok'],
      ['ok', 'ok', 'ok'],
    ]);
    const stamper = paperPki(family);
    const { timestamper } = stamper;
    const stamped = await collect(stampSignature({ name: 'x', timestamper, signature }));
    const judged = await verifyCms({
      signature: bytesSource(stamped),
      content: null,
      anchors: [...anchors(), ...stamper.anchors],
      at: midTerm,
    });
    expect(judged.signers[0]).toMatchObject({ trustedTime: midTerm.toISOString() });
  });

  it.each(keys)('with the test key $file is judged by the list of 2026', async ({ file, revoked }) => {
    const at = new Date('2026-08-12T00:00:00Z');
    const signer = keyOf(`2026-gost512/${file}.p12`);
    const request = { content: bytesSource(content), name: 'x', signer, detached: false, signingTime: at };
    const crls = [interopFile('crl', 'nca_gost2022_test_NCANode-Go.crl')];
    const evidence: EvidenceSource = {
      revocationOf: () => Promise.resolve({ ocsp: [], crls, problem: null }),
    };
    const report = await verify(await collect(signCms(request)), at, evidence);
    expect(statuses(report, ['chain', 'validity', 'revocation'])).toEqual([
      ['ok', 'ok', revoked ? 'failed' : 'ok'],
    ]);
    expect(report.verdict).toBe(revoked ? 'invalid' : 'valid');
  });
});

/** The last octet turned: in each of these attributes it is of the value. */
function spoilt(member: Uint8Array): Uint8Array {
  return member.with(member.length - 1, member.at(-1)! ^ 1);
}

function replaceBytes(whole: Uint8Array, part: Uint8Array, other: Uint8Array): Uint8Array {
  const at = Buffer.from(whole).indexOf(part);
  expect([at > 0, other.length]).toEqual([true, part.length]);
  return concatBytes(whole.subarray(0, at), other, whole.subarray(at + part.length));
}

function keyOf(path: string): Signer {
  const file = interopFile('p12', ...path.split('/'));
  const { privateKey, certificateDer } = openPkcs12(file, utf8ToBytes('Qwerty12'), path).entries[0]!;
  return {
    certificate: parseCertificate(certificateDer),
    signDigest: (name, hash) => Promise.resolve(signWith(privateKey, name, hash)),
  };
}
