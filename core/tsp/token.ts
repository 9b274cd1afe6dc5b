/** Time-stamp tokens (RFC 3161 §2.4.2): a SignedData whose content says when a hash was seen. */
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { TanbaError } from '../../contract/errors/index.ts';
import type { SignerReport } from '../../contract/model.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { bytesSource } from '../asn1/byte-source.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { parseAs } from '../asn1/schema.ts';
import { guardAsn1, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readOid } from '../asn1/values.ts';
import { bytesToLatin1, concatBytes, equalBytes } from '../bytes.ts';
import { parseSignedData } from '../cms/parse.ts';
import type { ParsedSignedData } from '../cms/parse.ts';
import { splitSignedData } from '../cms/split.ts';
import { digestByOid } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import { acceptedDigest, verifySigner } from '../signing/verify-signer.ts';
import { failed, ok } from '../signing/findings.ts';
import type { Finding } from '../signing/findings.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { LinkChecker } from '../x509/chain.ts';
import type { TrustAnchor } from '../x509/chain.ts';

/** What a token says, without any judgement over it. */
export interface TimestampInfo {
  readonly policy: string;
  readonly digestName: DigestName;
  readonly imprint: Uint8Array;
  /** Lower-case hex. */
  readonly serial: string;
  readonly time: Date;
  /** As the request sent it, or null. */
  readonly nonce: Uint8Array | null;
}

export interface ParsedToken {
  readonly info: TimestampInfo;
  readonly data: ParsedSignedData;
  readonly content: Uint8Array;
  readonly certificates: readonly Certificate[];
}

const tstInfoOid = '1.2.840.113549.1.9.16.1.4';
const timeStamping = '1.3.6.1.5.5.7.3.8';
const maxTokenBytes = 1024 * 1024;

/** @throws TanbaError `timestamp.malformed` */
export async function parseTimestampToken(token: Uint8Array): Promise<ParsedToken> {
  try {
    if (token.length > maxTokenBytes) throw new Asn1Error('too-large', 'a token of that size is none');
    guardAsn1(token);
    const { skeleton, content: embedded } = await splitSignedData(bytesSource(token));
    const data = parseSignedData(skeleton);
    if (!embedded || data.contentType !== tstInfoOid || data.signers.length !== 1)
      throw malformed('not a time-stamp');
    const content = await collect(embedded.chunks());
    return { info: readInfo(content), data, content, certificates: data.certificates.map(parseCertificate) };
  } catch (cause) {
    if (cause instanceof Asn1Error || cause instanceof TanbaError)
      throw new TanbaError('timestamp.malformed', {}, { cause });
    throw cause;
  }
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(new Uint8Array(chunk));
  return concatBytes(...parts);
}

//  TSTInfo ::= SEQUENCE { version INTEGER, policy OID, messageImprint, serialNumber INTEGER, genTime GeneralizedTime,
//    accuracy SEQUENCE OPTIONAL, ordering BOOLEAN DEFAULT FALSE, nonce INTEGER OPTIONAL, tsa [0] OPTIONAL, extensions [1] OPTIONAL }
function readInfo(content: Uint8Array): TimestampInfo {
  guardAsn1(content);
  const fields = new Fields(soleElement(content, tags.sequence).content);
  fields.take(tags.integer);
  const policy = readOid(fields.take(tags.oid));
  const imprintFields = new Fields(fields.take(tags.sequence).content);
  const digestName = digestByOid(
    parseAs(AlgorithmIdentifier, imprintFields.take(tags.sequence).raw).algorithm,
  );
  const imprint = imprintFields.take(tags.octetString).content;
  const serial = readIntegerHex(fields.take(tags.integer));
  const time = readGenTime(fields.take(tags.generalizedTime).content);
  fields.optional(tags.sequence);
  fields.optional(tags.boolean);
  const nonce = fields.optional(tags.integer)?.content ?? null;
  if (digestName === undefined) throw malformed('an unknown hash in the imprint');
  return { policy, digestName, imprint, serial, time, nonce };
}

/** GeneralizedTime of RFC 3161 may have fractions of a second, unlike that of certificates. */
const genTime = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/;

function readGenTime(content: Uint8Array): Date {
  const parts = genTime.exec(bytesToLatin1(content.subarray(0, 32)));
  if (!parts) throw malformed('not a time');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(time.getTime())) throw malformed('not a time of the calendar');
  return time;
}

export interface TokenCheck {
  readonly token: ParsedToken;
  /** The octets of SignerInfo.signature that the token must be about. */
  readonly signature: Uint8Array;
  readonly anchors: readonly TrustAnchor[];
  readonly intermediates: readonly Certificate[];
}

export interface TokenFinding {
  readonly finding: Finding;
  /** The proven time; null unless the finding is ok. */
  readonly time: Date | null;
  /** The authority's own steps, its certificate judged for the token's time. */
  readonly authority: SignerReport;
}

/** Whether the token proves when the signature existed: right imprint, right signature, an authority that is trusted and allowed to. */
export function checkTimestamp(check: TokenCheck): TokenFinding {
  const { token, signature, anchors, intermediates } = check;
  const { info, data, content } = token;
  const certificates = [...token.certificates, ...intermediates];
  const digestName = acceptedDigest(data.signers[0]?.digestOid ?? '');
  const authority = verifySigner(data.signers[0]!, {
    contentType: data.contentType,
    digests: new Map(digestName ? [[digestName, digest(digestName, content)]] : []),
    sameContent: true,
    ambiguousContent: false,
    certificates,
    anchors,
    at: info.time,
    links: new LinkChecker(64),
    purpose: forTimeStamping,
  });
  const isOurs = equalBytes(digest(info.digestName, signature), info.imprint);
  const finding = isOurs ? judge(authority) : failed('timestamp.wrong-imprint', {});
  return { finding, time: finding.status === 'ok' ? info.time : null, authority };
}

/** RFC 3161 §2.3: the key is for time-stamping and nothing else. НУЦ's old test authority leaves "critical" out. */
function forTimeStamping(certificate: Certificate): Finding {
  const isAllowed = certificate.extKeyUsage?.oids.includes(timeStamping) === true;
  return isAllowed ? ok : failed('timestamp.not-authorised', {});
}

/** The first step that is not ok decides, in the order in which a person would want to know. */
function judge(authority: SignerReport): Finding {
  const status = (name: string) => authority.steps.find(step => step.name === name)?.status;
  const wrong = ['format', 'digest', 'signature'].some(name => status(name) !== 'ok');
  if (wrong) return failed('timestamp.signature-wrong', {});
  if (status('purpose') !== 'ok' || status('validity') === 'failed')
    return failed('timestamp.not-authorised', {});
  if (status('chain') === 'failed') return failed('timestamp.signature-wrong', {});
  if (status('chain') !== 'ok' || status('validity') !== 'ok')
    return { status: 'unknown', code: 'timestamp.untrusted', params: {} };
  return ok;
}
