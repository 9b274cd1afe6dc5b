/**
 * CMS structures as we write them (RFC 5652 §5). The library has classes for most of them, but those take certificates and
 * names apart and put them together again; here whatever others have signed goes in as bytes.
 */
import { Attribute } from '@peculiar/asn1-cms';
import { AsnArray, AsnPropTypes, OctetString } from '@peculiar/asn1-schema';
import { declareListOf, declareSequence, rawField } from '../asn1/schema.ts';

const nothing = new Uint8Array();

/** IssuerAndSerialNumber ::= SEQUENCE { issuer Name, serialNumber CertificateSerialNumber } */
export class IssuerAndSerial {
  issuer = nothing;
  serialNumber = nothing;
}
declareSequence(IssuerAndSerial, { issuer: rawField, serialNumber: rawField });

/** SignedAttributes ::= SET SIZE (1..MAX) OF Attribute */
export class SignedAttributes extends AsnArray<Attribute> {}
declareListOf(SignedAttributes, 'set', Attribute);

/** EncapsulatedContentInfo ::= SEQUENCE { eContentType OBJECT IDENTIFIER, eContent [0] OPTIONAL }, always without content. */
export class DetachedContentInfo {
  eContentType = '';
}
declareSequence(DetachedContentInfo, { eContentType: { type: AsnPropTypes.ObjectIdentifier } });

/**
 *     SignerInfo ::= SEQUENCE {
 *       version, sid SignerIdentifier, digestAlgorithm, signedAttrs [0] IMPLICIT SignedAttributes,
 *       signatureAlgorithm, signature OCTET STRING }
 */
export class OutgoingSignerInfo {
  version = 1;
  sid = new IssuerAndSerial();
  digestAlgorithm = nothing;
  /** The SET that was signed, under its tag [0]. */
  signedAttrs = nothing;
  signatureAlgorithm = nothing;
  signature = new OctetString();
}
declareSequence(OutgoingSignerInfo, {
  version: { type: AsnPropTypes.Integer },
  sid: { type: IssuerAndSerial },
  digestAlgorithm: rawField,
  signedAttrs: rawField,
  signatureAlgorithm: rawField,
  signature: { type: OctetString },
});

/**
 *     SignedData ::= SEQUENCE {
 *       version, digestAlgorithms SET OF, encapContentInfo, certificates [0] IMPLICIT SET OF, signerInfos SET OF }
 *
 * The members of each set are given in the order of DER.
 */
export class OutgoingSignedData {
  version = 1;
  digestAlgorithms: Uint8Array[] = [];
  encapContentInfo = new DetachedContentInfo();
  certificates: Uint8Array[] = [];
  signerInfos: Uint8Array[] = [];
}
declareSequence(OutgoingSignedData, {
  version: { type: AsnPropTypes.Integer },
  digestAlgorithms: { ...rawField, repeated: 'set' },
  encapContentInfo: { type: DetachedContentInfo },
  certificates: { ...rawField, repeated: 'set', context: 0, implicit: true },
  signerInfos: { ...rawField, repeated: 'set' },
});

/** ContentInfo ::= SEQUENCE { contentType OBJECT IDENTIFIER, content [0] EXPLICIT ANY } */
export class OutgoingContentInfo {
  contentType = '';
  content = nothing;
}
declareSequence(OutgoingContentInfo, {
  contentType: { type: AsnPropTypes.ObjectIdentifier },
  content: { ...rawField, context: 0 },
});

/** ESSCertIDv2 ::= SEQUENCE { hashAlgorithm DEFAULT sha256, certHash OCTET STRING, issuerSerial OPTIONAL }: the hash alone. */
export class EssCertIdV2 {
  certHash = new OctetString();
}
declareSequence(EssCertIdV2, { certHash: { type: OctetString } });

class EssCertIdsV2 extends AsnArray<EssCertIdV2> {}
declareListOf(EssCertIdsV2, 'sequence', EssCertIdV2);

/** SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2, policies OPTIONAL } (RFC 5035 §3) */
export class SigningCertificateV2 {
  certs = new EssCertIdsV2();
}
declareSequence(SigningCertificateV2, { certs: { type: EssCertIdsV2 } });
