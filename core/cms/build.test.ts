/** The shape of what we make: that of NCALayer, byte by byte where its bytes are known. */
import { ContentInfo, SignedData } from '@peculiar/asn1-cms';
import { AsnConvert } from '@peculiar/asn1-schema';
import { describe, expect, it } from 'vitest';
import { families, midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { bytesSource } from '../asn1/byte-source.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { elementsOf, soleElement } from '../asn1/elements.ts';
import { bytesToHex, concatBytes, utf8ToBytes } from '../bytes.ts';
import { keyAlgorithms } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import { envelopeAround, finishDetached, prepareSignerInfo } from './build.ts';
import { splitSignedData } from './split.ts';

const content = utf8ToBytes('test123');

async function made(family: (typeof families)[number]) {
  const { signer } = rootAndSigner(family);
  const { digest: digestName } = keyAlgorithms[family];
  const contentDigest = digest(digestName, content);
  const prepared = prepareSignerInfo({
    certificate: signer.certificate,
    contentDigest,
    signingTime: midTerm,
  });
  const signature = await signer.signDigest(prepared.digestName, prepared.digest);
  return { signer, prepared, signature, contentDigest };
}

const contentType = '301806092a864886f70d010903310b06092a864886f70d010701';
const signingTime = '301c06092a864886f70d010905310f170d3236303631353132303030305a';
const attributesOf = {
  'GOST-2015-512': (hash: string, certificate: string) => [
    contentType,
    signingTime,
    `3037060b2a864886f70d010910022f31283026302430220420${certificate}`,
    `304f06092a864886f70d01090431420440${hash}`,
  ],
  'GOST-2004': (hash: string, certificate: string) => [
    contentType,
    signingTime,
    `302f06092a864886f70d01090431220420${hash}`,
    `3037060b2a864886f70d010910022f31283026302430220420${certificate}`,
  ],
};

describe.each(families)('a signature by a key of %s', family => {
  it('has signed attributes in the order of DER', async () => {
    const { prepared, signer, contentDigest } = await made(family);
    const certificate = bytesToHex(digest('sha256', signer.certificate.der));
    const expected = attributesOf[family === 'GOST-2015-512' ? family : 'GOST-2004'](
      bytesToHex(contentDigest),
      certificate,
    );
    const attributes = elementsOf(soleElement(prepared.toBeSigned, 0x31).content, 10);
    expect(attributes.map(({ raw }) => bytesToHex(raw))).toEqual(expected);
  });

  it('holds what NCALayer’s holds, and nothing else', async () => {
    const { prepared, signature, signer } = await made(family);
    const info = AsnConvert.parse(finishDetached(prepared, signature), ContentInfo);
    const data = AsnConvert.parse(info.content, SignedData);
    const [signerInfo] = data.signerInfos;
    const { digestOid, signatureOid } = keyAlgorithms[family];
    expect(data.version).toBe(1);
    expect(data.digestAlgorithms.map(({ algorithm, parameters }) => [algorithm, parameters])).toEqual([
      [digestOid, null],
    ]);
    expect(data.encapContentInfo.eContent).toBeUndefined();
    expect(
      data.certificates?.map(choice => bytesToHex(new Uint8Array(AsnConvert.serialize(choice)))),
    ).toEqual([bytesToHex(signer.certificate.der)]);
    expect(data.crls).toBeUndefined();
    expect(signerInfo?.version).toBe(1);
    expect(signerInfo?.sid.issuerAndSerialNumber).toBeDefined();
    expect([signerInfo?.signatureAlgorithm.algorithm, signerInfo?.signatureAlgorithm.parameters]).toEqual([
      signatureOid,
      null,
    ]);
    expect(signerInfo?.unsignedAttrs).toBeUndefined();
    expect(new Uint8Array(signerInfo!.signature.buffer)).toEqual(signature);
  });

  it.each([0, 1, 100, 127, 128, 255, 256, 65_535, 65_536, 200_000])(
    'around %i bytes is what the library writes',
    async length => {
      const { prepared, signature } = await made(family);
      const { prefix, suffix } = envelopeAround(finishDetached(prepared, signature), length);
      const attached = concatBytes(prefix, new Uint8Array(length).fill(0x5a), suffix);
      const info = AsnConvert.parse(attached, ContentInfo);
      const data = AsnConvert.parse(info.content, SignedData);
      expect(data.encapContentInfo.eContent?.single?.byteLength).toBe(length);
      info.content = AsnConvert.serialize(data);
      expect(bytesToHex(new Uint8Array(AsnConvert.serialize(info)))).toBe(bytesToHex(attached));
    },
  );
});

it('has room for 5 TB of content', async () => {
  const { prepared, signature } = await made('GOST-2015-512');
  const length = 5_000_000_000_000;
  const { prefix, suffix } = envelopeAround(finishDetached(prepared, signature), length);
  const { skeleton, content: embedded } = await splitSignedData(around(prefix, length, suffix));
  expect(embedded?.size).toBe(length);
  expect(bytesToHex(skeleton)).toBe(bytesToHex(finishDetached(prepared, signature)));
});

/** A file that begins and ends as given and of whose middle nothing is read. */
function around(prefix: Uint8Array, length: number, suffix: Uint8Array): ByteSource {
  const end = prefix.length + length;
  return {
    size: end + suffix.length,
    read: (offset, count) =>
      offset >= end
        ? bytesSource(suffix).read(offset - end, count)
        : bytesSource(concatBytes(prefix, new Uint8Array(64))).read(offset, count),
  };
}
