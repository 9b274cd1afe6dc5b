/**
 * CMS of any shape, right or wrong, for vectors and tests: written by hand on purpose, so that it can do what
 * core/cms/build.ts never would, and so that a mistake there is not repeated here.
 */
import { ObjectIdentifier } from 'asn1js';
import { derElement } from '../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../core/asn1/elements.ts';
import { tags } from '../../core/asn1/tlv.ts';
import { bytesToBase64, concatBytes, hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { cmsOids } from '../../core/cms/oids.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import type { DigestName } from '../../core/crypto/digest.ts';
import { midTerm } from './pki.ts';
import type { Identity } from './pki.ts';

export const sequence = (...parts: readonly Uint8Array[]) => derElement(tags.sequence, ...parts);
export const set = (...parts: readonly Uint8Array[]) => derElement(tags.set, ...parts);
export const octets = (content: Uint8Array) => derElement(tags.octetString, content);
export const oid = (value: string) => new Uint8Array(new ObjectIdentifier({ value }).toBER());
export const small = (value: number) => derElement(tags.integer, Uint8Array.of(value));
export const algorithm = (value: string) => sequence(oid(value), Uint8Array.of(tags.null, 0));
export const utcTime = (text: string) => derElement(tags.utcTime, utf8ToBytes(text));

/** Attribute ::= SEQUENCE { attrType, attrValues SET OF } */
export const attribute = (type: string, ...values: readonly Uint8Array[]) =>
  sequence(oid(type), set(...values));

/** SigningCertificateV2 with the default hash function, or with the one named. */
export function signingCertificateV2(
  certificate: Uint8Array,
  hash?: { readonly oid: string; readonly name: DigestName },
) {
  const id = sequence(
    ...(hash === undefined ? [] : [algorithm(hash.oid)]),
    octets(digest(hash?.name ?? 'sha256', certificate)),
  );
  return attribute(cmsOids.signingCertificateV2, sequence(sequence(id)));
}

/** The four attributes of NCALayer, each to be replaced or left out. */
export interface Attributes {
  contentType: Uint8Array;
  signingTime: Uint8Array;
  signingCertificate: Uint8Array;
  messageDigest: Uint8Array;
}

export interface SignerShape {
  readonly identity: Identity;
  /** The encoded attributes in the order in which they are to stand; null for none at all. */
  readonly attributes?: (standard: Attributes) => readonly Uint8Array[] | null;
  /** The attributes that are signed, where they are others than those that stand there. */
  readonly signedInstead?: (standard: Attributes) => readonly Uint8Array[];
  readonly digestOid?: string;
  readonly digestName?: DigestName;
  readonly signatureOid?: string;
  readonly id?: Uint8Array;
  readonly version?: number;
  readonly signature?: (right: Uint8Array) => Uint8Array;
  readonly unsigned?: readonly Uint8Array[];
}

export interface CmsShape {
  readonly signers: readonly SignerShape[];
  readonly content: Uint8Array;
  readonly attached?: boolean;
  readonly contentType?: string;
  readonly version?: number;
  /** Those of the signers where nothing else is asked for. */
  readonly certificates?: readonly Uint8Array[];
  /** What the content info calls itself. */
  readonly infoType?: string;
  /** What stands in the place of the OCTET STRING with the content. */
  readonly encapsulated?: Uint8Array;
}

/** ContentInfo of the shape. */
export async function makeCms(shape: CmsShape): Promise<Uint8Array> {
  const signerInfos: Uint8Array[] = [];
  for (const signer of shape.signers) signerInfos.push(await makeSignerInfo(signer, shape));
  const digests = shape.signers.map(signer => algorithm(digestOidOf(signer)));
  const certificates = shape.certificates ?? shape.signers.map(({ identity }) => identity.certificate.der);
  const content = shape.encapsulated ?? octets(shape.content);
  const data = sequence(
    small(shape.version ?? 1),
    set(...digests),
    sequence(
      oid(shape.contentType ?? cmsOids.data),
      ...(shape.attached === true || shape.encapsulated ? [derElement(0xa0, content)] : []),
    ),
    ...(certificates.length === 0 ? [] : [derElement(0xa0, ...certificates)]),
    set(...signerInfos),
  );
  return sequence(oid(shape.infoType ?? cmsOids.signedData), derElement(0xa0, data));
}

function digestOidOf(signer: SignerShape): string {
  return signer.digestOid ?? keyAlgorithms[signer.identity.key.family].digestOid;
}

async function makeSignerInfo(signer: SignerShape, shape: CmsShape): Promise<Uint8Array> {
  const { identity } = signer;
  const family = keyAlgorithms[identity.key.family];
  const digestName = signer.digestName ?? family.digest;
  const standard = standardAttributes(
    identity,
    digest(digestName, shape.content),
    shape.contentType ?? cmsOids.data,
  );
  const inOrder = derOrder(standard, digestName);
  const attributes = signer.attributes === undefined ? inOrder : signer.attributes(standard);
  const signed = signer.signedInstead?.(standard) ?? attributes;
  const toBeSigned = signed === null ? shape.content : set(...signed);
  const right = await identity.signDigest(digestName, digest(digestName, toBeSigned));
  return sequence(
    small(signer.version ?? 1),
    signer.id ?? issuerAndSerial(identity),
    algorithm(digestOidOf(signer)),
    ...(attributes === null ? [] : [derElement(0xa0, ...attributes)]),
    algorithm(signer.signatureOid ?? family.signatureOid),
    octets(signer.signature?.(right) ?? right),
    ...(signer.unsigned === undefined ? [] : [derElement(0xa1, ...signer.unsigned)]),
  );
}

export function issuerAndSerial({ certificate }: Identity): Uint8Array {
  return sequence(certificate.issuerDer, certificate.serialDer);
}

/** SignerIdentifier by subjectKeyIdentifier, [0] IMPLICIT. */
export function keyId({ certificate }: Identity): Uint8Array {
  return derElement(0x80, hexToBytes(certificate.subjectKeyId!));
}

function standardAttributes({ certificate }: Identity, hash: Uint8Array, contentType: string): Attributes {
  const time = midTerm.toISOString().replace(/^20|\..*$|[-:T]/g, '');
  return {
    contentType: attribute(cmsOids.contentType, oid(contentType)),
    signingTime: attribute(cmsOids.signingTime, utcTime(`${time}Z`)),
    signingCertificate: signingCertificateV2(certificate.der),
    messageDigest: attribute(cmsOids.messageDigest, octets(hash)),
  };
}

/** The order of DER depends on lengths: a digest of 32 bytes stands before the reference to the certificate, one of 64 after it. */
export function derOrder(attributes: Attributes, digestName: DigestName): readonly Uint8Array[] {
  const { contentType, signingTime, signingCertificate, messageDigest } = attributes;
  return digestName === 'streebog512' || digestName === 'sha512'
    ? [contentType, signingTime, signingCertificate, messageDigest]
    : [contentType, signingTime, messageDigest, signingCertificate];
}

export function pem(label: string, der: Uint8Array): Uint8Array {
  const lines = bytesToBase64(der).replace(/.{64}(?=.)/g, '$&\n');
  return utf8ToBytes(`-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`);
}

/**
 * The same structure as streaming encoders write it: every constructed element of indefinite length, and the octet strings
 * whose content is `split` in pieces of the given length.
 */
export function asBer(
  der: Uint8Array,
  split: { readonly content: Uint8Array; readonly pieceLength: number },
): Uint8Array {
  const element = soleElement(der, der[0]!);
  if (element.tag === tags.octetString && sameBytes(element.content, split.content)) {
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < element.content.length; at += split.pieceLength) {
      pieces.push(octets(element.content.subarray(at, at + split.pieceLength)));
    }
    return indefinite(tags.constructedOctetString, pieces);
  }
  if ((element.tag & 0x20) === 0) return der;
  return indefinite(
    element.tag,
    children(element.content).map(child => asBer(child, split)),
  );
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((octet, index) => octet === b[index]);
}

function children(content: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let rest = content; rest.length > 0; rest = rest.subarray(found.at(-1)!.length)) {
    found.push(new Fields(rest).take(rest[0]!).raw);
  }
  return found;
}

function indefinite(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(Uint8Array.of(tag, 0x80), ...parts, new Uint8Array(2));
}
