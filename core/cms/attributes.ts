/** Signed and unsigned attributes (RFC 5652 §5.3, §11; RFC 5035), read strictly. */
import { readAlgorithm } from '../asn1/algorithm.ts';
import { malformed } from '../asn1/asn1-error.ts';
import { derElement } from '../asn1/definite.ts';
import { Fields, elementsOf, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { inDerOrder } from '../asn1/set-of.ts';
import { tags } from '../asn1/tlv.ts';
import { readIntegerHex, readOid, readTime } from '../asn1/values.ts';
import { copyBytes, equalBytes } from '../bytes.ts';
import { digestByOid } from '../crypto/algorithms.ts';
import type { DigestName } from '../crypto/digest.ts';
import { cmsOids } from './oids.ts';

/** The signer's certificate as a signed attribute names it. */
export interface CertificateReference {
  readonly digestName: DigestName;
  readonly hash: Uint8Array;
  /** Serial number, where it is given too. */
  readonly serial: string | null;
}

export interface SignedAttributeValues {
  readonly contentType: string;
  readonly messageDigest: Uint8Array;
  readonly signingTime: Date | null;
  /** From signingCertificate and signingCertificateV2; all of them must mean the same certificate. */
  readonly certificates: readonly CertificateReference[];
}

const maxAttributes = 64;
const maxValues = 64;

/**
 * Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF ANY }: values by type.
 * @throws Asn1Error also where a type stands twice: readers would differ on which one counts
 */
function readAttributes(content: Uint8Array): ReadonlyMap<string, readonly Element[]> {
  const attributes = new Map<string, readonly Element[]>();
  for (const attribute of elementsOf(content, maxAttributes, tags.sequence)) {
    const fields = new Fields(attribute.content);
    const type = readOid(fields.take(tags.oid));
    const values = elementsOf(fields.take(tags.set).content, maxValues);
    fields.end();
    if (attributes.has(type)) throw malformed('an attribute stands twice');
    attributes.set(type, values);
  }
  return attributes;
}

/**
 * The attributes that a verification needs.
 * @param content of `signedAttrs`, without its header
 * @throws Asn1Error where contentType or messageDigest is missing, or one of those read has not exactly one value
 */
export function readSignedAttributes(content: Uint8Array): SignedAttributeValues {
  const attributes = readAttributes(content);
  const single = (type: string): Element | null => {
    const values = attributes.get(type);
    if (values === undefined) return null;
    const [value] = values;
    if (value === undefined || values.length !== 1) throw malformed('an attribute without exactly one value');
    return value;
  };
  const contentType = single(cmsOids.contentType);
  const messageDigest = single(cmsOids.messageDigest);
  if (contentType === null || messageDigest?.tag !== tags.octetString)
    throw malformed('an attribute is missing');
  const signingTime = single(cmsOids.signingTime);
  const references = [single(cmsOids.signingCertificate), single(cmsOids.signingCertificateV2)].map(
    (value, index) => value && readReference(value, index === 0 ? 'sha1' : 'sha256'),
  );
  return {
    contentType: readOid(contentType),
    messageDigest: messageDigest.content,
    signingTime: signingTime && readTime(signingTime),
    certificates: references.filter(reference => reference !== null),
  };
}

//  SigningCertificate[V2] ::= SEQUENCE { certs SEQUENCE OF ESSCertID[v2], policies OPTIONAL }, the signer's ID first
//  ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT sha256, certHash OCTET STRING, issuerSerial OPTIONAL }
//  ESSCertID has no hashAlgorithm and is always SHA-1.
function readReference(value: Element, assumed: DigestName): CertificateReference {
  const certs = new Fields(soleElement(value.raw, tags.sequence).content).take(tags.sequence);
  const fields = new Fields(new Fields(certs.content).take(tags.sequence).content);
  const algorithm = fields.optional(tags.sequence);
  const digestName = algorithm === null ? assumed : digestByOid(readAlgorithm(algorithm).oid);
  if (digestName === undefined) throw malformed('unknown hash function of a certificate reference');
  const hash = fields.take(tags.octetString).content;
  const issuerSerial = fields.optional(tags.sequence);
  fields.end();
  return { digestName, hash, serial: issuerSerial && readSerial(issuerSerial) };
}

//  IssuerSerial ::= SEQUENCE { issuer GeneralNames, serialNumber INTEGER }
function readSerial(element: Element): string {
  const fields = new Fields(element.content);
  fields.take(tags.sequence);
  return readIntegerHex(fields.take(tags.integer));
}

/**
 * What the signature may be over: the attributes as they stand, under the tag of SET (RFC 5652 §5.4), and where that is
 * something else, their DER. Some encoders sign the one and write the other.
 */
export function signedForms(attributes: Element): readonly Uint8Array[] {
  const members = elementsOf(attributes.content, maxAttributes, tags.sequence).map(({ raw }) => raw);
  const asTheyStand = copyBytes(attributes.raw);
  asTheyStand[0] = tags.set;
  const der = derElement(tags.set, ...inDerOrder(members));
  return equalBytes(asTheyStand, der) ? [der] : [asTheyStand, der];
}

/**
 * The time-stamp tokens in unsigned attributes, as they stand; several may stand there.
 * @throws Asn1Error
 */
export function timestampTokens(unsigned: Element | null): readonly Uint8Array[] {
  if (unsigned === null) return [];
  return elementsOf(unsigned.content, maxAttributes, tags.sequence).flatMap(({ content }) => {
    const fields = new Fields(content);
    if (readOid(fields.take(tags.oid)) !== cmsOids.timeStampToken) return [];
    return elementsOf(fields.take(tags.set).content, maxValues).map(({ raw }) => raw);
  });
}

/**
 * Whether a content reads as signed attributes. A signature over such a content without attributes of its own may be
 * somebody's signature of another document, its attributes passed off as the content.
 */
export function looksLikeAttributes(content: Uint8Array): boolean {
  try {
    readSignedAttributes(soleElement(content, tags.set).content);
    return true;
  } catch {
    return false;
  }
}
