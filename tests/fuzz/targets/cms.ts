/** CMS: DER, BER and armoured, attached and detached. */
import { dearmour, looksLikeDer } from '../../../core/asn1/armour.ts';
import { bytesSource, chunksOf } from '../../../core/asn1/byte-source.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { bytesToHex, concatBytes } from '../../../core/bytes.ts';
import { splitSignedData } from '../../../core/cms/split.ts';
import { createDigester, digest } from '../../../core/crypto/digest.ts';
import { verifyCms } from '../../../core/signing/verify-document.ts';
import { parseCertificate } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import type { TrustAnchor } from '../../../core/x509/chain.ts';
import {
  algorithm,
  asBer,
  issuerAndSerial,
  makeCms,
  octets,
  oid,
  sequence,
  set,
  small,
} from '../../support/cms-maker.ts';
import { midTerm, rootAndSigner } from '../../support/pki.ts';
import { readVectors } from '../../vectors/read-vector.ts';
import { mutateDer } from '../mutators/der.ts';
import { provenSigners } from '../proven.ts';
import { sampleAnchors, samples } from '../samples.ts';
import type { Claims, Seed, Target } from '../target.ts';

interface Trust {
  readonly content: Uint8Array | null;
  readonly anchors: readonly TrustAnchor[];
  readonly at: Date;
}

/** Who signed which content, when. */
async function read(input: Uint8Array, { content, anchors, at }: Trust): Promise<Claims> {
  const beside = content === null ? null : bytesSource(content);
  const report = await verifyCms({ signature: bytesSource(input), content: beside, anchors, at });
  const signers = provenSigners(report);
  if (signers.length === 0) return [];
  const signed = await contentDigest(input, content);
  return signers.map(signer => `${signer} ${signed}`);
}

async function contentDigest(input: Uint8Array, beside: Uint8Array | null): Promise<string> {
  const der = looksLikeDer(input) ? input : dearmour(input, 'cms')[0]!;
  const { content } = await splitSignedData(bytesSource(der));
  const digester = createDigester('sha256');
  for await (const chunk of content?.chunks() ?? chunksOf(bytesSource(beside!))) digester.update(chunk);
  return bytesToHex(digester.finish());
}

const seedOf = (name: string, bytes: Uint8Array, trust: Trust): Seed => ({
  name,
  bytes,
  read: input => read(input, trust),
});

function vectorSeeds(): Seed[] {
  return readVectors(import.meta.dirname, '..', '..', 'vectors', 'cms').map(vector =>
    seedOf(vector.name, vector.file(), {
      content: vector.has('content') ? vector.bytes('content') : null,
      anchors: [anchorFromCertificate(parseCertificate(vector.bytes('trust')))],
      at: new Date(vector.text('at')),
    }),
  );
}

function sampleSeeds(): Seed[] {
  const anchors = sampleAnchors();
  const content = new TextEncoder().encode('test123');
  return samples(['cms']).map(({ name, bytes }) =>
    seedOf(name, bytes, { content: name.includes('DETACHED') ? content : null, anchors, at: midTerm }),
  );
}

const rsa = rootAndSigner('RSA');
const gost = rootAndSigner('GOST-2015-512');
const trust: Trust = {
  content: null,
  anchors: [rsa, gost].map(({ root }) => anchorFromCertificate(root.certificate)),
  at: midTerm,
};

async function madeSeeds(): Promise<Seed[]> {
  const content = new Uint8Array(3_000).map((_unused, index) => index);
  const two = await makeCms({
    signers: [{ identity: rsa.signer }, { identity: gost.signer }],
    content,
    attached: true,
  });
  return [
    seedOf('two families', two, trust),
    seedOf('two families, BER', asBer(two, { content, pieceLength: 700 }), trust),
  ];
}

/** A ContentInfo with one signer whose fields may be anything. */
function withSigner(...fields: readonly Uint8Array[]): Uint8Array {
  return skeleton([sequence(...fields)]);
}

function skeleton(signers: readonly Uint8Array[], certificates: readonly Uint8Array[] = []): Uint8Array {
  const data = sequence(
    small(1),
    set(algorithm('1.2.398.3.10.1.3.3')),
    sequence(oid('1.2.840.113549.1.7.1'), derElement(0xa0, octets(Uint8Array.of(1)))),
    derElement(0xa0, ...certificates),
    set(...signers),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), derElement(0xa0, data));
}

const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024);

/** What an attacker would send who wants the program to stand still. */
function costly(): readonly Seed[] {
  const id = issuerAndSerial(gost.signer);
  const gostOid = algorithm('1.2.398.3.10.1.3.3');
  const signature = octets(new Uint8Array(128));
  const nulls = (count: number) =>
    megabytes(1)
      .subarray(0, 2 * count)
      .map((_unused, at) => (at % 2 === 0 ? 5 : 0));
  const unsigned = (...attributes: readonly Uint8Array[]) =>
    withSigner(small(1), id, gostOid, derElement(0xa0), gostOid, signature, derElement(0xa1, ...attributes));
  const opened = new Uint8Array(2 * 55).map((_unused, at) => (at % 2 === 0 ? 0x30 : 0x80));
  const deep = concatBytes(opened, octets(megabytes(15)), new Uint8Array(2 * 55));
  const digits = (count: number) =>
    concatBytes(Uint8Array.of(0x2a), new Uint8Array(count).fill(0xff), Uint8Array.of(1));
  const certificate = gost.signer.certificate.der;

  const files: Readonly<Record<string, Uint8Array>> = {
    '15 MB in 55 wrappers of indefinite length': skeleton([], [deep]),
    'an identifier of 1 MB': unsigned(sequence(derElement(6, digits(1_000_000)), set())),
    'an identifier of 15 MB': unsigned(sequence(derElement(6, digits(15_000_000)), set())),
    'an algorithm with 190,000 parameters': withSigner(
      small(1),
      id,
      sequence(oid('1.2.3'), sequence(nulls(190_000))),
      gostOid,
      signature,
    ),
    'an algorithm named by 1 MB': withSigner(
      small(1),
      id,
      sequence(derElement(6, digits(1_000_000))),
      gostOid,
      signature,
    ),
    '256 certificates and 64 signers': skeleton(
      Array.from({ length: 64 }, () =>
        sequence(small(1), id, gostOid, algorithm('1.2.398.3.10.1.1.2.3.2'), signature),
      ),
      Array.from({ length: 256 }, () => certificate),
    ),
    '256 certificates of 60 KB': skeleton(
      [],
      Array.from({ length: 256 }, () => fatCertificate()),
    ),
    'a serial number of 15 MB': withSigner(
      small(1),
      sequence(gost.signer.certificate.issuerDer, derElement(2, megabytes(15).fill(1))),
      gostOid,
      gostOid,
      signature,
    ),
    'a content in tiny pieces': tinyPieces(),
  };
  return Object.entries(files).map(([name, bytes]) => seedOf(name, bytes, trust));
}

/** The signer's certificate with a name of 700 attributes. */
function fatCertificate(): Uint8Array {
  const { certificate } = gost.signer;
  const attribute = set(sequence(oid('2.5.4.3'), derElement(12, new Uint8Array(60).fill(0x41))));
  const name = sequence(...Array.from({ length: 700 }, () => attribute));
  const subjectAt = indexOf(certificate.tbs, certificate.subjectDer);
  const body = certificate.tbs.subarray(4);
  const tbs = sequence(
    body.subarray(0, subjectAt - 4),
    name,
    body.subarray(subjectAt - 4 + certificate.subjectDer.length),
  );
  return sequence(
    tbs,
    algorithm(certificate.signatureOid),
    derElement(3, Uint8Array.of(0), digest('sha512', tbs)),
  );
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes).indexOf(Buffer.from(part));
}

function tinyPieces(): Uint8Array {
  const piece = octets(Uint8Array.of(7));
  const pieces = megabytes(24).map((_unused, at) => piece[at % piece.length]!);
  const content = derElement(0x24, pieces);
  const data = sequence(
    small(1),
    set(),
    sequence(oid('1.2.840.113549.1.7.1'), derElement(0xa0, content)),
    set(),
  );
  return sequence(oid('1.2.840.113549.1.7.2'), derElement(0xa0, data));
}

export const cms: Target = {
  name: 'cms',
  share: 1_500,
  mutate: mutateDer,
  seeds: async () => [...vectorSeeds(), ...(await madeSeeds()), ...sampleSeeds()],
  costly,
};
