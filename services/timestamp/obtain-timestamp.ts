/** Time-stamps over signatures (RFC 3161), from the first of several authorities that gives a good one. */
import { randomBytes } from 'node:crypto';
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { equalBytes } from '../../core/bytes.ts';
import type { KeyFamily } from '../../core/crypto/algorithms.ts';
import type { Timestamper } from '../../core/signing/evidence.ts';
import { buildTimestampRequest, timestampMediaTypes } from '../../core/tsp/request.ts';
import type { TimestampRequest } from '../../core/tsp/request.ts';
import { tokenOfResponse } from '../../core/tsp/response.ts';
import { checkTimestamp, parseTimestampToken } from '../../core/tsp/token.ts';
import type { ParsedToken } from '../../core/tsp/token.ts';
import { LinkChecker } from '../../core/x509/chain.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { askForDer } from '../network/der-answer.ts';
import type { HttpClient } from '../network/http.ts';
import { hasAddress, inTurn } from '../network/in-turn.ts';
import type { Clock } from '../ports.ts';

export interface TimestampOptions {
  readonly http: HttpClient;
  readonly clock: Pick<Clock, 'now'>;
  /** Tried in turn. */
  readonly addresses: readonly string[];
  /** With them, a token whose authority only pretends to be one of them is refused; one of an authority that nobody knows is not. */
  readonly anchors?: readonly TrustAnchor[];
  /** Null: none is asked for, as authorities outside of НУЦ РК want it. Otherwise that of the key's family. */
  readonly policy?: null;
  readonly signal?: AbortSignal;
}

/** The authority of НУЦ РК. */
export const nationalTimestampAddress = 'http://tsp.pki.gov.kz';

const maxBytes = 1024 * 1024;

/**
 * How far our clock and the authority's may be apart. A computer that was left in an old time zone is hours off, and it is the one that is
 * wrong; an authority that is a day off is of no use.
 */
const clockToleranceMs = 24 * 60 * 60_000;

/** The port of core for signing and stamping. */
export function createTimestamper(options: TimestampOptions): Timestamper {
  return (signature, family) => obtainTimestamp({ ...options, signature, family });
}

export interface TimestampQuestion extends TimestampOptions {
  /** The octets of SignerInfo.signature. */
  readonly signature: Uint8Array;
  /** Of the key that made it: НУЦ РК stamps by policies of families. */
  readonly family: KeyFamily;
}

/**
 * A token over the signature, DER, checked to be about it: nonce, imprint, policy, the authority's signature, its right to stamp, and the
 * time within a day of ours.
 * @throws TanbaError timestamp.*, network.*, host.cancelled
 */
export async function obtainTimestamp(question: TimestampQuestion): Promise<Uint8Array> {
  const { addresses } = question;
  if (!hasAddress(addresses)) throw new TanbaError('timestamp.no-service', {});
  return inTurn(addresses, url => askOne(url, question));
}

async function askOne(url: string, question: TimestampQuestion): Promise<Uint8Array> {
  const { http, signal, family, signature, policy } = question;
  const nonce = new Uint8Array(randomBytes(8));
  const request = buildTimestampRequest(family, signature, nonce, policy);
  const answer = await askForDer(http, {
    url,
    body: { type: timestampMediaTypes.request, bytes: request.der },
    accept: timestampMediaTypes.response,
    maxBytes,
    signal,
  });
  const token = tokenOfResponse(answer);
  await assertAnswers(await parseTimestampToken(token), request, question);
  return token;
}

async function assertAnswers(
  token: ParsedToken,
  request: TimestampRequest,
  { signature, anchors = [], clock }: TimestampQuestion,
): Promise<void> {
  const { info } = token;
  if (!info.nonce || !equalBytes(info.nonce, request.nonce))
    throw new TanbaError('timestamp.wrong-nonce', {});
  const isSameHash = info.digestName === request.digestName && equalBytes(info.imprint, request.imprint);
  if (!isSameHash) throw new TanbaError('timestamp.wrong-imprint', {});
  if (request.policy !== null && info.policy !== request.policy)
    throw new TanbaError('timestamp.refused', { status: `policy ${info.policy}` });
  const now = clock.now();
  if (Math.abs(info.time.getTime() - now.getTime()) > clockToleranceMs)
    throw new TanbaError('timestamp.clock-differs', { time: info.time.toISOString() });
  const basis = { anchors, links: new LinkChecker(64), evidence: null, now };
  const { finding } = await checkTimestamp({ token, signature, intermediates: [], ...basis });
  // What is only unknown is for the verification to say: the authority may become known, the clock may be set.
  if (finding.status === 'failed') throw errorFromData(finding);
}
