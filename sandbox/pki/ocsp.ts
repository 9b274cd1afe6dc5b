/** The OCSP responder (RFC 6960 §4.2): answers as НУЦ РК's does, by a delegate, with the nonce and the extension extended-revoke. */
import { readAlgorithm } from '../../core/asn1/algorithm.ts';
import { elementsOf, Fields, soleElement } from '../../core/asn1/elements.ts';
import type { Element } from '../../core/asn1/elements.ts';
import { contextTag, guardAsn1, tags } from '../../core/asn1/tlv.ts';
import { readIntegerHex } from '../../core/asn1/values.ts';
import { equalBytes } from '../../core/bytes.ts';
import { digestByOid } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { keyOctets } from '../../core/revocation/ocsp-request.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import { splitExtensions } from '../../core/x509/extensions.ts';
import type { Authority } from '../ca/authorities.ts';
import type { Delegate, Delegates } from './delegates.ts';
import { enumerated, explicit, extensions, generalizedTime, octets, oid, sequence } from './der.ts';
import { serviceTime, spoiltNonce } from './faults.ts';
import type { FaultName } from './faults.ts';
import type { Registry } from './registry.ts';
import { signed } from './signed.ts';

export interface OcspService {
  readonly authorities: readonly Authority[];
  readonly delegates: Delegates;
  readonly registry: Registry;
  readonly now: () => Date;
  /** How long an answer says that it may be used; null: it does not say. */
  readonly validForMs: number | null;
}

const oids = {
  basic: '1.3.6.1.5.5.7.48.1.1',
  nonce: '1.3.6.1.5.5.7.48.1.2',
  extendedRevoke: '1.3.6.1.5.5.7.48.1.9',
} as const;

/** OCSPResponseStatus (RFC 6960 §4.2.1). */
const statuses = { successful: 0, malformedRequest: 1, tryLater: 3, unauthorized: 6 } as const;
const certificateHold = 6;

/** DER of the OCSPResponse to a request. */
export function answerOcsp(service: OcspService, request: Uint8Array, fault: FaultName | null): Uint8Array {
  if (fault === 'refuses') return refusal(statuses.tryLater);
  let asked: Question;
  try {
    guardAsn1(request, { maxBytes: 64 * 1024, maxElements: 2000 });
    asked = readRequest(request);
  } catch {
    return refusal(statuses.malformedRequest);
  }
  const issuer = service.authorities.find(authority => asked.ids.every(id => isIssuer(authority, id)));
  if (!issuer) return refusal(statuses.unauthorized);
  const delegate = service.delegates.of(issuer, 'ocsp', fault === 'expired');
  const tbs = responseData(service, asked, delegate, fault);
  const basic = signed(tbs, delegate.key, fault, explicit(0, sequence(delegate.certificateDer)));
  return sequence(enumerated(statuses.successful), explicit(0, sequence(oid(oids.basic), octets(basic))));
}

const refusal = (status: number): Uint8Array => sequence(enumerated(status));

interface AskedId {
  readonly element: Element;
  readonly hash: (bytes: Uint8Array) => Uint8Array;
  readonly nameHash: Uint8Array;
  readonly keyHash: Uint8Array;
  readonly serial: string;
}

interface Question {
  readonly ids: readonly AskedId[];
  /** Value of the nonce extension, as it came. */
  readonly nonce: Uint8Array | null;
}

//  OCSPRequest ::= SEQUENCE { tbsRequest SEQUENCE { version [0], requestorName [1], requestList, requestExtensions [2] }, … }
function readRequest(der: Uint8Array): Question {
  const fields = new Fields(new Fields(soleElement(der, tags.sequence).content).take(tags.sequence).content);
  fields.optional(contextTag(0));
  fields.optional(contextTag(1));
  const list = elementsOf(fields.take(tags.sequence).content, 16, tags.sequence);
  const wrapped = fields.optional(contextTag(2));
  const found = wrapped ? splitExtensions(soleElement(wrapped.content, tags.sequence).content) : [];
  const nonce = found.find(extension => extension.oid === oids.nonce)?.value ?? null;
  return { ids: list.map(({ content }) => readId(new Fields(content).take(tags.sequence))), nonce };
}

function readId(element: Element): AskedId {
  const fields = new Fields(element.content);
  const algorithm = readAlgorithm(fields.take(tags.sequence)).oid;
  const digestName = digestByOid(algorithm);
  if (digestName === undefined) throw new RangeError(`no hash function ${algorithm}`);
  return {
    element,
    hash: bytes => digest(digestName, bytes),
    nameHash: fields.take(tags.octetString).content,
    keyHash: fields.take(tags.octetString).content,
    serial: readIntegerHex(fields.take(tags.integer)),
  };
}

function isIssuer(authority: Authority, { hash, nameHash, keyHash }: AskedId): boolean {
  const { subjectDer } = parseCertificate(authority.certificateDer);
  return (
    equalBytes(hash(subjectDer), nameHash) && equalBytes(hash(keyOctets(authority.key.spkiDer)), keyHash)
  );
}

//  ResponseData ::= SEQUENCE { responderID [1] byName, producedAt, responses SEQUENCE OF SingleResponse, responseExtensions [1] }
function responseData(
  service: OcspService,
  { ids, nonce }: Question,
  { certificateDer }: Delegate,
  fault: FaultName | null,
): Uint8Array {
  const now = serviceTime(service.now(), fault);
  const until = service.validForMs === null ? null : new Date(now.getTime() + service.validForMs);
  const singles = ids.map(({ element, serial }) =>
    sequence(
      element.raw,
      statusOf(service.registry, serial),
      generalizedTime(now),
      ...(until ? [explicit(0, generalizedTime(until))] : []),
    ),
  );
  const plain = { critical: false } as const;
  const answered = extensions(
    ...(nonce ? [{ oid: oids.nonce, value: spoiltNonce(nonce, fault), ...plain }] : []),
    { oid: oids.extendedRevoke, value: Uint8Array.of(0x05, 0x00), ...plain },
  );
  const name = explicit(1, parseCertificate(certificateDer).subjectDer);
  return sequence(name, generalizedTime(now), sequence(...singles), explicit(1, answered));
}

//  CertStatus ::= CHOICE { good [0] NULL, revoked [1] SEQUENCE { revocationTime, revocationReason [0] }, unknown [2] NULL }
function statusOf(registry: Registry, serial: string): Uint8Array {
  // RFC 6960 §2.2: what was never issued is "revoked" on 1970-01-01.
  if (!registry.isIssued(serial)) return revoked({ revokedAt: new Date(0), reason: certificateHold });
  const revocation = registry.revocationOf(serial);
  return revocation ? revoked(revocation) : Uint8Array.of(0x80, 0x00);
}

function revoked({ revokedAt, reason }: { readonly revokedAt: Date; readonly reason: number }): Uint8Array {
  return explicit(1, generalizedTime(revokedAt), explicit(0, enumerated(reason)));
}
