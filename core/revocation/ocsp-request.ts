/** Requests to an OCSP responder (RFC 6960 §4.1), in the form that НУЦ РК answers: CertID by SHA-256, with a nonce. */
import { derElement } from '../asn1/definite.ts';
import { elementsOf, soleElement } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { hexToBytes } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import type { Issuer } from './status.ts';

/** Names a certificate to its responder: hashes of the issuer's name and key, and the serial number. */
export interface CertId {
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  /** Lower-case hex. */
  readonly serial: string;
}

const sha256Identifier = hexToBytes('300d06096086480165030402010500');
const nonceExtensionOid = hexToBytes('06092b0601050507300102');

/** The identifier that goes into a request, with SHA-256 as НУЦ's responder expects it. */
export function certIdOf(serial: string, issuer: Issuer): CertId {
  return {
    nameHash: digest('sha256', issuer.subjectDer),
    keyHash: digest('sha256', keyOctets(issuer.spkiDer)),
    serial,
  };
}

/** The octets of a public key inside its SubjectPublicKeyInfo, over which responders' hashes are made. */
export function keyOctets(spkiDer: Uint8Array): Uint8Array {
  return (
    elementsOf(soleElement(spkiDer, tags.sequence).content, 2)[1]?.content.subarray(1) ?? new Uint8Array(0)
  );
}

function integer(hex: string): Uint8Array {
  const octets = hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
  const padded = (octets[0] ?? 0) >= 0x80 ? [Uint8Array.of(0), octets] : [octets];
  return derElement(tags.integer, ...padded);
}

/**
 * An OCSPRequest for one certificate, DER. The structure is written by its few elements: no library of ours has it.
 *
 *     OCSPRequest ::= SEQUENCE { tbsRequest SEQUENCE { requestList SEQUENCE OF Request, requestExtensions [2] } }
 *
 * @param nonce 8 to 32 random octets (RFC 9654)
 */
export function buildOcspRequest(id: CertId, nonce: Uint8Array): Uint8Array {
  const octets = (value: Uint8Array) => derElement(tags.octetString, value);
  const certId = derElement(
    tags.sequence,
    sha256Identifier,
    octets(id.nameHash),
    octets(id.keyHash),
    integer(id.serial),
  );
  const list = derElement(tags.sequence, derElement(tags.sequence, certId));
  const extension = derElement(tags.sequence, nonceExtensionOid, octets(octets(nonce)));
  const extensions = derElement(0xa2, derElement(tags.sequence, extension));
  return derElement(tags.sequence, derElement(tags.sequence, list, extensions));
}

/** Media types of OCSP over HTTP (RFC 6960 appendix A). */
export const ocspMediaTypes = {
  request: 'application/ocsp-request',
  response: 'application/ocsp-response',
} as const;
