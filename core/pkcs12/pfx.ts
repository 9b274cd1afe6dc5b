/**
 * The outer shell of a key file: is it one, is it whole, and does its MAC say that the password is right.
 *
 *     PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }   RFC 7292 §4
 *     MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
 *     DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
 *     ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY }
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { Asn1Error } from '../asn1/asn1-error.ts';
import type { Asn1Reason } from '../asn1/asn1-error.ts';
import { toDefinite } from '../asn1/definite.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, guardAsn1, readHeader, tags } from '../asn1/tlv.ts';
import type { Asn1Limits } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { equalBytes, zeroize } from '../bytes.ts';
import { hmac } from '../crypto/hmac.ts';
import { known, readIterations } from './encryption.ts';
import type { Opening } from './encryption.ts';
import { derivePkcs12 } from './kdf.ts';
import type { HashName } from './kdf.ts';

/** A key file of НУЦ has 2 to 4 KB; a megabyte has room for hundreds of certificates. */
export const maxPkcs12Bytes = 1024 * 1024;

const limits: Asn1Limits = { maxBytes: maxPkcs12Bytes, maxDepth: 32, maxElements: 20_000 };

export const contentTypes = { data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6' } as const;

/** Hash functions of the MAC, with the lengths of their results in bytes. */
export const macHashes: Readonly<Record<string, { readonly name: HashName; readonly length: number }>> = {
  '1.3.14.3.2.26': { name: 'sha1', length: 20 },
  '2.16.840.1.101.3.4.2.1': { name: 'sha256', length: 32 },
  '2.16.840.1.101.3.4.2.2': { name: 'sha384', length: 48 },
  '2.16.840.1.101.3.4.2.3': { name: 'sha512', length: 64 },
};

/**
 * The octets of the AuthenticatedSafe, once their MAC was found right.
 * @throws TanbaError keystore.not-pkcs12, .truncated, .damaged, .nested-too-deep, .too-large, .unprotected,
 *   .unsupported-cipher, .too-many-iterations, and .pin-incorrect, which only ever means the MAC
 */
export function openPfx(bytes: Uint8Array, opening: Opening): Uint8Array {
  const { store } = opening;
  const pfx = readPfx(bytes, store);
  return orStoreError(store, () => {
    const fields = new Fields(pfx.content);
    fields.take(tags.integer);
    const { contentType, content } = readContentInfo(fields.take(tags.sequence));
    const mac = fields.optional(tags.sequence);
    fields.end();
    // The other way to protect a store is a signature by a public key (RFC 7292 §3.1); nobody uses it.
    known({ [contentTypes.data]: true }, contentType, store);
    if (mac === null) throw new TanbaError('keystore.unprotected', { store });
    const safe = soleElement(content, tags.octetString).content;
    checkMac(mac, safe, opening);
    return safe;
  });
}

function readPfx(bytes: Uint8Array, store: string): Element {
  if (bytes.length > maxPkcs12Bytes) throw storeError('too-large', store);
  // What does not begin as a SEQUENCE is not walked at all; what does may still be text that begins with a zero.
  if (bytes[0] !== tags.sequence) throw new TanbaError('keystore.not-pkcs12', { store });
  try {
    guardAsn1(bytes, limits);
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    const verdict = error.reason === 'too-deep' || error.reason === 'too-large' ? true : beginsAsPfx(bytes);
    throw verdict ? storeError(error.reason, store, error) : new TanbaError('keystore.not-pkcs12', { store });
  }
  if (!beginsAsPfx(bytes)) throw new TanbaError('keystore.not-pkcs12', { store });
  return orStoreError(store, () => soleElement(toDefinite(bytes), tags.sequence));
}

/** Version 3 as INTEGER, then the SEQUENCE of the ContentInfo. */
const beginning = [tags.integer, 1, 3, tags.sequence] as const;

/** Whether the bytes begin as a PFX does, as far as there are any. */
function beginsAsPfx(bytes: Uint8Array): boolean {
  try {
    const { headerLength } = readHeader(bytes, 0);
    return beginning.every((octet, index) => octet === (bytes[headerLength + index] ?? octet));
  } catch (error) {
    return error instanceof Asn1Error && error.reason === 'truncated';
  }
}

export function readContentInfo(element: Element): {
  readonly contentType: string;
  readonly content: Uint8Array;
} {
  const fields = new Fields(element.content);
  const contentType = readOid(fields.take(tags.oid));
  const { content } = fields.take(contextTag(0));
  fields.end();
  return { contentType, content };
}

function checkMac(macData: Element, safe: Uint8Array, { store, password, budget }: Opening): void {
  const fields = new Fields(macData.content);
  const info = new Fields(fields.take(tags.sequence).content);
  const salt = fields.take(tags.octetString).content;
  const count = fields.optional(tags.integer);
  fields.end();
  const hash = known(macHashes, readAlgorithm(info.take(tags.sequence)).oid, store);
  const expected = info.take(tags.octetString).content;
  info.end();
  const iterations = count === null ? 1 : readIterations(count, store);
  const key = derivePkcs12(password, { hash: hash.name, salt, iterations }, 'mac', hash.length, budget);
  const right = equalBytes(hmac(hash.name, key, safe), expected);
  zeroize(key);
  if (!right) throw new TanbaError('keystore.pin-incorrect', { store });
}

/** Guards and makes definite one inner layer: each OCTET STRING hides another BER encoding. */
export function innerSequence(bytes: Uint8Array): Element {
  guardAsn1(bytes, limits);
  return soleElement(toDefinite(bytes), tags.sequence);
}

/** Gives ASN.1 errors inside a whole file their code: an inner layer that ends too early was not cut off, it is wrong. */
export function orStoreError<T>(store: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error;
    throw storeError(error.reason === 'truncated' ? 'malformed' : error.reason, store, error);
  }
}

function storeError(reason: Asn1Reason, store: string, cause?: Asn1Error): TanbaError {
  const options = { cause };
  const errors = {
    'too-deep': () => new TanbaError('keystore.nested-too-deep', { store }, options),
    'too-large': () => new TanbaError('keystore.too-large', { store, limit: '1 MB' }, options),
    truncated: () => new TanbaError('keystore.truncated', { store }, options),
    malformed: () => new TanbaError('keystore.damaged', { store }, options),
  };
  return errors[reason]();
}
