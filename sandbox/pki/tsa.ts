/** The time-stamping authority (RFC 3161), one key for each policy of НУЦ РК. */
import { randomBytes } from 'node:crypto';
import { readAlgorithm } from '../../core/asn1/algorithm.ts';
import { derElement } from '../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../core/asn1/elements.ts';
import { inDerOrder } from '../../core/asn1/set-of.ts';
import { contextTag, guardAsn1, tags } from '../../core/asn1/tlv.ts';
import { readOid } from '../../core/asn1/values.ts';
import { hexToBytes } from '../../core/bytes.ts';
import { cmsOids } from '../../core/cms/oids.ts';
import { digestByOid, keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest, digestAlgorithms } from '../../core/crypto/digest.ts';
import type { DigestName } from '../../core/crypto/digest.ts';
import { timestampPolicies } from '../../core/tsp/request.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Authority } from '../ca/authorities.ts';
import type { Delegate, Delegates } from './delegates.ts';
import { explicit, generalizedTime, integer, listTime, octets, oid, sequence, set } from './der.ts';
import { serviceTime, spoilt, spoiltNonce } from './faults.ts';
import type { FaultName } from './faults.ts';

export interface TsaService {
  /** The issuing authorities. */
  readonly authorities: readonly Authority[];
  readonly delegates: Delegates;
  readonly now: () => Date;
}

/** PKIStatus and PKIFailureInfo (RFC 3161 §2.4.2): the bit that is set. */
const rejection = 2;
const failures = { badAlg: 0, badRequest: 2, unacceptedPolicy: 15, systemFailure: 25 } as const;

const tstInfoOid = '1.2.840.113549.1.9.16.1.4';

/** DER of the TimeStampResp to a request. */
export function answerTimestamp(
  service: TsaService,
  request: Uint8Array,
  fault: FaultName | null,
): Uint8Array {
  if (fault === 'refuses') return refusal(failures.systemFailure);
  let asked: Question;
  try {
    guardAsn1(request, { maxBytes: 64 * 1024, maxElements: 2000 });
    asked = readRequest(request);
  } catch {
    return refusal(failures.badRequest);
  }
  if (asked.digestName === undefined || digestAlgorithms[asked.digestName].length !== asked.hashLength)
    return refusal(failures.badAlg);
  const authority = authorityFor(service, asked);
  if (!authority) return refusal(failures.unacceptedPolicy);
  const delegate = service.delegates.of(authority, 'tsa', fault === 'expired');
  const now = serviceTime(service.now(), fault);
  const policy = asked.policy ?? timestampPolicies[authority.key.family];
  const info = tstInfo(asked, policy, now, fault);
  return sequence(sequence(integer(0)), token(info, delegate, now, asked.wantsCertificate, fault));
}

function refusal(bit: number): Uint8Array {
  const flags = new Uint8Array((bit >> 3) + 1);
  flags[bit >> 3] = 0x80 >> (bit & 7);
  const unused = Uint8Array.of(7 - (bit & 7));
  return sequence(sequence(integer(rejection), derElement(tags.bitString, unused, flags)));
}

interface Question {
  readonly imprint: Uint8Array;
  readonly digestName: DigestName | undefined;
  readonly hashLength: number;
  readonly policy: string | null;
  /** Content of the INTEGER. */
  readonly nonce: Uint8Array | null;
  readonly wantsCertificate: boolean;
}

//  TimeStampReq ::= SEQUENCE { version, messageImprint, reqPolicy OPTIONAL, nonce INTEGER OPTIONAL, certReq BOOLEAN DEFAULT FALSE, … }
function readRequest(der: Uint8Array): Question {
  const fields = new Fields(soleElement(der, tags.sequence).content);
  fields.take(tags.integer);
  const imprint = fields.take(tags.sequence);
  const policy = fields.optional(tags.oid);
  const nonce = fields.optional(tags.integer);
  const wants = fields.optional(tags.boolean);
  const parts = new Fields(imprint.content);
  const algorithm = readAlgorithm(parts.take(tags.sequence)).oid;
  return {
    imprint: imprint.raw,
    digestName: digestByOid(algorithm),
    hashLength: parts.take(tags.octetString).content.length,
    policy: policy && readOid(policy),
    nonce: nonce && nonce.content,
    wantsCertificate: wants?.content[0] === 0xff,
  };
}

/** By the policy that is asked for; else by the hash; else whoever is first. */
function authorityFor({ authorities }: TsaService, { policy, digestName }: Question): Authority | undefined {
  if (policy !== null) return authorities.find(({ key }) => timestampPolicies[key.family] === policy);
  return authorities.find(({ key }) => keyAlgorithms[key.family].digest === digestName) ?? authorities[0];
}

function tstInfo(
  { imprint, nonce }: Question,
  policy: string,
  now: Date,
  fault: FaultName | null,
): Uint8Array {
  const echoed = nonce ? [derElement(tags.integer, spoiltNonce(nonce, fault))] : [];
  const serial = integer(new Uint8Array(randomBytes(16)));
  return sequence(integer(1), oid(policy), imprint, serial, generalizedTime(now), ...echoed);
}

//  ContentInfo { id-signedData, [0] SignedData { version 3, digestAlgorithms, encapContentInfo, certificates [0], signerInfos } }
function token(
  info: Uint8Array,
  { key, certificateDer }: Delegate,
  now: Date,
  withCertificate: boolean,
  fault: FaultName | null,
): Uint8Array {
  const { digest: digestName, digestIdentifier, signatureIdentifier } = keyAlgorithms[key.family];
  const { issuerDer, serialDer } = parseCertificate(certificateDer);
  // ESSCertID names the certificate by SHA-1 and nothing else (RFC 2634 §5.4.1).
  const reference = sequence(sequence(sequence(octets(digest('sha1', certificateDer)))));
  const attributes = inDerOrder([
    sequence(oid(cmsOids.contentType), set(oid(tstInfoOid))),
    sequence(oid(cmsOids.signingTime), set(listTime(now))),
    sequence(oid(cmsOids.signingCertificate), set(reference)),
    sequence(oid(cmsOids.messageDigest), set(octets(digest(digestName, info)))),
  ]);
  const signature = spoilt(key.sign(set(...attributes)), fault);
  const signer = sequence(
    integer(1),
    sequence(issuerDer, serialDer),
    hexToBytes(digestIdentifier),
    derElement(contextTag(0), ...attributes),
    hexToBytes(signatureIdentifier),
    octets(signature),
  );
  const data = sequence(
    integer(3),
    set(hexToBytes(digestIdentifier)),
    sequence(oid(tstInfoOid), explicit(0, octets(info))),
    ...(withCertificate ? [explicit(0, certificateDer)] : []),
    set(signer),
  );
  return sequence(oid(cmsOids.signedData), explicit(0, data));
}
