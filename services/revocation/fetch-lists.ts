/** Lists of revoked certificates and their deltas (RFC 5280 §5): fetched when they are needed, used until the next one is due. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { parseCrl, statusByCrl } from '../../core/revocation/crl.ts';
import type { Crl } from '../../core/revocation/crl.ts';
import type { Issuer } from '../../core/revocation/status.ts';
import { askForDer } from '../network/der-answer.ts';
import { hasAddress, inTurn } from '../network/in-turn.ts';
import { maxAnswerBytes, nameOf } from './answer-files.ts';
import type { AnswerCache } from './answer-files.ts';
import { errorOf, problemForMs, subjectOf, withoutTermMs } from './ask-ocsp.ts';
import type { Asking } from './ask-ocsp.ts';
import { Memory, SharedWork } from './memory.ts';

/** НУЦ's lists are large, and lines are slow. */
const timeoutMs = 60_000;

/** Throws what makes a list useless here. */
type Judge = (list: Crl) => void;

export class RevocationLists {
  readonly #asking: Asking;
  /** Lists are large: few are kept. */
  readonly #memory = new Memory<Crl>(8);
  readonly #problems = new Memory<ErrorData>(100);
  readonly #fetching = new SharedWork<Crl>();
  readonly #cache: AnswerCache;

  constructor(asking: Asking, cache: AnswerCache) {
    this.#asking = asking;
    this.#cache = cache;
  }

  /**
   * A complete list that covers the certificate now, and its delta where there is one.
   * @throws TanbaError revocation.*, network.*, host.cancelled
   */
  async listsAbout(
    serial: string,
    issuer: Issuer,
    addresses: readonly [string, ...string[]],
    deltaAddresses: readonly string[],
  ): Promise<Uint8Array[]> {
    const judge = (base: Crl, delta: Crl | null): void => {
      const status = statusByCrl({ serial, issuer, base, delta, at: this.#asking.now() });
      if (status.status === 'unknown') throw errorOf(status);
    };
    const base = await inTurn(addresses, url => this.#list(url, issuer, list => judge(list, null)));
    if (!hasAddress(deltaAddresses)) return [base.der];
    try {
      const delta = await inTurn(deltaAddresses, url => this.#list(url, issuer, list => judge(base, list)));
      return [base.der, delta.der];
    } catch (error) {
      // The complete list is in its term by itself.
      if (error instanceof TanbaError && error.code !== 'host.cancelled') return [base.der];
      throw error;
    }
  }

  forgetProblems(): void {
    this.#problems.clear();
  }

  async #list(url: string, issuer: Issuer, judge: Judge): Promise<Crl> {
    const held = this.#memory.get(url, this.#asking.now()) ?? (await this.#fromDisk(url));
    if (held && suits(held, judge)) return held;
    // Some certificates name the list of another authority: not to be fetched once for each of them.
    const id = `${url} ${subjectOf('', issuer)}`;
    const problem = this.#problems.get(id, this.#asking.now());
    if (problem) throw errorFromData(problem);
    try {
      return await this.#fresh(url, judge);
    } catch (error) {
      const until = new Date(this.#asking.now().getTime() + problemForMs);
      const isTheirs = error instanceof TanbaError && error.code !== 'host.cancelled';
      if (isTheirs) this.#problems.put(id, error.toData(), until);
      throw error;
    }
  }

  async #fresh(url: string, judge: Judge): Promise<Crl> {
    const list = await this.#fetching.run(url, () => this.#fetch(url));
    judge(list);
    // Only now: what was not signed by its authority is not kept.
    if (this.#keep(url, list)) await this.#cache.write(nameOf('crl', url), list.der);
    return list;
  }

  async #fetch(url: string): Promise<Crl> {
    const { http, signal } = this.#asking;
    const accept = 'application/pkix-crl';
    return parseCrl(await askForDer(http, { url, accept, maxBytes: maxAnswerBytes.crl, timeoutMs, signal }));
  }

  async #fromDisk(url: string): Promise<Crl | null> {
    const bytes = await this.#cache.read(nameOf('crl', url));
    try {
      const list = bytes && parseCrl(bytes);
      return list && this.#keep(url, list) ? list : null;
    } catch (error) {
      if (error instanceof TanbaError) return null;
      throw error;
    }
  }

  /** Remembers a list for its term; false where it has none that goes on, which is not worth a file. */
  #keep(url: string, list: Crl): boolean {
    const now = this.#asking.now();
    const until = list.nextUpdate ?? new Date(now.getTime() + withoutTermMs);
    if (until <= now) return false;
    this.#memory.put(url, list, until);
    return list.nextUpdate !== null;
  }
}

/** A list of another authority under this address, or a damaged file: as if there were none. */
function suits(list: Crl, judge: Judge): boolean {
  try {
    judge(list);
    return true;
  } catch (error) {
    if (error instanceof TanbaError) return false;
    throw error;
  }
}
