/** X.509 certificates (RFC 5280 §4.1), read once into plain, immutable values. */
import { TanbaError } from '../../contract/errors/index.ts';
import { dearmour, looksLikeDer, looksLikeText } from '../asn1/armour.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { toDefinite } from '../asn1/definite.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { contextTag, guardAsn1, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readTime, readWholeOctets } from '../asn1/values.ts';
import { copyBytes, equalBytes } from '../bytes.ts';
import { parseSignedData } from '../cms/parse.ts';
import { publicKeyFromSpki } from '../crypto/public-key.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import { readExtensions } from './extensions.ts';
import type { CertificateExtensions } from './extensions.ts';
import { nameText, readName } from './names.ts';
import type { NameAttribute } from './names.ts';

export interface Certificate extends CertificateExtensions {
  /** The whole certificate. */
  readonly der: Uint8Array;
  /** TBSCertificate exactly as it was signed. */
  readonly tbs: Uint8Array;
  /** Lower-case hex, without the sign octet. */
  readonly serial: string;
  /** The INTEGER as it stands. */
  readonly serialDer: Uint8Array;
  readonly issuerDer: Uint8Array;
  readonly subjectDer: Uint8Array;
  readonly issuer: string;
  readonly subject: string;
  readonly subjectName: readonly NameAttribute[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly spkiDer: Uint8Array;
  readonly signatureOid: string;
  /** GOST: r ‖ s, each little-endian; RSA: big-endian. */
  readonly signature: Uint8Array;
}

const limits = { maxBytes: 256 * 1024, maxElements: 5_000 };

/**
 * Reads one certificate.
 *
 *     Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm AlgorithmIdentifier, signatureValue BIT STRING }
 *
 * @param der DER, nothing after it
 * @throws TanbaError `key.bad-certificate`
 */
export function parseCertificate(der: Uint8Array): Certificate {
  return orBadCertificate(() => readCertificate(der));
}

function readCertificate(der: Uint8Array): Certificate {
  guardAsn1(der, limits);
  const fields = new Fields(soleElement(der, tags.sequence).content);
  const tbs = fields.take(tags.sequence);
  const algorithm = fields.take(tags.sequence);
  const signature = readWholeOctets(fields.take(tags.bitString));
  fields.end();
  const body = readTbs(tbs.content);
  // RFC 5280 §4.1.1.2: the algorithm outside must be the signed one inside.
  if (!equalBytes(body.algorithmDer, algorithm.raw)) throw malformed('two signature algorithms');
  const { algorithmDer, extensionsDer, ...rest } = body;
  return {
    der,
    tbs: tbs.raw,
    ...rest,
    ...readExtensions(extensionsDer),
    signatureOid: readAlgorithm(algorithm).oid,
    signature,
  };
}

//  TBSCertificate ::= SEQUENCE {
//    version [0] DEFAULT v1, serialNumber INTEGER, signature AlgorithmIdentifier, issuer Name, validity SEQUENCE,
//    subject Name, subjectPublicKeyInfo SEQUENCE, issuerUniqueID [1], subjectUniqueID [2], extensions [3] EXPLICIT }
function readTbs(content: Uint8Array) {
  const fields = new Fields(content);
  fields.optional(contextTag(0));
  const serial = fields.take(tags.integer);
  const algorithm = fields.take(tags.sequence);
  const issuer = fields.take(tags.sequence);
  const validity = new Fields(fields.take(tags.sequence).content);
  const notBefore = readTime(validity.take(tags.utcTime, tags.generalizedTime));
  const notAfter = readTime(validity.take(tags.utcTime, tags.generalizedTime));
  validity.end();
  const subject = fields.take(tags.sequence);
  const spki = fields.take(tags.sequence);
  fields.optional(0x81);
  fields.optional(0x82);
  const extensions = fields.optional(contextTag(3));
  fields.end();
  const subjectName = readName(subject.raw);
  return {
    serial: readIntegerHex(serial),
    serialDer: serial.raw,
    algorithmDer: algorithm.raw,
    issuerDer: issuer.raw,
    subjectDer: subject.raw,
    issuer: nameText(readName(issuer.raw)),
    subject: nameText(subjectName),
    subjectName,
    notBefore,
    notAfter,
    spkiDer: spki.raw,
    extensionsDer: extensions?.content ?? null,
  };
}

/**
 * The certificate's public key, read when first asked for.
 * @throws TanbaError `key.unsupported-algorithm`, `key.unknown-curve`, `key.point-off-curve`, `key.bad-certificate`
 */
export function publicKeyOf(certificate: Certificate): PublicKey {
  return cachedPublicKey(certificate.spkiDer);
}

/** Checking that a point is on its curve costs something, and the same authorities are asked for again and again. */
const publicKeys = new WeakMap<Uint8Array, PublicKey>();

/** publicKeyFromSpki() with a memory by the identity of the array, which nobody writes to. */
export function cachedPublicKey(spkiDer: Uint8Array): PublicKey {
  const known = publicKeys.get(spkiDer);
  if (known !== undefined) return known;
  const key = publicKeyFromSpki(spkiDer);
  publicKeys.set(spkiDer, key);
  return key;
}

/**
 * All certificates of a file: DER, one or several PEM blocks, bare base64, or a PKCS#7 bundle of certificates (.p7b) in any of
 * these forms. The bytes are copied.
 * @throws TanbaError `key.bad-certificate`, also where there is none
 */
export function parseCertificates(bytes: Uint8Array): Certificate[] {
  return orBadCertificate(() => {
    const ders = looksLikeDer(bytes)
      ? [copyBytes(bytes)]
      : looksLikeText(bytes)
        ? dearmour(bytes, 'certificate')
        : [];
    const certificates = ders.flatMap(certificateDers).map(readCertificate);
    if (certificates.length === 0) throw malformed('no certificate');
    return certificates;
  });
}

/** A certificate begins with a SEQUENCE, a ContentInfo with its type. */
function certificateDers(der: Uint8Array): readonly Uint8Array[] {
  guardAsn1(der);
  const definite = toDefinite(der);
  const bundle = new Fields(soleElement(definite, tags.sequence).content).optional(tags.oid) !== null;
  return bundle ? parseSignedData(definite).certificates : [der];
}

function orBadCertificate<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Asn1Error) throw new TanbaError('key.bad-certificate', {}, { cause });
    throw cause;
  }
}
