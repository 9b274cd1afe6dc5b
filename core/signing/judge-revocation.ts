/**
 * Whether a certificate was revoked, from what authorities say of it. A revocation outweighs everything, since nobody but the authority can
 * say it; then OCSP counts before lists, and what cannot be relied on says nothing: unknown, with the reason.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import type { RevocationAnswer } from '../../contract/report.ts';
import { parseCrl, statusByCrl } from '../revocation/crl.ts';
import type { Crl } from '../revocation/crl.ts';
import { statusByOcsp } from '../revocation/ocsp.ts';
import { parseOcspResponse } from '../revocation/ocsp-response.ts';
import { unknown as unknownStatus } from '../revocation/status.ts';
import type { Issuer, RevocationStatus } from '../revocation/status.ts';
import { Asn1Error } from '../asn1/asn1-error.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { RevocationAnswers } from './evidence.ts';
import { ok } from './findings.ts';
import type { Finding } from './findings.ts';

export interface RevocationQuestion {
  readonly certificate: Certificate;
  readonly issuer: Issuer;
  /** The time for which the certificate is judged. */
  readonly at: Date;
  /** The clock; answers from later than this are none. */
  readonly now: Date;
}

export interface RevocationJudgement {
  readonly finding: Finding;
  /** The answer that decided; null where none did. */
  readonly answer: RevocationAnswer | null;
  /** CRLReason, where the certificate is revoked, be it after the time that is judged. */
  readonly reason: number | null;
}

interface Told extends RevocationStatus {
  readonly source: RevocationAnswer['source'];
}

/** More than any authority sends; hostile evidence folders may hold anything. */
const maxAnswers = 16;

export function judgeRevocation(
  question: RevocationQuestion,
  answers: RevocationAnswers,
): RevocationJudgement {
  const told: Told[] = [
    ...answers.ocsp
      .slice(0, maxAnswers)
      .map(der => ({ source: 'ocsp' as const, ...attempt(() => byOcsp(question, der)) })),
    ...byLists(question, answers.crls).map(status => ({ source: 'crl' as const, ...status })),
  ];
  const find = (status: RevocationStatus['status']) => told.find(one => one.status === status);
  const decisive = find('revoked') ?? find('good');
  if (decisive === undefined) return openJudgement(find('unknown'), answers);
  const { status, code, params, source, thisUpdate, nextUpdate, revokedAt, reason } = decisive;
  return {
    finding: status === 'good' ? ok : { status: 'failed', code: code!, params: params ?? {} },
    answer: {
      source,
      thisUpdate: thisUpdate!.toISOString(),
      nextUpdate: nextUpdate?.toISOString() ?? null,
      revokedAt: revokedAt?.toISOString() ?? null,
    },
    reason,
  };
}

/** What an answer was wrong about says more than that others could not be had. */
function openJudgement(status: Told | undefined, { problem }: RevocationAnswers): RevocationJudgement {
  const { code, params } = status ?? problem ?? { code: undefined, params: undefined };
  return {
    finding: { status: 'unknown', code: code ?? 'revocation.unavailable', params: params ?? {} },
    answer: null,
    reason: null,
  };
}

function byOcsp({ certificate, issuer, at, now }: RevocationQuestion, der: Uint8Array): RevocationStatus {
  const response = parseOcspResponse(der);
  return statusByOcsp({ response, serial: certificate.serial, issuer, nonce: null, at, now });
}

/** Each complete list with the newest delta that fits it, else by itself. */
function byLists(question: RevocationQuestion, ders: readonly Uint8Array[]): RevocationStatus[] {
  const unread: RevocationStatus[] = [];
  const lists: Crl[] = [];
  for (const der of ders.slice(0, maxAnswers)) {
    const status = attempt(() => {
      lists.push(parseCrl(der));
      return null;
    });
    if (status !== null) unread.push(status);
  }
  const deltas = lists
    .filter(list => list.baseNumber !== null)
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime());
  const complete = lists.filter(list => list.baseNumber === null);
  return [...complete.map(base => byList(question, base, deltas)), ...unread];
}

function byList(
  { certificate, issuer, at, now }: RevocationQuestion,
  base: Crl,
  deltas: readonly Crl[],
): RevocationStatus {
  const ask = (delta: Crl | null): RevocationStatus =>
    attempt(() => statusByCrl({ serial: certificate.serial, issuer, base, delta, at, now }));
  const withDelta = deltas.map(ask).find(status => status.status !== 'unknown');
  const status = withDelta ?? ask(null);
  // RFC 5280 §3.3: certificates leave the lists once they have expired, so a later one is silent about them.
  const silent =
    status.status === 'good' && status.revokedAt === null && base.thisUpdate > certificate.notAfter;
  return silent ? unknownStatus('revocation.unknown') : status;
}

function attempt<T>(read: () => T): T | RevocationStatus {
  try {
    return read();
  } catch (error) {
    if (error instanceof TanbaError) return unknownStatus(error.code, error.params);
    if (error instanceof Asn1Error) return unknownStatus('revocation.malformed');
    throw error;
  }
}
