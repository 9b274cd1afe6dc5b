/** What the sandbox's authorities know of their certificates: which were issued, and which are revoked since when. */
import { delegateMark } from './delegates.ts';

export interface Revocation {
  readonly revokedAt: Date;
  /** CRLReason (RFC 5280 §5.3.1). */
  readonly reason: number;
}

/** removeFromCRL: a delta takes an entry of its complete list back. */
const removeFromCrl = 8;

/** Serial numbers are lower-case hex without a sign octet. */
export class Registry {
  readonly #issued: ReadonlySet<string> | null;
  readonly #now: () => Date;
  readonly #revoked = new Map<string, Revocation>();
  #listed: ReadonlyMap<string, Revocation> = new Map();
  #publishedAt: Date;
  #baseNumber = 1;
  #changes = 0;

  /** @param issued null: whatever is asked about was issued */
  constructor(issued: readonly string[] | null, now: () => Date) {
    this.#issued = issued && new Set(issued);
    this.#now = now;
    this.#publishedAt = now();
  }

  isIssued(serial: string): boolean {
    return this.#issued === null || this.#issued.has(serial) || serial.startsWith(delegateMark);
  }

  revocationOf(serial: string): Revocation | null {
    return this.#revoked.get(serial) ?? null;
  }

  /** Known to OCSP and the delta at once, to the complete list when it is published anew. */
  revoke(serial: string, reason = 0, revokedAt = this.#now()): void {
    this.#revoked.set(serial, { revokedAt, reason });
    this.#changes++;
  }

  restore(serial: string): void {
    this.#revoked.delete(serial);
    this.#changes++;
  }

  /** Begins a new complete list; the delta is empty again. */
  publish(): void {
    this.#baseNumber += this.#changes + 1;
    this.#changes = 0;
    this.#listed = new Map(this.#revoked);
    this.#publishedAt = this.#now();
  }

  get base(): {
    readonly number: number;
    readonly at: Date;
    readonly entries: ReadonlyMap<string, Revocation>;
  } {
    return { number: this.#baseNumber, at: this.#publishedAt, entries: this.#listed };
  }

  /** What changed since the complete list. */
  get delta(): { readonly number: number; readonly entries: ReadonlyMap<string, Revocation> } {
    const entries = new Map([...this.#revoked].filter(([serial]) => !this.#listed.has(serial)));
    for (const serial of this.#listed.keys()) {
      if (!this.#revoked.has(serial)) entries.set(serial, { revokedAt: this.#now(), reason: removeFromCrl });
    }
    return { number: this.#baseNumber + this.#changes, entries };
  }

  get revoked(): ReadonlyMap<string, Revocation> {
    return this.#revoked;
  }
}
