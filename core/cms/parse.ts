/** Reads the skeleton of a SignedData (RFC 5652 §5) into plain values; what is signed stays as bytes. */
import { readAlgorithm } from '../asn1/algorithm.ts';
import { malformed } from '../asn1/asn1-error.ts';
import { Fields, elementsOf, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readOid, readSmallInteger } from '../asn1/values.ts';
import { bytesToHex } from '../bytes.ts';

/** Which certificate a signer means. */
export type SignerId =
  | { readonly kind: 'issuer-serial'; readonly issuerDer: Uint8Array; readonly serial: string }
  | { readonly kind: 'key-id'; readonly subjectKeyId: string };

export interface ParsedSignerInfo {
  readonly id: SignerId;
  readonly digestOid: string;
  /** Tagged [0]; null where the signature is over the content itself. */
  readonly signedAttributes: Element | null;
  readonly signatureOid: string;
  readonly signature: Uint8Array;
  /** Tagged [1]. */
  readonly unsignedAttributes: Element | null;
}

export interface ParsedSignedData {
  readonly contentType: string;
  /** X.509 certificates as they stand; attribute certificates and other formats are passed over. */
  readonly certificates: readonly Uint8Array[];
  readonly signers: readonly ParsedSignerInfo[];
}

const maxCertificates = 256;
const maxSigners = 64;
const maxAlgorithms = 64;
const maxRevocations = 10_000;
/** The longest hash, and room. */
const maxKeyIdLength = 128;

/**
 * @param skeleton what splitSignedData() gives
 * @throws Asn1Error
 */
export function parseSignedData(skeleton: Uint8Array): ParsedSignedData {
  const info = new Fields(soleElement(skeleton, tags.sequence).content);
  info.take(tags.oid);
  const data = new Fields(soleElement(info.take(contextTag(0)).content, tags.sequence).content);
  info.end();
  const version = readSmallInteger(data.take(tags.integer));
  if (version < 1 || version > 5) throw malformed('unknown version of SignedData');
  elementsOf(data.take(tags.set).content, maxAlgorithms, tags.sequence);
  const contentType = readOid(new Fields(data.take(tags.sequence).content).take(tags.oid));
  const certificates = elementsOf(data.optional(contextTag(0))?.content ?? nothing, maxCertificates);
  elementsOf(data.optional(contextTag(1))?.content ?? nothing, maxRevocations);
  const signers = elementsOf(data.take(tags.set).content, maxSigners, tags.sequence);
  data.end();
  return {
    contentType,
    certificates: certificates.filter(({ tag }) => tag === tags.sequence).map(({ raw }) => raw),
    signers: signers.map(signer => parseSignerInfo(signer.content)),
  };
}

const nothing = new Uint8Array();

//  SignerInfo ::= SEQUENCE {
//    version, sid, digestAlgorithm, signedAttrs [0] OPTIONAL, signatureAlgorithm, signature, unsignedAttrs [1] OPTIONAL }
function parseSignerInfo(content: Uint8Array): ParsedSignerInfo {
  const fields = new Fields(content);
  const version = readSmallInteger(fields.take(tags.integer));
  if (version !== 1 && version !== 3) throw malformed('unknown version of SignerInfo');
  const id = readSignerId(fields.take(tags.sequence, 0x80));
  const digestOid = readAlgorithm(fields.take(tags.sequence)).oid;
  const signedAttributes = fields.optional(contextTag(0));
  const signatureOid = readAlgorithm(fields.take(tags.sequence)).oid;
  const signature = fields.take(tags.octetString).content;
  const unsignedAttributes = fields.optional(contextTag(1));
  fields.end();
  return { id, digestOid, signedAttributes, signatureOid, signature, unsignedAttributes };
}

//  SignerIdentifier ::= CHOICE { issuerAndSerialNumber SEQUENCE, subjectKeyIdentifier [0] IMPLICIT OCTET STRING }
function readSignerId(element: Element): SignerId {
  if (element.tag !== tags.sequence) {
    if (element.content.length > maxKeyIdLength) throw malformed('a key identifier of that length');
    return { kind: 'key-id', subjectKeyId: bytesToHex(element.content) };
  }
  const fields = new Fields(element.content);
  const issuerDer = fields.take(tags.sequence).raw;
  const serial = readIntegerHex(fields.take(tags.integer));
  fields.end();
  return { kind: 'issuer-serial', issuerDer, serial };
}
