/** What was learnt, until it is over; the oldest gives way. */

export class Memory<T> {
  readonly #most: number;
  readonly #entries = new Map<string, { readonly value: T; readonly until: number }>();

  /** @param most entries that are kept */
  constructor(most: number) {
    this.#most = most;
  }

  get(key: string, now: Date): T | null {
    const entry = this.#entries.get(key);
    if (!entry) return null;
    if (now.getTime() < entry.until) return entry.value;
    this.#entries.delete(key);
    return null;
  }

  put(key: string, value: T, until: Date): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until: until.getTime() });
    for (const [oldest] of this.#entries) {
      if (this.#entries.size <= this.#most) break;
      this.#entries.delete(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}

/** One piece of work for all who want the same thing at the same time. */
export class SharedWork<T> {
  readonly #running = new Map<string, Promise<T>>();

  run(key: string, act: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running) return running;
    const work = act().finally(() => this.#running.delete(key));
    this.#running.set(key, work);
    return work;
  }
}
