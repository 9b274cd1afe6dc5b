/**
 * Makes an X.509 v3 certificate (RFC 5280 §4.1). Only the sandbox and tests issue; the application never does.
 */
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import { copyBytes } from '../bytes.ts';
import type { NameAttribute } from './names.ts';

/** One attribute to write into a name; each becomes an RDN of its own, in the order given. */
export interface EncodedAttribute extends NameAttribute {
  /** The string type: country and serialNumber are printable, domain components and e-mail are ia5 (RFC 5280 appendix A). */
  readonly encoding: 'utf8' | 'printable' | 'ia5';
}

export interface CertificateExtension {
  /** Dotted OID. */
  readonly oid: string;
  readonly critical: boolean;
  /** DER of the extension's value, without the OCTET STRING around it. */
  readonly value: Uint8Array;
}

export interface CertificateContent {
  readonly subject: readonly EncodedAttribute[];
  readonly issuer: readonly EncodedAttribute[];
  /** Big-endian; made positive and minimal in the encoding. */
  readonly serial: Uint8Array;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** SubjectPublicKeyInfo, DER. */
  readonly spkiDer: Uint8Array;
  readonly extensions: readonly CertificateExtension[];
}

export interface CertificateSigner {
  /** OID of the signature algorithm; НУЦ РК writes it with NULL parameters, whatever the family. */
  readonly signatureOid: string;
  /** The signature over the TBSCertificate, as the BIT STRING holds it: GOST r ‖ s little-endian, RSA big-endian. */
  readonly sign: (tbsDer: Uint8Array) => Uint8Array;
}

/** Makes and signs a certificate; returns its DER. */
export function issueCertificate(content: CertificateContent, signer: CertificateSigner): Uint8Array {
  const signatureAlgorithm = new AlgorithmIdentifier({ algorithm: signer.signatureOid, parameters: null });
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: toBuffer(positiveInteger(content.serial)),
    signature: signatureAlgorithm,
    issuer: toName(content.issuer),
    validity: new Validity({ notBefore: content.notBefore, notAfter: content.notAfter }),
    subject: toName(content.subject),
    subjectPublicKeyInfo: AsnConvert.parse(content.spkiDer, SubjectPublicKeyInfo),
    extensions: new Extensions(content.extensions.map(toExtension)),
  });
  const tbsDer = new Uint8Array(AsnConvert.serialize(tbsCertificate));
  const signatureValue = toBuffer(signer.sign(tbsDer));
  return new Uint8Array(
    AsnConvert.serialize(new Certificate({ tbsCertificate, signatureAlgorithm, signatureValue })),
  );
}

function toName(attributes: readonly EncodedAttribute[]): Name {
  return new Name(attributes.map(attribute => new RelativeDistinguishedName([toAttribute(attribute)])));
}

const STRINGS = {
  utf8: (value: string) => new AttributeValue({ utf8String: value }),
  printable: (value: string) => new AttributeValue({ printableString: value }),
  ia5: (value: string) => new AttributeValue({ ia5String: value }),
} as const;

function toAttribute({ oid, value, encoding }: EncodedAttribute): AttributeTypeAndValue {
  return new AttributeTypeAndValue({ type: oid, value: STRINGS[encoding](value) });
}

function toExtension({ oid, critical, value }: CertificateExtension): Extension {
  return new Extension({ extnID: oid, critical, extnValue: new OctetString(value) });
}

/** INTEGER contents: no needless zeros in front, one where the top bit would make the number negative. */
function positiveInteger(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex(byte => byte !== 0);
  const minimal = first < 0 ? Uint8Array.of(0) : bytes.subarray(first);
  return minimal[0]! >= 0x80 ? Uint8Array.of(0, ...minimal) : minimal;
}

function toBuffer(bytes: Uint8Array): ArrayBuffer {
  return copyBytes(bytes).buffer;
}
