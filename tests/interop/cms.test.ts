/** Signatures made by Kalkan, NCANode and НУЦ's native library: each holds, none after any bit of what it says is turned. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import type { VerificationReport } from '../../contract/report.ts';
import { elementsOf, soleElement } from '../../core/asn1/elements.ts';
import { readOid } from '../../core/asn1/values.ts';
import { bytesToHex, concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { signedForms } from '../../core/cms/attributes.ts';
import { parseSignedData } from '../../core/cms/parse.ts';
import type { ParsedSignerInfo } from '../../core/cms/parse.ts';
import { splitSignedData } from '../../core/cms/split.ts';
import { digest } from '../../core/crypto/digest.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import { signWith } from '../../native/software-signer.ts';
import { costOf } from '../support/cost.ts';
import { interopAnchor, interopFile, lacksInteropData } from './data.ts';

const test123 = utf8ToBytes('test123');

/** `at`: within the term of the signer's certificate; `claims`: what the signer says, which for these is after its end. */
const samples = [
  {
    file: 'NCANode_CmsIntegrationTest_SIGNED_CMS.cms',
    content: utf8ToBytes('lol_kek'),
    attached: true,
    at: '2021-06-01T00:00:00Z',
    signers: [
      { algorithm: 'RSA-2048', iin: '123456789011', bin: null, signedAt: '2022-10-01T18:52:19.000Z' },
    ],
  },
  {
    file: 'NCANode_CmsServiceTest_SIGNED_CMS_ONE_SIGNER.cms',
    content: test123,
    attached: true,
    at: '2021-06-01T00:00:00Z',
    signers: [
      { algorithm: 'RSA-2048', iin: '123456789011', bin: null, signedAt: '2022-09-28T14:40:30.000Z' },
    ],
  },
  {
    file: 'gokalkan_native_gost2004_testCMS.cms',
    content: utf8ToBytes('test'),
    attached: true,
    at: '2021-06-01T00:00:00Z',
    signers: [
      {
        algorithm: 'GOST-2004',
        iin: '123456789011',
        bin: '123456789021',
        signedAt: '2022-05-13T09:50:32.000Z',
      },
    ],
  },
  {
    file: 'NCANode_CmsServiceTest_SIGNED_DETACHED_CMS.cms',
    content: test123,
    attached: false,
    at: '2022-10-01T00:00:00Z',
    signers: [
      { algorithm: 'GOST-2015-512', iin: '123456789012', bin: null, signedAt: '2022-09-27T21:29:41.000Z' },
      { algorithm: 'RSA-2048', iin: '123456789011', bin: null, signedAt: '2022-09-27T21:29:41.000Z' },
    ],
  },
] as const;
type Sample = (typeof samples)[number];

const authorities = ['nca_gost_test.crt', 'nca_rsa_test.crt', 'nca_gost2022_test.cer'];
const anchors = () => authorities.map(name => interopAnchor('ca', 'test', name));

const verify = (
  sample: Sample,
  bytes: Uint8Array,
  at = sample.at as string,
  content: Uint8Array = sample.content,
) =>
  verifyCms({
    signature: bytesSource(bytes),
    content: sample.attached ? null : bytesSource(content),
    anchors: anchors(),
    at: new Date(at),
  });

const status = (report: VerificationReport, index: number, name: string) =>
  report.signers[index]?.steps.find(step => step.name === name)?.status;

/** Whether the mathematics of one signer hold: what it signed, and its signature. */
async function holds(
  sample: Sample,
  index: number,
  bytes: Uint8Array,
  content?: Uint8Array,
): Promise<boolean> {
  try {
    // Without anchors: chains are not what is asked here, and cost more than all the rest.
    const report = await verifyCms({
      signature: bytesSource(bytes),
      content: sample.attached ? null : bytesSource(content ?? sample.content),
      anchors: [],
      at: new Date(sample.at),
    });
    return ['format', 'digest', 'signature'].every(name => status(report, index, name) === 'ok');
  } catch (error) {
    if (error instanceof TanbaError) return false;
    throw error;
  }
}

const sampleBytes = (sample: Sample) => interopFile('cms', sample.file);

async function signersOf(bytes: Uint8Array): Promise<readonly ParsedSignerInfo[]> {
  return parseSignedData((await splitSignedData(bytesSource(bytes))).skeleton).signers;
}

/** Turns one bit of each byte of a part, a different one each time, and gives the offsets at which the signature still held. */
async function survivors(sample: Sample, index: number, part: Uint8Array): Promise<number[]> {
  const bytes = sampleBytes(sample);
  const start = Buffer.from(bytes).indexOf(part);
  expect(start).toBeGreaterThan(0);
  const found: number[] = [];
  for (let at = start; at < start + part.length; at++) {
    const bit = 1 << ((at * 5 + 3) % 8);
    if (await holds(sample, index, bytes.with(at, bytes[at]! ^ bit))) found.push(at - start);
  }
  return found;
}

const each = samples.flatMap(sample =>
  sample.signers.map((signer, index) => ({ sample, index, name: `${sample.file}, ${signer.algorithm}` })),
);
const ownCases = 4;

describe.skipIf(lacksInteropData('CMS', samples.length + 4 * each.length + ownCases))('CMS of НУЦ РК', () => {
  it.each(samples)('$file names its signers', async sample => {
    const report = await verify(sample, sampleBytes(sample));
    expect(report).toMatchObject({ attached: sample.attached, signers: sample.signers });
    // The two signers of the detached one were never valid at the same time: one ended before the other began.
    const together = sample.signers.length === 1;
    expect(report.verdict).toBe(together ? 'valid' : 'invalid');
  });

  describe.each(each)('$name', ({ sample, index }) => {
    it('holds in every step at a time within its certificate’s term', async () => {
      const at = index === 0 ? sample.at : '2021-06-01T00:00:00Z';
      const report = await verify(sample, sampleBytes(sample), at);
      const steps = ['format', 'digest', 'signature', 'purpose', 'chain', 'validity'];
      expect(steps.map(name => status(report, index, name))).toEqual(steps.map(() => 'ok'));
    });

    it('does not hold over any other content', async () => {
      const bytes = sampleBytes(sample);
      if (sample.attached) {
        const [...offsets] = await survivors(sample, index, sample.content);
        expect(offsets).toEqual([]);
        return;
      }
      for (let at = 0; at < sample.content.length; at++) {
        const changed = sample.content.with(at, sample.content[at]! ^ (1 << (at % 8)));
        expect(await holds(sample, index, bytes, changed)).toBe(false);
      }
    });

    it('does not hold once a bit of any byte of its attributes is turned', async () => {
      const signer = (await signersOf(sampleBytes(sample)))[index]!;
      expect(await survivors(sample, index, signer.signedAttributes!.raw)).toEqual([]);
    });

    it('does not hold once a bit of any byte of its signature is turned', async () => {
      const signer = (await signersOf(sampleBytes(sample)))[index]!;
      expect(await survivors(sample, index, signer.signature)).toEqual([]);
    });
  });

  it('changed anywhere gives a report or an error of ours within two seconds', async () => {
    const change = fc.record({
      at: fc.nat(),
      remove: fc.nat({ max: 16 }),
      insert: fc.uint8Array({ maxLength: 16 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (sample, changes) => {
          const bytes = changes.reduce((before, { at, remove, insert }) => {
            const from = at % before.length;
            return concatBytes(before.subarray(0, from), insert, before.subarray(from + remove));
          }, sampleBytes(sample));
          expect(await costOf(() => holds(sample, 0, bytes))).toBeLessThan(2_000);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is what our own key makes of the same attributes: RSA signatures are the same each time', async () => {
    const sample = samples[0];
    const signer = (await signersOf(sampleBytes(sample)))[0]!;
    const key = keyOf('2018-2022-legacy/NCANode_INDIVIDUAL_VALID_SIGN_2004.p12', 'Qwerty12');
    const [attributes] = signedForms(signer.signedAttributes!);
    expect(bytesToHex(await key.signDigest('sha256', digest('sha256', attributes!)))).toBe(
      bytesToHex(signer.signature),
    );
  });

  it.each([
    [
      'GOST-2004',
      'gokalkan_native_gost2004_testCMS.cms',
      'test',
      '2018-2022-legacy/gokalkan_2022_gost1_gost2004.p12',
      'Qwerty12',
    ],
    [
      'GOST-2015-512',
      'NCANode_CmsServiceTest_SIGNED_DETACHED_CMS.cms',
      'test123',
      '2022-gost512/NCANode_INDIVIDUAL_VALID_2015.p12',
      'Aa123456',
    ],
  ])('has the shape that ours has: %s', async (_, file, content, path, password) => {
    const theirs = interopFile('cms', file);
    const ours = await made(keyOf(path, password), utf8ToBytes(content));
    const [reference] = await signersOf(theirs);
    const [own] = await signersOf(ours);
    // The native library writes the key's OID in the place of the signature's; NCANode leaves out signingCertificateV2.
    expect(own).toMatchObject({ digestOid: reference!.digestOid, unsignedAttributes: null });
    expect(own!.signature).toHaveLength(reference!.signature.length);
    const withReference = attributeShapes(reference!);
    expect(attributeShapes(own!).filter(shape => withReference.includes(shape))).toEqual(withReference);
    expect((await verifyOwn(ours, path)).signers[0]).toMatchObject({
      iin: expect.stringMatching(/^\d{12}$/),
    });
  });
});

function keyOf(path: string, password: string): Signer {
  const { entries } = openPkcs12(interopFile('p12', ...path.split('/')), utf8ToBytes(password), path);
  const { privateKey, certificateDer } = entries[0]!;
  return {
    certificate: parseCertificate(certificateDer),
    signDigest: (name, hash) => Promise.resolve(signWith(privateKey, name, hash)),
  };
}

async function made(signer: Signer, content: Uint8Array): Promise<Uint8Array> {
  const request = {
    content: bytesSource(content),
    name: 'x',
    signer,
    detached: false,
    signingTime: new Date('2022-06-01'),
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of signCms(request)) pieces.push(piece.slice());
  return concatBytes(...pieces);
}

async function verifyOwn(bytes: Uint8Array, path: string): Promise<VerificationReport> {
  const at = path.startsWith('2022') ? '2022-10-01' : '2022-06-01';
  const report = await verifyCms({
    signature: bytesSource(bytes),
    content: null,
    anchors: anchors(),
    at: new Date(at),
  });
  expect(report.verdict).toBe('valid');
  return report;
}

/** Type of each attribute with the tags and lengths of what is in it: `1.2.840.113549.1.9.5 31:15 17:13`. */
function attributeShapes({ signedAttributes }: ParsedSignerInfo): string[] {
  return elementsOf(signedAttributes!.content, 10).map(attribute => {
    const [type, values] = elementsOf(soleElement(attribute.raw, 0x30).content, 2);
    const value = elementsOf(values!.content, 1)[0]!;
    const parts = [values!, value].map(({ tag, content }) => `${tag.toString(16)}:${content.length}`);
    return [readOid(type!), ...parts].join(' ');
  });
}
