/** Requests for a time-stamp (RFC 3161 §2.4.1). The policy and the hash follow from the key family of the signature that is stamped. */
import { derElement } from '../asn1/definite.ts';
import { hexToBytes } from '../bytes.ts';
import { keyAlgorithms } from '../crypto/algorithms.ts';
import type { KeyFamily } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import { tags } from '../asn1/tlv.ts';
import { ObjectIdentifier } from 'asn1js';

/** НУЦ РК stamps by policy: the family of the stamp follows that of the signature. GOST-2015 of 256 bits shares the policy of 512. */
export const timestampPolicies: Readonly<Record<KeyFamily, string>> = {
  'GOST-2015-512': '1.2.398.3.3.2.6.4',
  'GOST-2015-256': '1.2.398.3.3.2.6.4',
  'GOST-2004': '1.2.398.3.3.2.6.1',
  RSA: '1.2.398.3.3.2.6.2',
};

/** The family whose hash is used with each policy. */
const imprintFamilies: Readonly<Record<KeyFamily, KeyFamily>> = {
  'GOST-2015-512': 'GOST-2015-512',
  'GOST-2015-256': 'GOST-2015-512',
  'GOST-2004': 'GOST-2004',
  RSA: 'RSA',
};

export interface TimestampRequest {
  readonly der: Uint8Array;
  readonly digestName: DigestName;
  readonly imprint: Uint8Array;
  readonly nonce: Uint8Array;
  /** What was asked for; null: nothing. */
  readonly policy: string | null;
}

/** Media types of time-stamping over HTTP (RFC 3161 §3.4). */
export const timestampMediaTypes = {
  request: 'application/timestamp-query',
  response: 'application/timestamp-reply',
} as const;

/**
 * A TimeStampReq for a signature value, DER, which asks for the authority's certificate in the token.
 *
 *     TimeStampReq ::= SEQUENCE { version INTEGER 1, messageImprint, reqPolicy OID OPTIONAL, nonce INTEGER, certReq BOOLEAN }
 *
 * @param signature the octets of SignerInfo.signature
 * @param nonce random octets; the first one is made to keep the number positive
 * @param policy null: the authority's own choice, for those that do not know the policies of НУЦ РК
 */
export function buildTimestampRequest(
  family: KeyFamily,
  signature: Uint8Array,
  nonce: Uint8Array,
  policy: string | null = timestampPolicies[family],
): TimestampRequest {
  const algorithm = keyAlgorithms[imprintFamilies[family]];
  const imprint = digest(algorithm.digest, signature);
  const positive = new Uint8Array(nonce);
  positive[0] = ((positive[0] ?? 0) & 0x7f) | 0x01;
  const messageImprint = derElement(
    tags.sequence,
    hexToBytes(algorithm.digestIdentifier),
    derElement(tags.octetString, imprint),
  );
  const der = derElement(
    tags.sequence,
    derElement(tags.integer, Uint8Array.of(1)),
    messageImprint,
    ...(policy === null ? [] : [new Uint8Array(new ObjectIdentifier({ value: policy }).toBER())]),
    derElement(tags.integer, positive),
    derElement(tags.boolean, Uint8Array.of(0xff)),
  );
  return { der, digestName: algorithm.digest, imprint, nonce: positive, policy };
}
