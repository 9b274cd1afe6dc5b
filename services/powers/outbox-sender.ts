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

export function createOutboxSender(options: OutboxSenderOptions): OutboxSender {
  const { powers, portals, clock, onFault, retryMs = RETRY_MS } = options;
  let waiting: ErrorData | null = null;
  let cancelRetry: (() => void) | null = null;

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
    cancelRetry?.();
    cancelRetry = ready().length === 0 ? null : clock.after(retryMs, () => void resume());
  }

  async function send(ids: readonly string[], job: PoaJob): Promise<OutboxItem[]> {
    await powers.queue(ids);
    try {
      const sent = await powers.send(job, ids);
      waiting = null;
      return sent;
    } catch (error) {
      note(error);
      throw error;
    }
  }

  async function resume(): Promise<void> {
    cancelRetry?.();
    cancelRetry = null;
    const ids = ready();
    if (ids.length === 0) return;
    const job = { signal: new AbortController().signal, onProgress: () => undefined };
    await send(ids, job).catch((error: unknown) => {
      // Nobody waits for it; what passes is told by waiting(), anything else is ours.
      if (!(error instanceof TanbaError) || !isPassing(error)) toErrorData(error, onFault);
    });
  }

  portals.onDidChangeSession(session => {
    if (session?.profile) void resume();
  });
  return { waiting: () => waiting, send };
}
