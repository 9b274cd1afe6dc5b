/** Taking CMS apart gives the same pieces, whatever lengths and splits it was written with. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asBer, makeCms, octets, oid, sequence } from '../../tests/support/cms-maker.ts';
import { costOf } from '../../tests/support/cost.ts';
import { rootAndSigner } from '../../tests/support/pki.ts';
import { Asn1Error } from '../asn1/asn1-error.ts';
import { bytesSource } from '../asn1/byte-source.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { derElement } from '../asn1/definite.ts';
import { bytesToHex, concatBytes, copyBytes } from '../bytes.ts';
import { cmsOids } from './oids.ts';
import { splitSignedData } from './split.ts';

const { signer } = rootAndSigner('GOST-2004');
const shape = (content: Uint8Array) => ({ signers: [{ identity: signer }], content, attached: true });

async function contentOf(source: ByteSource): Promise<Uint8Array | null> {
  const { content } = await splitSignedData(source);
  if (content === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of content.chunks()) chunks.push(copyBytes(chunk));
  return concatBytes(...chunks);
}

/** A source that gives at most `most` bytes at once and reuses its buffer, one of Node's, as a file's may. */
function grudging(bytes: Uint8Array, most: number): ByteSource {
  const buffer = Buffer.alloc(most);
  return {
    size: bytes.length,
    read: (offset, length) => {
      const piece = bytes.subarray(offset, offset + Math.min(length, most));
      buffer.fill(0xee).set(piece);
      return Promise.resolve(buffer.subarray(0, piece.length));
    },
  };
}

describe('splitSignedData', () => {
  it('finds the content and leaves a detached signature', async () => {
    const content = new Uint8Array(300).fill(7);
    const detached = await makeCms({ ...shape(content), attached: false });
    const { skeleton } = await splitSignedData(bytesSource(await makeCms(shape(content))));
    expect(bytesToHex(skeleton)).toBe(bytesToHex(detached));
    expect(await contentOf(bytesSource(detached))).toBeNull();
  });

  it('gives the same for every way of writing lengths', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 401 }),
        async (content, pieceLength) => {
          const der = await makeCms(shape(content));
          const ber = asBer(der, { content, pieceLength });
          const { skeleton } = await splitSignedData(bytesSource(ber));
          expect(bytesToHex(skeleton)).toBe(bytesToHex((await splitSignedData(bytesSource(der))).skeleton));
          expect(await contentOf(bytesSource(ber))).toEqual(content);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('reads a source whose buffer is reused', async () => {
    const content = new Uint8Array(600_000).map((_, index) => index * 7);
    const der = await makeCms(shape(content));
    for (const bytes of [der, asBer(der, { content, pieceLength: 1_000 })]) {
      expect(bytesToHex((await contentOf(grudging(bytes, 100_000)))!)).toBe(bytesToHex(content));
    }
  });

  it('refuses a content in millions of pieces within a second', async () => {
    const piece = octets(Uint8Array.of(1));
    const pieces = new Uint8Array(30_000_000);
    for (let at = 0; at < pieces.length; at += piece.length) pieces.set(piece, at);
    for (const wrapped of [
      derElement(0x24, pieces),
      concatBytes(Uint8Array.of(0x24, 0x80), pieces, new Uint8Array(2)),
    ]) {
      const bytes = await makeCms({ ...shape(new Uint8Array()), encapsulated: wrapped });
      const cost = await costOf(() => expect(contentOf(bytesSource(bytes))).rejects.toThrow(Asn1Error));
      expect(cost).toBeLessThan(1_000);
    }
  });

  it('refuses more than 16 MB beside the content', async () => {
    const bytes = await makeCms({
      ...shape(new Uint8Array()),
      certificates: [sequence(new Uint8Array(17_000_000))],
    });
    await expect(splitSignedData(bytesSource(bytes))).rejects.toThrow(Asn1Error);
  });

  it('refuses pieces inside each other more than 8 deep', async () => {
    let nested = octets(Uint8Array.of(1));
    for (let i = 0; i < 9; i++) nested = derElement(0x24, nested);
    const bytes = await makeCms({ ...shape(new Uint8Array()), encapsulated: nested });
    await expect(contentOf(bytesSource(bytes))).rejects.toThrow(Asn1Error);
  });

  it('refuses certificates nested 10,000 deep at once', async () => {
    let nested = sequence();
    for (let i = 0; i < 10_000; i++) nested = sequence(nested);
    const bytes = await makeCms({ ...shape(new Uint8Array()), certificates: [nested] });
    const cost = await costOf(() => expect(splitSignedData(bytesSource(bytes))).rejects.toThrow(Asn1Error));
    expect(cost).toBeLessThan(200);
  });

  it('looks at a few bytes of 100 MB of zeros', async () => {
    const zeros = new Uint8Array(100_000_000);
    const begun = concatBytes(sequence(oid(cmsOids.signedData)), zeros);
    const cost = await costOf(async () => {
      await expect(splitSignedData(bytesSource(zeros))).rejects.toMatchObject({ code: 'cms.not-cms' });
      await expect(splitSignedData(bytesSource(begun))).rejects.toThrow(Asn1Error);
    });
    expect(cost).toBeLessThan(200);
  });
});
