/** Verifies one signer of a CMS (RFC 5652 §5.4, §5.6), once the content has been hashed. */
import { Asn1Error } from '../asn1/asn1-error.ts';
import { equalBytes } from '../bytes.ts';
import { readSignedAttributes, signedForms } from '../cms/attributes.ts';
import type { SignedAttributeValues } from '../cms/attributes.ts';
import { cmsOids } from '../cms/oids.ts';
import type { ParsedSignerInfo, SignerId } from '../cms/parse.ts';
import { digestByOid, signatureAlgorithmByOid } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import { verifySignature } from '../crypto/public-key.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { NamedSigner } from './describe-signer.ts';
import { failed, failedBy, ok, openBecauseOf, unknown } from './findings.ts';
import type { Finding, Findings } from './findings.ts';

/** The content as the signature must be about it. */
export interface SignedContent {
  readonly contentType: string;
  /** The content's hash by every function that a signer names and we accept. */
  readonly digests: ReadonlyMap<DigestName, Uint8Array>;
  /** Whether the content given beside an attached signature is the one inside it. */
  readonly sameContent: boolean;
  /** Whether the content could be somebody's signed attributes: see looksLikeAttributes(). */
  readonly ambiguousContent: boolean;
}

/** The mathematics of one signer, before anybody asks who it is. */
export interface SignerCheck {
  readonly findings: Pick<Findings, 'format' | 'digest' | 'signature'>;
  readonly certificate: Certificate | null;
  /** When the signer says that it signed. */
  readonly claimedAt: Date | null;
  readonly holds: boolean;
}

/**
 * A step that an earlier failure made impossible is unknown for the same reason.
 * @param certificates where the signer's is looked for
 */
export function checkSigner(
  signer: ParsedSignerInfo,
  content: SignedContent,
  certificates: readonly Certificate[],
): SignerCheck {
  const reading = readSigner(signer, content);
  const certificate = findCertificate(signer.id, certificates, reading.attributes);
  const signature =
    reading.format.status === 'ok'
      ? checkSignature(signer, certificate, reading, content)
      : openBecauseOf(reading.format);
  const findings = { format: reading.format, digest: checkDigest(reading, signature, content), signature };
  return {
    findings,
    certificate,
    claimedAt: reading.attributes?.signingTime ?? null,
    holds: Object.values(findings).every(({ status }) => status === 'ok'),
  };
}

/** A hash function that signatures are accepted with. SHA-1 is read in references to certificates, never here. */
export function acceptedDigest(oid: string): DigestName | null {
  const name = digestByOid(oid);
  return name === undefined || name === 'sha1' ? null : name;
}

interface Reading {
  readonly format: Finding;
  readonly digestName: DigestName | null;
  /** Null where there are none, or none that can be read. */
  readonly attributes: SignedAttributeValues | null;
}

function readSigner(signer: ParsedSignerInfo, content: SignedContent): Reading {
  const digestName = acceptedDigest(signer.digestOid);
  const unsupported =
    digestName === null
      ? signer.digestOid
      : signatureAlgorithmByOid(signer.signatureOid)
        ? null
        : signer.signatureOid;
  if (unsupported !== null) {
    return {
      format: failed('signature.algorithm-unsupported', { oid: unsupported }),
      digestName,
      attributes: null,
    };
  }
  const against: Reading = {
    format: failed('signature.attributes-malformed', {}),
    digestName,
    attributes: null,
  };
  if (signer.signedAttributes === null) {
    // RFC 5652 §5.3: attributes may be left out only where the content is plain data.
    const allowed = content.contentType === cmsOids.data && !content.ambiguousContent;
    return allowed ? { ...against, format: ok } : against;
  }
  try {
    const attributes = readSignedAttributes(signer.signedAttributes.content);
    return attributes.contentType === content.contentType ? { format: ok, digestName, attributes } : against;
  } catch (error) {
    if (error instanceof Asn1Error) return against;
    throw error;
  }
}

function checkDigest(reading: Reading, signature: Finding, content: SignedContent): Finding {
  if (reading.format.status !== 'ok') return openBecauseOf(reading.format);
  if (!content.sameContent) return failed('content.unexpected', {});
  // Without attributes the signature itself is over the content's hash, so it alone can tell.
  if (reading.attributes === null) return openBecauseOf(signature);
  return equalBytes(reading.attributes.messageDigest, contentDigest(reading, content))
    ? ok
    : failed('digest.mismatch', {});
}

function contentDigest(reading: Reading, content: SignedContent): Uint8Array {
  return content.digests.get(reading.digestName!)!;
}

function checkSignature(
  signer: ParsedSignerInfo,
  certificate: Certificate | null,
  reading: Reading,
  content: SignedContent,
): Finding {
  if (certificate === null) return unknown('certificate.missing', {});
  if (!isReferenced(certificate, reading.attributes)) return failed('certificate.substituted', {});
  const digestName = reading.digestName!;
  const { family, digest: named } = signatureAlgorithmByOid(signer.signatureOid)!;
  try {
    const key = publicKeyOf(certificate);
    // The three places that speak of algorithms must agree: the key, the signature's OID, the digest's OID.
    if (key.algorithm.family !== family || (named !== undefined && named !== digestName))
      return failed('signature.wrong', {});
    const digests =
      signer.signedAttributes === null
        ? [contentDigest(reading, content)]
        : signedForms(signer.signedAttributes).map(form => digest(digestName, form));
    const holds = digests.some(value => verifySignature(key, digestName, value, signer.signature));
    return holds ? ok : failed('signature.wrong', {});
  } catch (error) {
    return failedBy(error);
  }
}

function isReferenced(certificate: Certificate, attributes: SignedAttributeValues | null): boolean {
  return (attributes?.certificates ?? []).every(
    ({ digestName, hash, serial }) =>
      equalBytes(digest(digestName, certificate.der), hash) &&
      (serial === null || serial === certificate.serial),
  );
}

/** Several certificates may carry the same identifier: the one that the signed attributes mean goes first. */
function findCertificate(
  id: SignerId,
  certificates: readonly Certificate[],
  attributes: SignedAttributeValues | null,
): Certificate | null {
  const fitting = certificates.filter(certificate =>
    id.kind === 'key-id'
      ? certificate.subjectKeyId === id.subjectKeyId
      : certificate.serial === id.serial && equalBytes(certificate.issuerDer, id.issuerDer),
  );
  return fitting.find(certificate => isReferenced(certificate, attributes)) ?? fitting[0] ?? null;
}

/** What a signer says of itself where its certificate is missing. */
export function nameOf({ id, signatureOid }: ParsedSignerInfo): NamedSigner {
  return {
    subject: id.kind === 'key-id' ? id.subjectKeyId : id.serial,
    algorithm: signatureAlgorithmByOid(signatureOid)?.family ?? signatureOid,
  };
}
