/** Answers of an OCSP responder (RFC 6960 §4.2), read and judged. */
import { TanbaError } from '../../contract/errors/index.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { elementAt, elementsOf, Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, guardAsn1, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readOid, readTime, readWholeOctets } from '../asn1/values.ts';
import { digestByOid } from '../crypto/algorithms.ts';
import type { DigestName } from '../crypto/digest.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { splitExtensions } from '../x509/extensions.ts';
import type { SignedObject } from '../x509/signed-object.ts';

export interface SingleResponse {
  readonly digestName: DigestName;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
  readonly status: 'good' | 'revoked' | 'unknown';
  readonly revokedAt: Date | null;
  /** CRLReason; 6 is certificateHold. */
  readonly reason: number | null;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
}

export interface OcspResponse extends SignedObject {
  readonly responder: { readonly nameDer: Uint8Array } | { readonly keyHash: Uint8Array };
  readonly producedAt: Date;
  readonly responses: readonly SingleResponse[];
  readonly nonce: Uint8Array | null;
  /** extended-revoke (RFC 6960 §4.4.8): a certificate that was never issued is answered as revoked in 1970. */
  readonly extendedRevoke: boolean;
  readonly certificates: readonly Certificate[];
}

const limits = { maxBytes: 1024 * 1024, maxElements: 20_000 };
const maxListed = 64;
const oids = {
  basic: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  extendedRevoke: '1.3.6.1.5.5.7.48.1.9',
} as const;

/**
 * Reads an OCSPResponse with a basic response inside.
 *
 *     OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, responseBytes [0] SEQUENCE { responseType OID, response OCTET STRING } }
 *
 * @throws TanbaError `revocation.malformed`; `revocation.unavailable` where the responder only says why it does not answer
 */
export function parseOcspResponse(der: Uint8Array): OcspResponse {
  try {
    guardAsn1(der, limits);
    const basic = basicResponse(der);
    guardAsn1(basic, limits);
    return readBasic(basic);
  } catch (cause) {
    // A certificate that cannot be read is the responder's: said of the key, it would be taken for the signer's.
    const isUnreadable = cause instanceof TanbaError && cause.code === 'key.bad-certificate';
    if (cause instanceof Asn1Error || isUnreadable)
      throw new TanbaError('revocation.malformed', {}, { cause });
    throw cause;
  }
}

const enumerated = 0x0a;

function basicResponse(der: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(der, tags.sequence).content);
  const status = fields.take(enumerated).content[0];
  if (status !== 0) throw new TanbaError('revocation.unavailable', {});
  const bytes = new Fields(soleElement(fields.take(contextTag(0)).content, tags.sequence).content);
  if (readOid(bytes.take(tags.oid)) !== oids.basic) throw malformed('a response of another type');
  return bytes.take(tags.octetString).content;
}

//  BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING, certs [0] EXPLICIT SEQUENCE OF Certificate OPTIONAL }
function readBasic(der: Uint8Array): OcspResponse {
  const fields = new Fields(soleElement(der, tags.sequence).content);
  const tbs = fields.take(tags.sequence);
  const signatureOid = readAlgorithm(fields.take(tags.sequence)).oid;
  const signature = readWholeOctets(fields.take(tags.bitString));
  const wrapped = fields.optional(contextTag(0));
  fields.end();
  const ders = wrapped
    ? elementsOf(soleElement(wrapped.content, tags.sequence).content, maxListed, tags.sequence)
    : [];
  return {
    tbs: tbs.raw,
    signatureOid,
    signature,
    certificates: ders.map(element => parseCertificate(element.raw)),
    ...readData(tbs.content),
  };
}

//  ResponseData ::= SEQUENCE { version [0] DEFAULT v1, responderID CHOICE { byName [1], byKey [2] }, producedAt GeneralizedTime,
//    responses SEQUENCE OF SingleResponse, responseExtensions [1] EXPLICIT OPTIONAL }
function readData(content: Uint8Array) {
  const fields = new Fields(content);
  fields.optional(contextTag(0));
  const id = fields.take(contextTag(1), contextTag(2));
  const producedAt = readTime(fields.take(tags.generalizedTime));
  const responses = elementsOf(fields.take(tags.sequence).content, maxListed, tags.sequence).map(readSingle);
  const extensions = readExtensions(fields.optional(contextTag(1)));
  fields.end();
  const inner = elementAt(id.content, 0);
  const nonce = extensions.get(oids.nonce) ?? null;
  return {
    responder: id.tag === contextTag(1) ? { nameDer: inner.raw } : { keyHash: inner.content },
    producedAt,
    responses,
    nonce: nonce && readNonce(nonce),
    extendedRevoke: extensions.has(oids.extendedRevoke),
  };
}

/** The nonce is an OCTET STRING inside the extension's value; old responders leave that wrapping out. */
function readNonce(value: Uint8Array): Uint8Array {
  return value[0] === tags.octetString && value[1] === value.length - 2 ? value.subarray(2) : value;
}

function readExtensions(explicit: Element | null): Map<string, Uint8Array> {
  const list = explicit ? splitExtensions(soleElement(explicit.content, tags.sequence).content) : [];
  return new Map(list.map(({ oid, value }) => [oid, value]));
}

//  SingleResponse ::= SEQUENCE { certID, certStatus CHOICE { good [0], revoked [1], unknown [2] }, thisUpdate, nextUpdate [0] OPTIONAL, … }
function readSingle(element: Element): SingleResponse {
  const fields = new Fields(element.content);
  const id = readCertId(fields.take(tags.sequence));
  const status = fields.take(0x80, contextTag(0), contextTag(1), 0x82, contextTag(2));
  const thisUpdate = readTime(fields.take(tags.generalizedTime));
  const next = fields.optional(contextTag(0));
  return {
    ...id,
    ...readStatus(status),
    thisUpdate,
    nextUpdate: next && readTime(soleElement(next.content, tags.generalizedTime)),
  };
}

function readCertId(element: Element) {
  const fields = new Fields(element.content);
  const oid = readAlgorithm(fields.take(tags.sequence)).oid;
  const digestName = digestByOid(oid);
  if (digestName === undefined) throw malformed('an unknown hash in CertID');
  const nameHash = fields.take(tags.octetString).content;
  const keyHash = fields.take(tags.octetString).content;
  return { digestName, nameHash, keyHash, serial: readIntegerHex(fields.take(tags.integer)) };
}

//  RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, revocationReason [0] EXPLICIT CRLReason OPTIONAL }
function readStatus(element: Element): Pick<SingleResponse, 'status' | 'revokedAt' | 'reason'> {
  if (element.tag !== contextTag(1)) {
    const isGood = (element.tag & 0x1f) === 0;
    return { status: isGood ? 'good' : 'unknown', revokedAt: null, reason: null };
  }
  const fields = new Fields(element.content);
  const revokedAt = readTime(fields.take(tags.generalizedTime));
  const reason = fields.optional(contextTag(0));
  return {
    status: 'revoked',
    revokedAt,
    reason: reason && (soleElement(reason.content, enumerated).content[0] ?? null),
  };
}
