/** Answers of a time-stamping authority (RFC 3161 §2.4.2): a token, or why there is none. */
import { TanbaError } from '../../contract/errors/index.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { guardAsn1, tags } from '../asn1/tlv.ts';
import { readSmallInteger } from '../asn1/values.ts';

const limits = { maxBytes: 1024 * 1024, maxElements: 20_000 };
/** PKIStatus: granted, granted with modifications. */
const granted: readonly number[] = [0, 1];

/** PKIFailureInfo (RFC 3161 §2.4.2) by its bit. */
const failures: Readonly<Record<number, string>> = {
  0: 'badAlg',
  2: 'badRequest',
  5: 'badDataFormat',
  14: 'timeNotAvailable',
  15: 'unacceptedPolicy',
  16: 'unacceptedExtension',
  17: 'addInfoNotAvailable',
  25: 'systemFailure',
};

/**
 * The token of an answer: a ContentInfo with SignedData, as it stands.
 *
 *     TimeStampResp ::= SEQUENCE { status PKIStatusInfo, timeStampToken ContentInfo OPTIONAL }
 *     PKIStatusInfo ::= SEQUENCE { status INTEGER, statusString SEQUENCE OPTIONAL, failInfo BIT STRING OPTIONAL }
 *
 * @throws TanbaError `timestamp.malformed`, `timestamp.refused` with the authority's reason
 */
export function tokenOfResponse(der: Uint8Array): Uint8Array {
  try {
    guardAsn1(der, limits);
    return readResponse(der);
  } catch (cause) {
    if (cause instanceof Asn1Error) throw new TanbaError('timestamp.malformed', {}, { cause });
    throw cause;
  }
}

function readResponse(der: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(der, tags.sequence).content);
  const info = new Fields(fields.take(tags.sequence).content);
  const status = readSmallInteger(info.take(tags.integer));
  info.optional(tags.sequence);
  const reason = info.optional(tags.bitString);
  if (!granted.includes(status))
    throw new TanbaError('timestamp.refused', { status: failureName(reason?.content) ?? `${status}` });
  const token = fields.optional(tags.sequence);
  if (!token) throw malformed('granted, but no token');
  return token.raw;
}

/** The name of the first bit that is set; bit 0 is the most significant one of the octet after the count of unused bits. */
function failureName(bits: Uint8Array | undefined): string | undefined {
  const octets = bits?.subarray(1) ?? new Uint8Array(0);
  for (let bit = 0; bit < octets.length * 8; bit++) {
    if (((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0) return failures[bit] ?? `failure ${bit}`;
  }
  return undefined;
}
