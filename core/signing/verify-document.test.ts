/** Verification beyond the vectors: terms and claims, several signers, sources, and what hostile files cost. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import type { SignerReport, StepName } from '../../contract/report.ts';
import {
  asBer,
  attribute,
  derOrder,
  makeCms,
  octets,
  oid,
  pem,
  sequence,
  utcTime,
} from '../../tests/support/cms-maker.ts';
import { costOf } from '../../tests/support/cost.ts';
import { asSigner, families, issue, midTerm, person, rootAndSigner } from '../../tests/support/pki.ts';
import { derElement } from '../asn1/definite.ts';
import { concatBytes, utf8ToBytes } from '../bytes.ts';
import { cmsOids } from '../cms/oids.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { bytesSource } from './signer.ts';
import type { ByteSource } from './signer.ts';
import { verifyCms } from './verify-document.ts';
import type { VerifyRequest } from './verify-document.ts';

const { root, signer } = rootAndSigner('GOST-2015-512');
const anchors = families.map(family => anchorFromCertificate(rootAndSigner(family).root.certificate));
const content = utf8ToBytes('Шарт № 7');

const check = (signature: Uint8Array, changes: Partial<VerifyRequest> = {}) =>
  verifyCms({ signature: bytesSource(signature), content: null, anchors, at: midTerm, ...changes });

const attached = () => makeCms({ signers: [{ identity: signer }], content, attached: true });
const detached = () => makeCms({ signers: [{ identity: signer }], content });

function step(report: SignerReport | undefined, name: StepName): string {
  const found = report?.steps.find(candidate => candidate.name === name);
  return [found?.status, found?.code].filter(part => part !== undefined).join(' ');
}

describe('the report', () => {
  it('names all steps, and those that are not taken yet are unknown', async () => {
    const report = await check(await attached());
    expect(report).toMatchObject({ valid: true, verdict: 'valid', format: 'cms', attached: true });
    expect(report.checkedAt).toBe(midTerm.toISOString());
    expect(report.signers[0]?.steps).toEqual([
      { name: 'format', status: 'ok' },
      { name: 'digest', status: 'ok' },
      { name: 'signature', status: 'ok' },
      { name: 'purpose', status: 'ok' },
      { name: 'chain', status: 'ok' },
      { name: 'validity', status: 'ok' },
      { name: 'revocation', status: 'unknown', code: 'revocation.not-checked' },
      { name: 'timestamp', status: 'unknown', code: 'timestamp.absent' },
    ]);
  });

  it('says who signed', async () => {
    const [report] = (await check(await attached())).signers;
    expect(report).toMatchObject({ iin: '850101400123', bin: null, algorithm: 'GOST-2015-512' });
    expect(report?.subject).toContain('CN=АХМЕТОВА АЛИЯ');
    expect(report?.certificate).toMatchObject({ name: 'АХМЕТОВА АЛИЯ СЕРІКҚЫЗЫ', role: 'SIGN' });
  });

  it('fails where a time-stamp is none', async () => {
    const unsigned = [attribute(cmsOids.timeStampToken, sequence(oid('1.2.3')))];
    const report = await check(
      await makeCms({ signers: [{ identity: signer, unsigned }], content, attached: true }),
    );
    expect(step(report.signers[0], 'timestamp')).toBe('failed timestamp.malformed');
  });

  it('judges each signer and is valid only where all are', async () => {
    const stranger = issue({
      name: person,
      seed: 'lone',
      family: 'GOST-2004',
      issuer: null,
      extensions: asSigner,
    });
    const signature = await makeCms({
      signers: [{ identity: signer }, { identity: rootAndSigner('RSA').signer }, { identity: stranger }],
      content,
      attached: true,
    });
    const report = await check(signature);
    expect(report.signers.map(one => step(one, 'signature'))).toEqual(['ok', 'ok', 'ok']);
    expect(report.signers.map(one => step(one, 'chain'))).toEqual(['ok', 'ok', 'unknown chain.no-anchor']);
    expect(report.verdict).toBe('unproven');
  });

  it('finds the signer’s certificate among those given', async () => {
    const signature = await makeCms({
      signers: [{ identity: signer }],
      content,
      attached: true,
      certificates: [],
    });
    expect(step((await check(signature)).signers[0], 'signature')).toBe('unknown certificate.missing');
    expect((await check(signature, { intermediates: [signer.certificate] })).verdict).toBe('valid');
  });
});

describe('validity', () => {
  const claim = (time: string) =>
    makeCms({
      signers: [
        {
          identity: signer,
          attributes: standard =>
            derOrder(
              { ...standard, signingTime: attribute(cmsOids.signingTime, utcTime(time)) },
              'streebog512',
            ),
        },
      ],
      content,
      attached: true,
    });
  const unclaimed = () =>
    makeCms({
      signers: [
        { identity: signer, attributes: ({ contentType, messageDigest }) => [contentType, messageDigest] },
      ],
      content,
      attached: true,
    });

  // The certificate is valid throughout 2026; the root is as well, so only this step is looked at.
  it.each([
    ['within the term', claim('260615120000Z'), '2026-06-15', 'ok'],
    ['on the last second', claim('260615120000Z'), '2026-12-31T23:59:59Z', 'ok'],
    ['later, claimed within', claim('260615120000Z'), '2027-06-15', 'unknown validity.expired'],
    ['later, claimed later', claim('270115120000Z'), '2027-06-15', 'failed validity.expired'],
    ['later, claimed earlier', claim('250115120000Z'), '2027-06-15', 'failed validity.expired'],
    ['later, nothing claimed', unclaimed(), '2027-06-15', 'unknown validity.expired'],
    ['earlier', claim('260615120000Z'), '2025-06-15', 'failed validity.not-yet'],
  ])('%s', async (_, signature, at, expected) => {
    const report = await check(await signature, { at: new Date(at) });
    expect(step(report.signers[0], 'validity')).toBe(expected);
    expect(report.valid).toBe(expected === 'ok');
  });

  it('gives the day in words’ own form', async () => {
    const report = await check(await attached(), { at: new Date('2027-06-15') });
    expect(report.signers[0]?.steps.find(({ name }) => name === 'validity')?.params).toEqual({
      date: '31.12.2026',
    });
  });
});

describe('the document', () => {
  it('may stand beside an attached signature when it is the same', async () => {
    expect((await check(await attached(), { content: bytesSource(content) })).valid).toBe(true);
  });

  it.each([
    ['another', utf8ToBytes('Шарт № 8')],
    ['shorter', content.subarray(1)],
    ['longer', concatBytes(content, content)],
    ['empty', new Uint8Array()],
  ])('beside an attached signature must be the same: %s', async (_, other) => {
    const report = await check(await attached(), { content: bytesSource(other) });
    expect(step(report.signers[0], 'digest')).toBe('failed content.unexpected');
    expect(step(report.signers[0], 'signature')).toBe('ok');
    expect(report.verdict).toBe('invalid');
  });

  it('is needed for a detached signature', async () => {
    await expect(check(await detached())).rejects.toMatchObject({ code: 'content.missing' });
  });

  it('is read once, however many hash functions its signers used', async () => {
    const signers = families.map(family => ({ identity: rootAndSigner(family).signer }));
    const signature = await makeCms({ signers, content });
    let bytesRead = 0;
    const counting: ByteSource = {
      size: content.length,
      read: (offset, length) => {
        const piece = content.subarray(offset, offset + length);
        bytesRead += piece.length;
        return Promise.resolve(piece);
      },
    };
    expect((await check(signature, { content: counting })).verdict).toBe('valid');
    expect(bytesRead).toBe(content.length);
  });

  it('that became shorter while it was read is reported as changed', async () => {
    const shrunk = { ...bytesSource(content), size: content.length + 5 };
    const error = check(await detached(), { content: shrunk, name: 'шарт.txt' });
    await expect(error).rejects.toMatchObject({ code: 'document.changed', params: { file: 'шарт.txt' } });
  });

  it('is not read on once the check is stopped', async () => {
    const error = check(await detached(), { content: bytesSource(content), signal: { aborted: true } });
    await expect(error).rejects.toMatchObject({ code: 'host.cancelled' });
  });
});

describe('hostile input', () => {
  async function outcome(bytes: Uint8Array): Promise<string> {
    try {
      return (await check(bytes, { content: bytesSource(content) })).verdict;
    } catch (error) {
      if (error instanceof TanbaError) return error.code;
      throw error;
    }
  }

  it('cut anywhere is refused', async () => {
    for (const whole of [await attached(), asBer(await attached(), { content, pieceLength: 5 })]) {
      for (let length = 0; length < whole.length; length++) {
        expect(['cms.not-cms', 'cms.malformed']).toContain(await outcome(whole.slice(0, length)));
      }
    }
  });

  it('of any bytes is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async bytes => {
        expect(await outcome(bytes)).toMatch(/^cms\./);
        expect(await outcome(concatBytes(Uint8Array.of(0x30, 0x80), bytes))).toMatch(/^cms\./);
      }),
      { numRuns: 500 },
    );
  });

  it('changed anywhere gives a report or an error of ours, quickly', async () => {
    const sources = [
      await attached(),
      await detached(),
      asBer(await attached(), { content, pieceLength: 3 }),
      pem('CMS', await attached()),
    ];
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 8 }),
      insert: fc.uint8Array({ maxLength: 8 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (source, changes) => {
          let bytes = source;
          for (const { at, remove, insert } of changes) {
            const from = at % bytes.length;
            bytes = concatBytes(bytes.subarray(0, from), insert, bytes.subarray(from + remove));
          }
          expect(await costOf(() => outcome(bytes))).toBeLessThan(2_000);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of 64 signers and 200 certificates that all fit costs less than two seconds', async () => {
    const other = issue({
      name: person,
      seed: 'many',
      family: 'GOST-2015-512',
      issuer: root,
      extensions: asSigner,
    });
    const honest = await makeCms({ signers: [{ identity: other }], content, attached: true });
    // Each certificate differs in its signature, so that no two links are the same.
    const certificates = Array.from({ length: 200 }, (_, index) =>
      other.certificate.der.map((octet, at) => (at === other.certificate.der.length - 1 ? index : octet)),
    );
    const signers = Array.from({ length: 64 }, () => ({
      identity: other,
      signature: (right: Uint8Array) => right.map(o => o ^ 1),
    }));
    const bytes = await makeCms({ signers, content, attached: true, certificates });
    expect((await check(honest)).verdict).toBe('valid');
    const cost = await costOf(async () => expect((await check(bytes)).verdict).toBe('invalid'));
    expect(cost).toBeLessThan(2_000);
  });

  it('of 70 MB of base64 is refused by its size', async () => {
    const huge: ByteSource = {
      size: 70_000_000,
      read: (_, length) => Promise.resolve(new Uint8Array(length).fill(0x4d)),
    };
    const error = verifyCms({ signature: huge, content: null, anchors, at: midTerm, name: 'шарт.cms' });
    await expect(error).rejects.toMatchObject({
      code: 'document.too-large',
      params: { file: 'шарт.cms', limit: '64 MiB' },
    });
  });

  it('with octets nested 10,000 deep inside a certificate is passed over', async () => {
    let nested = octets(Uint8Array.of(5, 0));
    for (let i = 0; i < 10_000; i++) nested = octets(nested);
    const certificates = [derElement(0x30, nested), signer.certificate.der];
    const bytes = await makeCms({ signers: [{ identity: signer }], content, attached: true, certificates });
    expect(await outcome(bytes)).toBe('valid');
  });
});
