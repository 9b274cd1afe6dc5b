/** Time-stamp tokens (RFC 3161 §2.4.2): a SignedData whose content says when a hash was seen. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { TimestampReport } from '../../contract/report.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { bytesSource } from '../asn1/byte-source.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { guardAsn1, tags } from '../asn1/tlv.ts';
import { readIntegerHex, readOid } from '../asn1/values.ts';
import { bytesToLatin1, concatBytes, equalBytes } from '../bytes.ts';
import { parseSignedData } from '../cms/parse.ts';
import type { ParsedSignedData } from '../cms/parse.ts';
import { splitSignedData } from '../cms/split.ts';
import { digestByOid } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import { clockToleranceMs } from '../revocation/status.ts';
import { checkCertificate, withoutCertificate } from '../signing/check-certificate.ts';
import type { CertificateJudgement, TrustBasis } from '../signing/check-certificate.ts';
import { describeSigner } from '../signing/describe-signer.ts';
import { failed, ok, reportSteps, unknown } from '../signing/findings.ts';
import type { Finding, Findings } from '../signing/findings.ts';
import { acceptedDigest, checkSigner, nameOf } from '../signing/verify-signer.ts';
import type { SignedContent, SignerCheck } from '../signing/verify-signer.ts';
import { parseCertificate } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { dateText } from '../x509/dates.ts';

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
  const digestName = digestByOid(readAlgorithm(imprintFields.take(tags.sequence)).oid);
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

export interface TokenCheck extends TrustBasis {
  readonly token: ParsedToken;
  /** The octets of SignerInfo.signature that the token must be about. */
  readonly signature: Uint8Array;
  readonly intermediates: readonly Certificate[];
}

export interface TokenFinding {
  readonly finding: Finding;
  /** The proven time; null unless the finding is ok. */
  readonly time: Date | null;
  /** What the token says, and the steps of its authority, whose certificate is judged for the token's time. */
  readonly report: TimestampReport;
}

/** Whether the token proves when the signature existed: right imprint, right signature, an authority that is trusted and allowed to. */
export async function checkTimestamp(check: TokenCheck): Promise<TokenFinding> {
  const { token, signature, now } = check;
  const { info, data } = token;
  const certificates = [...token.certificates, ...check.intermediates];
  const signer = data.signers[0]!;
  const math = checkSigner(signer, contentOf(token), certificates);
  const about = await judgeAuthority(check, math, certificates);
  const findings = { ...math.findings, ...about.findings };
  const isOurs = equalBytes(digest(info.digestName, signature), info.imprint);
  const isAhead = info.time.getTime() > now.getTime() + clockToleranceMs;
  const finding = !isOurs
    ? failed('timestamp.wrong-imprint', {})
    : isAhead
      ? unknown('timestamp.ahead', { time: info.time.toISOString() })
      : judge(findings, info);
  const { subject, algorithm } = describeSigner(math.certificate, nameOf(signer));
  return {
    finding,
    time: finding.status === 'ok' ? info.time : null,
    report: {
      time: info.time.toISOString(),
      authority: subject,
      policy: info.policy,
      algorithm,
      trust: about.trust,
      revocation: about.revocation,
      steps: reportSteps(findings),
    },
  };
}

function contentOf({ data, content }: ParsedToken): SignedContent {
  const digestName = acceptedDigest(data.signers[0]?.digestOid ?? '');
  return {
    contentType: data.contentType,
    digests: new Map(digestName ? [[digestName, digest(digestName, content)]] : []),
    sameContent: true,
    ambiguousContent: false,
  };
}

async function judgeAuthority(
  check: TokenCheck,
  { certificate, claimedAt, holds }: SignerCheck,
  intermediates: readonly Certificate[],
): Promise<CertificateJudgement> {
  if (certificate === null) return withoutCertificate();
  const { time } = check.token.info;
  const request = {
    ...check,
    certificate,
    claimedAt,
    intermediates,
    at: time,
    holds,
    purpose: forTimeStamping,
  };
  const judgement = await checkCertificate(request);
  const { revocation, laterReason, findings } = judgement;
  // RFC 3161 §4: unless the authority says that the key was not stolen, a revocation takes back what the key stamped before, too.
  const revokedAt = revocation?.revokedAt ?? null;
  if (revokedAt === null || harmlessReasons.includes(laterReason ?? -1)) return judgement;
  const date = dateText(new Date(revokedAt));
  return { ...judgement, findings: { ...findings, revocation: failed('revocation.revoked', { date }) } };
}

/** unspecified, affiliationChanged, superseded, cessationOfOperation */
const harmlessReasons: readonly number[] = [0, 3, 4, 5];

/** RFC 3161 §2.3: the key is for time-stamping and nothing else. НУЦ's old test authority leaves "critical" out, so that is not asked. */
function forTimeStamping(certificate: Certificate): Finding {
  const { extKeyUsage, keyUsage, basicConstraints } = certificate;
  const [usage, ...others] = extKeyUsage?.oids ?? [];
  const signs = keyUsage === null || keyUsage.has('digitalSignature') || keyUsage.has('nonRepudiation');
  const isAllowed = usage === timeStamping && others.length === 0 && signs && basicConstraints?.ca !== true;
  return isAllowed ? ok : failed('timestamp.not-authorised', {});
}

/** The first step that is not ok decides, in the order in which a person would want to know. */
function judge(findings: Omit<Findings, 'timestamp'>, { digestName }: TimestampInfo): Finding {
  const { format, digest: digestFinding, signature, purpose, chain, validity, revocation } = findings;
  const wrong = [format, digestFinding, signature].some(({ status }) => status !== 'ok');
  if (wrong || chain.status === 'failed') return failed('timestamp.signature-wrong', {});
  if (purpose.status !== 'ok' || validity.status === 'failed' || revocation.status === 'failed')
    return failed('timestamp.not-authorised', {});
  if (chain.status !== 'ok' || validity.status !== 'ok') return unknown('timestamp.untrusted', {});
  // Two signatures with one SHA-1 can be made on purpose: the authority's word then is about either. НУЦ's old one stamped so.
  return digestName === 'sha1' ? unknown('timestamp.weak-imprint', {}) : ok;
}
