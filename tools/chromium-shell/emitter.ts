/** The two halves of an event source, typed by a table of events. */
export class Emitter<Events extends Record<string, unknown[]>> {
  readonly #listeners = new Map<keyof Events, ((...parameters: unknown[]) => void)[]>();

  on<E extends keyof Events>(event: E, listener: (...parameters: Events[E]) => void): void {
    const listeners = this.#listeners.get(event) ?? [];
    this.#listeners.set(event, [...listeners, listener as (...parameters: unknown[]) => void]);
  }

  /** Calls the listeners in their order; says whether there were any. */
  emit<E extends keyof Events>(event: E, ...parameters: Events[E]): boolean {
    const listeners = this.#listeners.get(event) ?? [];
    for (const listener of listeners) listener(...parameters);
    return listeners.length > 0;
  }
}
