/** Certificate revocation lists and their deltas (RFC 5280 §5). A list may hold hundreds of thousands of entries: they stay bytes until asked. */
import { TanbaError } from '../../contract/errors/index.ts';
import { dearmour, looksLikeDer } from '../asn1/armour.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { elementAt, Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, guardAsn1, readHeader, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readTime } from '../asn1/values.ts';
import { equalBytes, hexToBytes } from '../bytes.ts';
import { dateText } from '../x509/dates.ts';
import { readAuthorityKeyId, splitExtensions } from '../x509/extensions.ts';
import type { RawExtension } from '../x509/extensions.ts';
import { signedObjectFault } from '../x509/signed-object.ts';
import type { SignedObject } from '../x509/signed-object.ts';
import { clockToleranceMs, good, unknown } from './status.ts';
import type { Issuer, RevocationStatus } from './status.ts';

export interface Crl extends SignedObject {
  readonly der: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly thisUpdate: Date;
  readonly nextUpdate: Date | null;
  /** CRLNumber in hex; compared as numbers. */
  readonly number: string | null;
  /** Of a delta: the number of the list that it adds to. */
  readonly baseNumber: string | null;
  readonly authorityKeyId: string | null;
  /** Content of revokedCertificates. */
  readonly entries: Uint8Array;
  /** Critical extensions that we do not understand; such a list says nothing to us (RFC 5280 §5.2). */
  readonly unknownCritical: readonly string[];
}

export interface CrlEntry {
  readonly revokedAt: Date;
  /** CRLReason (RFC 5280 §5.3.1), where it is given; 8 in a delta means: no longer revoked. */
  readonly reason: number | null;
}

const limits = { maxBytes: 64 * 1024 * 1024, maxElements: 8_000_000, maxDepth: 16 };
const removeFromCrl = 8;

const oids = {
  crlNumber: '2.5.29.20',
  deltaIndicator: '2.5.29.27',
  authorityKeyId: '2.5.29.35',
  reason: '2.5.29.21',
} as const;

/** НУЦ's lists are megabytes, and the same one is asked about each signer of a batch: by the identity of its bytes, which nobody writes to. */
const parsedLists = new WeakMap<Uint8Array, Crl>();

/**
 * Reads a list, DER or PEM.
 *
 *     CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
 *
 * @throws TanbaError `revocation.malformed`
 */
export function parseCrl(bytes: Uint8Array): Crl {
  const known = parsedLists.get(bytes);
  if (known !== undefined) return known;
  const list = orMalformed(() => {
    const der = looksLikeDer(bytes) ? bytes : (dearmour(bytes, 'crl')[0] ?? bytes);
    guardAsn1(der, limits);
    return readCrl(der);
  });
  parsedLists.set(bytes, list);
  return list;
}

function orMalformed<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Asn1Error) throw new TanbaError('revocation.malformed', {}, { cause });
    throw cause;
  }
}

function readCrl(der: Uint8Array): Crl {
  const fields = new Fields(soleElement(der, tags.sequence).content);
  const tbs = fields.take(tags.sequence);
  const algorithm = fields.take(tags.sequence);
  const signature = fields.take(tags.bitString).content.subarray(1);
  fields.end();
  const { innerOid, ...list } = readTbs(tbs.content);
  const { oid: signatureOid, parameters } = readAlgorithm(algorithm);
  // Outside of what is signed: nothing of its own may stand here.
  if (parameters && parameters.tag !== tags.null) throw malformed('parameters of a signature algorithm');
  // Only the OIDs: НУЦ's lists carry NULL parameters in one place and none in the other.
  if (innerOid !== signatureOid) throw malformed('two signature algorithms');
  return {
    der,
    tbs: tbs.raw,
    signatureOid,
    signature,
    ...list,
  };
}

//  TBSCertList ::= SEQUENCE { version INTEGER OPTIONAL, signature, issuer Name, thisUpdate Time, nextUpdate Time OPTIONAL,
//    revokedCertificates SEQUENCE OF … OPTIONAL, crlExtensions [0] EXPLICIT Extensions OPTIONAL }
function readTbs(content: Uint8Array) {
  const fields = new Fields(content);
  fields.optional(tags.integer);
  const innerOid = readAlgorithm(fields.take(tags.sequence)).oid;
  const issuerDer = fields.take(tags.sequence).raw;
  const thisUpdate = readTime(fields.take(tags.utcTime, tags.generalizedTime));
  const next = fields.optional(tags.utcTime) ?? fields.optional(tags.generalizedTime);
  const entries = fields.optional(tags.sequence)?.content ?? new Uint8Array(0);
  const wrapped = fields.optional(contextTag(0));
  const extensions = readExtensions(wrapped && soleElement(wrapped.content, tags.sequence));
  fields.end();
  const known: readonly string[] = Object.values(oids);
  const number = (oid: string) => {
    const value = extensions.get(oid)?.value;
    return value ? readIntegerHex(soleElement(value, tags.integer)) : null;
  };
  const keyId = extensions.get(oids.authorityKeyId);
  return {
    innerOid,
    issuerDer,
    thisUpdate,
    nextUpdate: next && readTime(next),
    entries,
    number: number(oids.crlNumber),
    baseNumber: number(oids.deltaIndicator),
    authorityKeyId: keyId ? readAuthorityKeyId(keyId.value) : null,
    unknownCritical: [...extensions]
      .filter(([oid, { critical }]) => critical && !known.includes(oid))
      .map(([oid]) => oid),
  };
}

/** Extensions by OID, from the element that wraps their SEQUENCE. */
function readExtensions(list: Element | null): Map<string, RawExtension> {
  return new Map(list ? splitExtensions(list.content).map(extension => [extension.oid, extension]) : []);
}

/**
 * The entry of a serial number (lower-case hex without its sign octet), or null. Walks the bytes; nothing is built for other
 * entries.
 * @throws TanbaError `revocation.malformed` for a list of something else: its entries were not looked at before
 */
export function findEntry(crl: Crl, serial: string): CrlEntry | null {
  return orMalformed(() => {
    const octets = hexToBytes(serial);
    for (let at = 0; at < crl.entries.length;) {
      const { headerLength, length } = readHeader(crl.entries, at);
      if (length === null) throw malformed('indefinite length');
      if (isNumber(crl.entries, at + headerLength, octets)) return readEntry(elementAt(crl.entries, at));
      at += headerLength + length;
    }
    return null;
  });
}

/** Whether the INTEGER at `at` is the number of these octets, with or without the zero that keeps it positive. */
function isNumber(bytes: Uint8Array, at: number, octets: Uint8Array): boolean {
  const { tag, headerLength, length } = readHeader(bytes, at);
  if (tag !== tags.integer || length === null || length === 0) throw malformed('an entry without a number');
  const sign = length - octets.length;
  const begin = at + headerLength;
  if (sign !== 0 && !(sign === 1 && bytes[begin] === 0 && bytes[begin + 1]! >= 0x80)) return false;
  return octets.every((octet, index) => octet === bytes[begin + sign + index]);
}

//  SEQUENCE { userCertificate INTEGER, revocationDate Time, crlEntryExtensions Extensions OPTIONAL }
function readEntry(entry: Element): CrlEntry {
  const fields = new Fields(entry.content);
  fields.take(tags.integer);
  const revokedAt = readTime(fields.take(tags.utcTime, tags.generalizedTime));
  const extensions = readExtensions(fields.optional(tags.sequence));
  const reason = extensions.get(oids.reason)?.value;
  return { revokedAt, reason: reason ? (elementAt(reason, 0).content[0] ?? null) : null };
}

export interface CrlRequest {
  /** Serial number of the certificate in question, lower-case hex. */
  readonly serial: string;
  readonly issuer: Issuer;
  readonly base: Crl;
  readonly delta?: Crl | null;
  /** The time for which the answer is wanted. */
  readonly at: Date;
  /** The clock: a list from later than this is none. `at` where it is left out. */
  readonly now?: Date;
}

/**
 * What a complete list, with a delta where there is one, says of a certificate. A list that is not the issuer's, has a wrong signature, is
 * over its term or sets conditions that we do not know says nothing: unknown.
 */
export function statusByCrl(request: CrlRequest): RevocationStatus {
  const { base, delta = null, issuer, serial, at, now = at } = request;
  const wrong = listFault(base, issuer, at, now) ?? (delta && deltaFault(base, delta, issuer, at, now));
  if (wrong) return wrong;
  const newest = delta ?? base;
  const entry = (delta && findEntry(delta, serial)) ?? findEntry(base, serial);
  if (!entry || entry.reason === removeFromCrl) return good(newest.thisUpdate, newest.nextUpdate);
  if (entry.revokedAt > at) return good(newest.thisUpdate, newest.nextUpdate, entry);
  return {
    status: 'revoked',
    code: 'revocation.revoked',
    params: { date: dateText(entry.revokedAt) },
    thisUpdate: newest.thisUpdate,
    nextUpdate: newest.nextUpdate,
    revokedAt: entry.revokedAt,
    reason: entry.reason,
  };
}

/** Whose key signed a list; hashing megabytes once is enough. */
const signers = new WeakMap<Crl, Uint8Array>();

function isSignedBy(crl: Crl, spkiDer: Uint8Array): boolean {
  const signer = signers.get(crl);
  if (signer !== undefined && equalBytes(signer, spkiDer)) return true;
  if (signedObjectFault(crl, spkiDer)) return false;
  signers.set(crl, spkiDer);
  return true;
}

function listFault(crl: Crl, issuer: Issuer, at: Date, now: Date): RevocationStatus | null {
  const sameKey = !crl.authorityKeyId || !issuer.subjectKeyId || crl.authorityKeyId === issuer.subjectKeyId;
  if (!equalBytes(crl.issuerDer, issuer.subjectDer) || !sameKey || crl.unknownCritical.length > 0)
    return unknown('revocation.unknown');
  if (!isSignedBy(crl, issuer.spkiDer)) return unknown('revocation.wrong-signature');
  // A list without nextUpdate is never known to be fresh; one from before `at` may miss what happened since.
  if (crl.nextUpdate && crl.nextUpdate < at)
    return unknown('revocation.stale', { date: dateText(crl.nextUpdate) });
  // Made after now: the clock of this computer is wrong, or the authority's.
  if (crl.thisUpdate.getTime() - clockToleranceMs > now.getTime())
    return unknown('revocation.stale', { date: dateText(crl.nextUpdate ?? crl.thisUpdate) });
  return null;
}

/** RFC 5280 §5.2.4: a delta fits a complete list of its base number or a later one, older than itself. */
function deltaFault(base: Crl, delta: Crl, issuer: Issuer, at: Date, now: Date): RevocationStatus | null {
  const wrong = listFault(delta, issuer, at, now);
  if (wrong) return wrong;
  const number = (hex: string | null) => (hex === null ? null : BigInt(`0x${hex}`));
  const [from, to, of] = [number(base.number), number(delta.number), number(delta.baseNumber)];
  const fits = from !== null && to !== null && of !== null && from >= of && to >= from;
  return fits ? null : unknown('revocation.unknown');
}
