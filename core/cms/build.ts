/**
 * Makes CMS SignedData in the shape of NCALayer (CAdES-BES): version 1, the signer's certificate alone,
 * issuerAndSerialNumber, and the signed attributes contentType, signingTime, signingCertificateV2, messageDigest.
 *
 * In three steps, since the key is elsewhere: prepareSignerInfo(), then the key signs the digest, then one of the finishers.
 */
import { Attribute } from '@peculiar/asn1-cms';
import { OctetString } from '@peculiar/asn1-schema';
import { Time } from '@peculiar/asn1-x509';
import { ObjectIdentifier } from 'asn1js';
import { derHeader } from '../asn1/definite.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { encode } from '../asn1/schema.ts';
import { inDerOrder } from '../asn1/set-of.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { concatBytes, copyBytes, hexToBytes } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { cmsOids } from './oids.ts';
import {
  DetachedContentInfo,
  EssCertIdV2,
  IssuerAndSerial,
  OutgoingContentInfo,
  OutgoingSignedData,
  OutgoingSignerInfo,
  SignedAttributes,
  SigningCertificateV2,
} from './structures.ts';

export interface SignerInfoContent {
  readonly certificate: Certificate;
  /** The content's hash, by the hash function of the certificate's key family. */
  readonly contentDigest: Uint8Array;
  readonly signingTime: Date;
}

export interface PreparedSignerInfo {
  readonly certificate: Certificate;
  /** DER of the signed attributes as a SET (tag 0x31): what the signature is over. */
  readonly toBeSigned: Uint8Array;
  readonly digestName: DigestName;
  /** The hash of `toBeSigned`, for the key to sign. */
  readonly digest: Uint8Array;
}

/**
 * Makes the signed attributes.
 * @throws TanbaError where the certificate's key is of an unknown kind
 */
export function prepareSignerInfo(content: SignerInfoContent): PreparedSignerInfo {
  const { certificate, contentDigest, signingTime } = content;
  const digestName = publicKeyOf(certificate).algorithm.digest;
  const toBeSigned = derSet([
    attribute(cmsOids.contentType, new Uint8Array(new ObjectIdentifier({ value: cmsOids.data }).toBER())),
    attribute(cmsOids.signingTime, encode(new Time(signingTime))),
    attribute(cmsOids.signingCertificateV2, signingCertificate(certificate)),
    attribute(cmsOids.messageDigest, encode(new OctetString(contentDigest))),
  ]);
  return { certificate, toBeSigned, digestName, digest: digest(digestName, toBeSigned) };
}

function attribute(attrType: string, value: Uint8Array): Attribute {
  return new Attribute({ attrType, attrValues: [copyBytes(value).buffer] });
}

function derSet(attributes: readonly Attribute[]): Uint8Array {
  const encoded = new Map(attributes.map(item => [encode(item), item]));
  return encode(new SignedAttributes(inDerOrder([...encoded.keys()]).map(key => encoded.get(key)!)));
}

/** The hash function is the default, SHA-256, so it is not written (X.690 §11.5). */
function signingCertificate(certificate: Certificate): Uint8Array {
  const id = Object.assign(new EssCertIdV2(), {
    certHash: new OctetString(digest('sha256', certificate.der)),
  });
  const value = new SigningCertificateV2();
  value.certs.push(id);
  return encode(value);
}

/** DER of one SignerInfo, from its attributes and the signature over them. */
export function finishSignerInfo(prepared: PreparedSignerInfo, signature: Uint8Array): Uint8Array {
  const { certificate, toBeSigned } = prepared;
  const { algorithm } = publicKeyOf(certificate);
  const signedAttrs = copyBytes(toBeSigned);
  signedAttrs[0] = contextTag(0);
  return encode(
    Object.assign(new OutgoingSignerInfo(), {
      sid: Object.assign(new IssuerAndSerial(), {
        issuer: certificate.issuerDer,
        serialNumber: certificate.serialDer,
      }),
      digestAlgorithm: hexToBytes(algorithm.digestIdentifier),
      signedAttrs,
      signatureAlgorithm: hexToBytes(algorithm.signatureIdentifier),
      signature: new OctetString(signature),
    }),
  );
}

/** A detached signature: ContentInfo without the content. */
export function finishDetached(prepared: PreparedSignerInfo, signature: Uint8Array): Uint8Array {
  const { algorithm } = publicKeyOf(prepared.certificate);
  const signedData = Object.assign(new OutgoingSignedData(), {
    digestAlgorithms: [hexToBytes(algorithm.digestIdentifier)],
    encapContentInfo: Object.assign(new DetachedContentInfo(), { eContentType: cmsOids.data }),
    certificates: [prepared.certificate.der],
    signerInfos: [finishSignerInfo(prepared, signature)],
  });
  return encode(
    Object.assign(new OutgoingContentInfo(), {
      contentType: cmsOids.signedData,
      content: encode(signedData),
    }),
  );
}

/** What stands before and after the content in an attached signature. */
export interface AttachedEnvelope {
  readonly prefix: Uint8Array;
  readonly suffix: Uint8Array;
}

/**
 * A signature around a content of `contentLength` bytes, which may be too large for memory: the same SignedData with
 * `eContent [0] EXPLICIT OCTET STRING` opened in it and the lengths around it written anew.
 * @param skeleton a ContentInfo without eContent, in definite lengths: a detached signature, or what splitSignedData() gives
 */
export function envelopeAround(skeleton: Uint8Array, contentLength: number): AttachedEnvelope {
  const info = new Fields(soleElement(skeleton, tags.sequence).content);
  const contentType = info.take(tags.oid);
  const data = new Fields(soleElement(info.take(contextTag(0)).content, tags.sequence).content);
  const version = data.take(tags.integer);
  const digestAlgorithms = data.take(tags.set);
  const eContentType = data.take(tags.sequence).content;
  const suffix = data.rest();
  // From the inside out: each wrapper's length counts what was put before the content so far, the content, and the suffix.
  const wrap = (tag: number, inner: Uint8Array, after: number): Uint8Array =>
    concatBytes(derHeader(tag, inner.length + contentLength + after), inner);
  const octets = derHeader(tags.octetString, contentLength);
  const encapsulated = concatBytes(eContentType, wrap(contextTag(0), octets, 0));
  const inner = concatBytes(version.raw, digestAlgorithms.raw, wrap(tags.sequence, encapsulated, 0));
  const signedData = wrap(contextTag(0), wrap(tags.sequence, inner, suffix.length), suffix.length);
  return { prefix: wrap(tags.sequence, concatBytes(contentType.raw, signedData), suffix.length), suffix };
}
