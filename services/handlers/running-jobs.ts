/** Jobs that run now, by the name that the window gave them, so that it can cancel them. */
import { TanbaError } from '../../contract/errors/index.ts';

export class RunningJobs {
  readonly #running = new Map<string, AbortController>();

  /** Runs a job under its name. @throws TanbaError ipc.bad-request where a job of that name runs already */
  async run<T>(name: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#running.has(name)) throw new TanbaError('ipc.bad-request', { call: name });
    const controller = new AbortController();
    this.#running.set(name, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.#running.delete(name);
    }
  }

  /** Does nothing where the job is over already. */
  cancel(name: string): void {
    this.#running.get(name)?.abort();
  }
}
