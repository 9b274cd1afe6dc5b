/**
 * What is inside a key file once its MAC was found right: bags with keys and bags with certificates.
 *
 *     AuthenticatedSafe ::= SEQUENCE OF ContentInfo                                        RFC 7292 §4.1
 *     SafeContents ::= SEQUENCE OF SafeBag                                                 RFC 7292 §4.2
 *     SafeBag ::= SEQUENCE { bagId OBJECT IDENTIFIER, bagValue [0] EXPLICIT ANY, bagAttributes SET OF PKCS12Attribute OPTIONAL }
 *     PKCS12Attribute ::= SEQUENCE { attrId OBJECT IDENTIFIER, attrValues SET OF ANY }
 *     CertBag ::= SEQUENCE { certId OBJECT IDENTIFIER, certValue [0] EXPLICIT OCTET STRING }
 *     EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }
 *     EncryptedData ::= SEQUENCE { version INTEGER, EncryptedContentInfo }                 RFC 5652 §8
 *     EncryptedContentInfo ::= SEQUENCE {
 *       contentType OBJECT IDENTIFIER, contentEncryptionAlgorithm AlgorithmIdentifier, encryptedContent [0] IMPLICIT OCTET STRING }
 */
import { malformed } from '../asn1/asn1-error.ts';
import { elementsOf, Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { bytesToHex, concatBytes, copyBytes, zeroize } from '../bytes.ts';
import { decrypt, known, readScheme } from './encryption.ts';
import type { Opening } from './encryption.ts';
import { contentTypes, innerSequence, readContentInfo } from './pfx.ts';

interface BagNames {
  readonly friendlyName: string | null;
  /** Hex; ties a key to its certificate. */
  readonly localKeyId: string | null;
}

export interface KeyBag extends BagNames {
  /** PrivateKeyInfo; the caller zeroes it. */
  readonly privateKeyInfo: Uint8Array;
}

export interface CertificateBag extends BagNames {
  readonly certificateDer: Uint8Array;
}

export interface Bags {
  readonly keys: KeyBag[];
  readonly certificates: CertificateBag[];
}

export const bagTypes = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
} as const;

export const bagAttributes = {
  friendlyName: '1.2.840.113549.1.9.20',
  localKeyId: '1.2.840.113549.1.9.21',
} as const;

export const x509Certificate = '1.2.840.113549.1.9.22.1';

/** More than anybody has: each key costs a decryption and a multiplication, each certificate the check of a point. */
const maxContents = 16;
const maxBags = 64;
const maxAttributes = 32;
const maxSegments = 20_000;

/**
 * Reads and decrypts every bag; bags that hold neither a key nor a certificate are passed over.
 * @param safe the octets of the AuthenticatedSafe
 * @returns copies: the input and what was decrypted can be zeroed
 * @throws TanbaError; Asn1Error
 */
export function readBags(safe: Uint8Array, opening: Opening): Bags {
  const bags: Bags = { keys: [], certificates: [] };
  for (const element of elementsOf(innerSequence(safe).content, maxContents, tags.sequence)) {
    const { contentType, content } = readContentInfo(element);
    if (contentType === contentTypes.data) {
      readContents(soleElement(content, tags.octetString).content, bags, opening);
    } else {
      // Contents may also be enveloped for a recipient's public key (RFC 7292 §3.1); nobody does that.
      known({ [contentTypes.encryptedData]: true }, contentType, opening.store);
      const plain = decryptContents(soleElement(content, tags.sequence), opening);
      readContents(plain, bags, opening);
      zeroize(plain);
    }
  }
  return bags;
}

function decryptContents(encryptedData: Element, opening: Opening): Uint8Array {
  const outer = new Fields(encryptedData.content);
  outer.take(tags.integer);
  const fields = new Fields(outer.take(tags.sequence).content);
  fields.take(tags.oid);
  const scheme = readScheme(fields.take(tags.sequence), opening.store);
  const encrypted = implicitOctets(fields.take(0x80, contextTag(0)));
  fields.end();
  return decrypt(scheme, encrypted, opening);
}

/** [0] IMPLICIT OCTET STRING: primitive, or in segments as НУЦ writes it. */
function implicitOctets({ tag, content }: Element): Uint8Array {
  if (tag === 0x80) return content;
  return concatBytes(...elementsOf(content, maxSegments, tags.octetString).map(segment => segment.content));
}

function readContents(contents: Uint8Array, bags: Bags, opening: Opening): void {
  const left = maxBags - bags.keys.length - bags.certificates.length;
  for (const bag of elementsOf(innerSequence(contents).content, left, tags.sequence)) {
    const fields = new Fields(bag.content);
    const type = readOid(fields.take(tags.oid));
    const value = fields.take(contextTag(0)).content;
    const names = readNames(fields.optional(tags.set));
    fields.end();
    bagReaders[type]?.(value, names, bags, opening);
  }
}

type BagReader = (value: Uint8Array, names: BagNames, bags: Bags, opening: Opening) => void;

const bagReaders: Readonly<Record<string, BagReader>> = {
  [bagTypes.key]: (value, names, bags) => {
    bags.keys.push({ ...names, privateKeyInfo: copyBytes(value) });
  },
  [bagTypes.shroudedKey]: (value, names, bags, opening) => {
    const fields = new Fields(soleElement(value, tags.sequence).content);
    const scheme = readScheme(fields.take(tags.sequence), opening.store);
    const encrypted = fields.take(tags.octetString).content;
    fields.end();
    bags.keys.push({ ...names, privateKeyInfo: decrypt(scheme, encrypted, opening) });
  },
  [bagTypes.certificate]: (value, names, bags) => {
    const fields = new Fields(soleElement(value, tags.sequence).content);
    const type = readOid(fields.take(tags.oid));
    const wrapped = fields.take(contextTag(0)).content;
    fields.end();
    if (type !== x509Certificate) return;
    bags.certificates.push({
      ...names,
      certificateDer: copyBytes(soleElement(wrapped, tags.octetString).content),
    });
  },
};

function readNames(attributes: Element | null): BagNames {
  const values = new Map<string, Element>();
  for (const attribute of attributes === null
    ? []
    : elementsOf(attributes.content, maxAttributes, tags.sequence)) {
    const fields = new Fields(attribute.content);
    const oid = readOid(fields.take(tags.oid));
    const [first] = elementsOf(fields.take(tags.set).content, maxAttributes);
    fields.end();
    if (first !== undefined) values.set(oid, first);
  }
  const name = values.get(bagAttributes.friendlyName);
  const id = values.get(bagAttributes.localKeyId);
  return {
    friendlyName: name === undefined ? null : bmpText(name),
    localKeyId: id === undefined ? null : bytesToHex(id.content),
  };
}

const bmpString = 0x1e;

function bmpText({ tag, content }: Element): string {
  if (tag !== bmpString || content.length % 2 !== 0) throw malformed('a name that is no BMPString');
  let text = '';
  for (let at = 0; at < content.length; at += 2)
    text += String.fromCharCode((content[at]! << 8) | content[at + 1]!);
  return text;
}
