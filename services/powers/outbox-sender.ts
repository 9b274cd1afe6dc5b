/** What the person has said is to go goes by itself: when they log in, and when the portal answers again. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { OnFault } from '../fault.ts';
import { toErrorData } from '../fault.ts';
import type { Portals } from '../portal/portals.ts';
import type { Clock } from '../ports.ts';
import { isOfSession, isPassing } from './at-portal.ts';
import type { OutboxItem } from './outbox-store.ts';
import type { PoaJob, Powers } from './powers.ts';

export interface OutboxSender {
  /** Why what is queued still waits; null where nothing is known to be in its way. */
  waiting(): ErrorData | null;
  /** What is named goes by itself, in a moment; nothing waits for it. */
  queue(ids: readonly string[]): Promise<void>;
  /** Sends what is named now, and whatever of it cannot go later. @throws TanbaError as Powers.send() */
  send(ids: readonly string[], job: PoaJob): Promise<OutboxItem[]>;
}

export interface OutboxSenderOptions {
  readonly powers: Powers;
  readonly portals: Portals;
  readonly clock: Clock;
  readonly onFault: OnFault;
  /** Shorter in tests. */
  readonly retryMs?: number;
}

const RETRY_MS = 20_000;
/** Whoever signs may send at once, and then nothing has to be done here. */
const SOON_MS = 2_000;

export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { powers, portals, clock, onFault, retryMs = RETRY_MS } = options;
  let waiting: ErrorData | null = null;
  let cancelRetry: (() => void) | null = null;
  /** What goes by itself at this moment. */
  let byItself: AbortController | null = null;
  /** How many the person sends at this moment, and can stop: nothing goes by itself meanwhile. */
  let asked = 0;

  /** Queued, and of whoever is logged in. */
  function ready(): string[] {
    const session = portals.session();
    return powers.outbox().flatMap(({ id, queued, text }) => {
      const data = queued ? readPowerOfAttorney(text) : null;
      return data !== null && isOfSession(session, data.principal, data.giver) ? [id] : [];
    });
  }

  /** What is in the way passes by itself or by logging in: then it is tried again. */
  function note(error: unknown): void {
    waiting = error instanceof TanbaError && error.code !== 'host.cancelled' ? error.toData() : null;
    resumeIn(retryMs);
  }

  function resumeIn(milliseconds: number): void {
    cancelRetry?.();
    cancelRetry = ready().length === 0 ? null : clock.after(milliseconds, () => void resume());
  }

  async function queue(ids: readonly string[]): Promise<void> {
    await powers.queue(ids);
    resumeIn(SOON_MS);
  }

  async function attempt(ids: readonly string[], job: PoaJob): Promise<OutboxItem[]> {
    cancelRetry?.();
    cancelRetry = null;
    const sent = await powers.send(job, ids);
    waiting = null;
    return sent;
  }

  async function send(ids: readonly string[], job: PoaJob): Promise<OutboxItem[]> {
    asked += 1;
    byItself?.abort();
    try {
      await powers.queue(ids);
      const sent = await attempt(ids, job);
      resumeIn(SOON_MS);
      return sent;
    } catch (error) {
      // Whoever stops it does not want it to go by itself.
      if (error instanceof TanbaError && error.code === 'host.cancelled') await powers.hold(ids);
      note(error);
      throw error;
    } finally {
      asked -= 1;
    }
  }

  async function resume(): Promise<void> {
    if (asked > 0 || byItself !== null) return;
    const ids = ready();
    if (ids.length === 0) return;
    byItself = new AbortController();
    try {
      await attempt(ids, { signal: byItself.signal, onProgress: () => undefined });
      resumeIn(SOON_MS);
    } catch (error) {
      note(error);
      // Nobody waits for it; what passes is told by waiting(), anything else is ours.
      if (!(error instanceof TanbaError) || !isPassing(error)) toErrorData(error, onFault);
    } finally {
      byItself = null;
    }
  }

  portals.onDidChangeSession(session => {
    if (session?.profile) void resume();
  });
  return { waiting: () => waiting, queue, send };
}
