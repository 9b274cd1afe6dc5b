/** Certificate extensions that we understand (RFC 5280 §4.2.1), read into plain values. */
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { Fields, elementsOf, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { readOid, readSmallInteger } from '../asn1/values.ts';
import { bytesToHex, bytesToLatin1 } from '../bytes.ts';

export const extensionOids = {
  subjectKeyId: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  policies: '2.5.29.32',
  authorityKeyId: '2.5.29.35',
  extKeyUsage: '2.5.29.37',
  /** Where the key is kept: SEQUENCE { OBJECT IDENTIFIER }, of НУЦ РК. */
  keyMedium: '1.2.398.3.3.5',
} as const;

/** id-pkix-ocsp-nocheck (RFC 6960 §4.2.2.2.1): of no account to a path. */
const ocspNoCheck = '1.3.6.1.5.5.7.48.1.5';

/** Extensions that say where an authority's services are. They are hints, never critical, and no part of the judgement over a path. */
const addressOids = {
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
  crlDistributionPoints: '2.5.29.31',
  freshestCrl: '2.5.29.46',
} as const;

/** accessMethod id-ad-ocsp (RFC 5280 §4.2.2.1). */
const ocspMethod = '1.3.6.1.5.5.7.48.1';

/** Bits of KeyUsage in their order (RFC 5280 §4.2.1.3). */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsageName = (typeof keyUsages)[number];

/** Where to ask about a certificate: http and https addresses, each once, in their order. */
export interface RevocationAddresses {
  readonly ocsp: readonly string[];
  readonly crls: readonly string[];
  readonly deltaCrls: readonly string[];
}

export interface CertificateExtensions {
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** Null where the extension is absent: every use is then allowed. */
  readonly keyUsage: ReadonlySet<KeyUsageName> | null;
  readonly extKeyUsage: { readonly oids: readonly string[]; readonly critical: boolean } | null;
  readonly policies: readonly string[];
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null;
  readonly email: string | null;
  /** OID under 1.2.398.3.3.5, or null. */
  readonly keyMedium: string | null;
  readonly revocationAddresses: RevocationAddresses;
  /** The authority says that nobody need ask whether this responder's certificate was revoked. */
  readonly ocspNoCheck: boolean;
  /** OIDs of all critical extensions, known or not. */
  readonly critical: readonly string[];
}

/** One extension, its value still DER. */
export interface RawExtension {
  readonly oid: string;
  readonly critical: boolean;
  readonly value: Uint8Array;
}

const maxExtensions = 64;
/** Members of the lists inside extensions. */
const maxListed = 256;

/** Reads the content of `extensions [3]`; null where a certificate has none. */
export function readExtensions(explicit: Uint8Array | null): CertificateExtensions {
  const all = explicit === null ? [] : splitExtensions(soleElement(explicit, tags.sequence).content);
  const byOid = new Map(all.map(extension => [extension.oid, extension]));
  // RFC 5280 §4.2: one instance of each; with two, readers would differ on which one counts.
  if (byOid.size !== all.length) throw malformed('an extension stands twice');
  const read = <T>(oid: string, reader: (value: Uint8Array) => T): T | null => {
    const extension = byOid.get(oid);
    return extension === undefined ? null : reader(extension.value);
  };
  const usages = read(extensionOids.extKeyUsage, readOids);
  const addresses = (oid: string, reader: (value: Uint8Array) => readonly string[]): readonly string[] =>
    read(oid, value => [...new Set(orNone(() => reader(value)))]) ?? [];
  return {
    subjectKeyId: read(extensionOids.subjectKeyId, readKeyId),
    authorityKeyId: read(extensionOids.authorityKeyId, readAuthorityKeyId),
    keyUsage: read(extensionOids.keyUsage, readKeyUsage),
    extKeyUsage: usages && {
      oids: usages,
      critical: byOid.get(extensionOids.extKeyUsage)?.critical ?? false,
    },
    policies: read(extensionOids.policies, readPolicies) ?? [],
    basicConstraints: read(extensionOids.basicConstraints, readBasicConstraints),
    email: read(extensionOids.subjectAltName, readEmail),
    keyMedium: read(extensionOids.keyMedium, readOids)?.[0] ?? null,
    revocationAddresses: {
      ocsp: addresses(addressOids.authorityInfoAccess, readOcspAddresses),
      crls: addresses(addressOids.crlDistributionPoints, readDistributionPoints),
      deltaCrls: addresses(addressOids.freshestCrl, readDistributionPoints),
    },
    ocspNoCheck: byOid.has(ocspNoCheck),
    critical: all.filter(({ critical }) => critical).map(({ oid }) => oid),
  };
}

//  Extension ::= SEQUENCE { extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
export function splitExtensions(content: Uint8Array): RawExtension[] {
  return elementsOf(content, maxExtensions, tags.sequence).map(element => {
    const fields = new Fields(element.content);
    const oid = readOid(fields.take(tags.oid));
    const critical = isTrue(fields.optional(tags.boolean));
    const { content: value } = fields.take(tags.octetString);
    fields.end();
    return { oid, critical, value };
  });
}

/** BER takes any octet but zero for TRUE; absent is the default of both places that we read, FALSE. */
function isTrue(element: Element | null): boolean {
  return element?.content.some(octet => octet !== 0) ?? false;
}

function readKeyId(value: Uint8Array): string {
  return bytesToHex(soleElement(value, tags.octetString).content);
}

//  AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] OPTIONAL, authorityCertIssuer [1], authorityCertSerialNumber [2] }
export function readAuthorityKeyId(value: Uint8Array): string | null {
  const keyId = new Fields(soleElement(value, tags.sequence).content).optional(0x80);
  return keyId && bytesToHex(keyId.content);
}

//  KeyUsage ::= BIT STRING, the most significant bit of the first octet being bit 0
function readKeyUsage(value: Uint8Array): ReadonlySet<KeyUsageName> {
  const [, ...octets] = soleElement(value, tags.bitString).content;
  return new Set(keyUsages.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0));
}

function readOids(value: Uint8Array): string[] {
  return elementsOf(soleElement(value, tags.sequence).content, maxListed, tags.oid).map(readOid);
}

//  CertificatePolicies ::= SEQUENCE OF SEQUENCE { policyIdentifier OBJECT IDENTIFIER, policyQualifiers OPTIONAL }
function readPolicies(value: Uint8Array): string[] {
  const policies = elementsOf(soleElement(value, tags.sequence).content, maxListed, tags.sequence);
  return policies.map(policy => readOid(new Fields(policy.content).take(tags.oid)));
}

//  BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }
function readBasicConstraints(value: Uint8Array) {
  const fields = new Fields(soleElement(value, tags.sequence).content);
  const ca = isTrue(fields.optional(tags.boolean));
  const pathLength = fields.optional(tags.integer);
  fields.end();
  return { ca, pathLength: pathLength && readSmallInteger(pathLength) };
}

/** The first rfc822Name ([1] IMPLICIT IA5String) of the alternative names. */
function readEmail(value: Uint8Array): string | null {
  const names = elementsOf(soleElement(value, tags.sequence).content, maxListed);
  const email = names.find(name => name.tag === 0x81);
  return email === undefined ? null : bytesToLatin1(email.content);
}

/** A hint that cannot be read is no hint; the certificate is as good without it. */
function orNone(read: () => readonly string[]): readonly string[] {
  try {
    return read();
  } catch (error) {
    if (error instanceof Asn1Error) return [];
    throw error;
  }
}

/** uniformResourceIdentifier [6] of a GeneralName. */
const uriTag = 0x86;

//  AuthorityInfoAccessSyntax ::= SEQUENCE OF SEQUENCE { accessMethod OBJECT IDENTIFIER, accessLocation GeneralName }
function readOcspAddresses(value: Uint8Array): readonly string[] {
  const list = elementsOf(soleElement(value, tags.sequence).content, maxListed, tags.sequence);
  return list.flatMap(element => {
    const fields = new Fields(element.content);
    const isOcsp = readOid(fields.take(tags.oid)) === ocspMethod;
    const location = isOcsp ? fields.optional(uriTag) : null;
    return location ? addressesIn(location) : [];
  });
}

//  CRLDistributionPoints ::= SEQUENCE OF SEQUENCE { distributionPoint [0] { fullName [0] GeneralNames | … } OPTIONAL, reasons [1], cRLIssuer [2] }
function readDistributionPoints(value: Uint8Array): readonly string[] {
  const points = elementsOf(soleElement(value, tags.sequence).content, maxListed, tags.sequence);
  return points.flatMap(point => {
    const name = new Fields(point.content).optional(contextTag(0));
    const full = name && new Fields(name.content).optional(contextTag(0));
    const names = full ? elementsOf(full.content, maxListed) : [];
    return names.filter(({ tag }) => tag === uriTag).flatMap(addressesIn);
  });
}

/** Two authorities of НУЦ РК have a piece of configuration in one name: two addresses on two lines, with `URL=` before the second. */
function addressesIn({ content }: Element): readonly string[] {
  const parts = bytesToLatin1(content).split(/\s+/);
  return parts.map(part => part.replace(/^URL=/, '')).filter(part => /^https?:\/\//i.test(part));
}
