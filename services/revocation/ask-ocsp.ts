/** Questions to OCSP responders (RFC 6960), and their answers until they are over. */
import { randomBytes } from 'node:crypto';
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { bytesToHex, concatBytes } from '../../core/bytes.ts';
import { digest } from '../../core/crypto/digest.ts';
import { statusByOcsp } from '../../core/revocation/ocsp.ts';
import { buildOcspRequest, certIdOf, ocspMediaTypes } from '../../core/revocation/ocsp-request.ts';
import { parseOcspResponse } from '../../core/revocation/ocsp-response.ts';
import type { Issuer, RevocationStatus } from '../../core/revocation/status.ts';
import { askForDer } from '../network/der-answer.ts';
import type { HttpClient } from '../network/http.ts';
import { inTurn } from '../network/in-turn.ts';
import { maxAnswerBytes, nameOf } from './answer-files.ts';
import type { AnswerCache } from './answer-files.ts';
import { Memory } from './memory.ts';

export interface Asking {
  readonly http: HttpClient;
  readonly now: () => Date;
  readonly signal?: AbortSignal | undefined;
}

/** An answer that does not say how long it holds is used for all documents that are at hand, and not again tomorrow. */
export const withoutTermMs = 5 * 60_000;

/** Names a certificate among all: its issuer's name and key, and its number. */
export function subjectOf(serial: string, { subjectDer, spkiDer }: Issuer): string {
  return `${bytesToHex(digest('sha256', concatBytes(subjectDer, spkiDer)))}/${serial}`;
}

/** What could not be had is not asked for again for so long. */
export const problemForMs = 30_000;

/** The error that an unknown status means. */
export function errorOf({ code, params }: RevocationStatus): TanbaError {
  return errorFromData({ code: code ?? 'revocation.unknown', params: params ?? {} });
}

interface Held {
  readonly answer: Uint8Array;
  readonly until: Date;
  /** Whether the answer itself says until when. */
  readonly hasTerm: boolean;
}

export class OcspAnswers {
  readonly #asking: Asking;
  readonly #memory = new Memory<Uint8Array>(5000);
  readonly #cache: AnswerCache;

  constructor(asking: Asking, cache: AnswerCache) {
    this.#asking = asking;
    this.#cache = cache;
  }

  /**
   * An answer that says good or revoked, now: kept, or asked for.
   * @throws TanbaError revocation.*, network.*, host.cancelled
   */
  async answerAbout(
    serial: string,
    issuer: Issuer,
    addresses: readonly [string, ...string[]],
  ): Promise<Uint8Array> {
    const subject = subjectOf(serial, issuer);
    const known = this.#memory.get(subject, this.#asking.now());
    if (known) return known;
    const fromDisk = await this.#fromDisk(subject, serial, issuer);
    const held = fromDisk ?? (await inTurn(addresses, address => this.#ask(address, serial, issuer)));
    this.#memory.put(subject, held.answer, held.until);
    // Without a term it is not kept for the next start of the program: it would not be used then.
    if (!fromDisk && held.hasTerm) await this.#cache.write(nameOf('ocsp', subject), held.answer);
    return held.answer;
  }

  async #fromDisk(subject: string, serial: string, issuer: Issuer): Promise<Held | null> {
    const answer = await this.#cache.read(nameOf('ocsp', subject));
    try {
      const held = answer && this.#judged(answer, serial, issuer, null);
      return held && held.until > this.#asking.now() ? held : null;
    } catch (error) {
      if (error instanceof TanbaError) return null;
      throw error;
    }
  }

  async #ask(url: string, serial: string, issuer: Issuer): Promise<Held> {
    const nonce = new Uint8Array(randomBytes(16));
    const bytes = buildOcspRequest(certIdOf(serial, issuer), nonce);
    const answer = await askForDer(this.#asking.http, {
      url,
      body: { type: ocspMediaTypes.request, bytes },
      accept: ocspMediaTypes.response,
      maxBytes: maxAnswerBytes.ocsp,
      signal: this.#asking.signal,
    });
    return this.#judged(answer, serial, issuer, nonce);
  }

  /** @throws TanbaError why the answer says nothing */
  #judged(answer: Uint8Array, serial: string, issuer: Issuer, nonce: Uint8Array | null): Held {
    const at = this.#asking.now();
    const status = statusByOcsp({ response: parseOcspResponse(answer), serial, issuer, nonce, at });
    if (status.status === 'unknown') throw errorOf(status);
    const { nextUpdate, thisUpdate } = status;
    const until = nextUpdate ?? new Date(thisUpdate!.getTime() + withoutTermMs);
    return { answer, until, hasTerm: nextUpdate !== null };
  }
}
