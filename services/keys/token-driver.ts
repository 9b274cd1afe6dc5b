/**
 * One library of tokens, watched: which tokens it shows, and whether it is well. It is asked twice a second and more whether a token
 * came or went, never while it works for somebody: a signature is not disturbed. A library that hangs stops its own host only.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { DriverDescription, TokenRef } from '../../contract/keys.ts';
import type { TokenDescription } from '../../contract/token-host.ts';
import type { Clock } from '../ports.ts';
import type { TokenHost } from './supervisor.ts';
import type { TokenLibrary } from './token-libraries.ts';

/** Pulled or plugged in, a token is noticed within this time and that of one `poll` and one `tokens`. */
const POLL_MS = 400;
/** A library that cannot be loaded may be installed anew; one that hangs may wait for another program to free the reader. */
const TROUBLED_MS = 5_000;

export interface DriverStatus {
  readonly state: DriverDescription['state'];
  readonly error: ErrorData | null;
  /** As they were last seen. */
  readonly tokens: readonly TokenDescription[];
}

export interface TokenDriver {
  readonly library: TokenLibrary;
  readonly host: TokenHost;
  readonly status: DriverStatus;
  /** Looks now and lists everything anew. Never rejected: what goes wrong is its status. */
  refresh(): Promise<void>;
  /** Begins to look again and again; does nothing where it does so already. */
  watch(): void;
  /** Starts a library again that was given up. */
  retry(): Promise<void>;
  /** Ends its host. */
  close(): void;
}

export interface TokenDriverOptions {
  readonly library: TokenLibrary;
  readonly host: TokenHost;
  readonly clock: Clock;
  /** The status has changed. */
  readonly changed: () => void;
  /** Tokens that are open in the host, whenever it was asked: all others are closed. */
  readonly stillOpen: (open: readonly TokenRef[]) => void;
}

export function createTokenDriver({
  library,
  host,
  clock,
  changed,
  stillOpen,
}: TokenDriverOptions): TokenDriver {
  let status: DriverStatus = { state: 'starting', error: null, tokens: [] };
  /** The slots for which `tokens` is true; null: the next look lists them. */
  let slotsSeen: string | null = null;
  let looking: Promise<void> | null = null;
  let stopTimer: (() => void) | null = null;
  let closed = false;

  host.onDidEnd(() => (slotsSeen = null));

  function become(next: DriverStatus): void {
    const same = JSON.stringify(plain(next)) === JSON.stringify(plain(status));
    status = next;
    if (!same && !closed) changed();
  }

  async function look(): Promise<void> {
    try {
      const { slots, open } = await host.call('poll', {});
      stillOpen(open);
      const seen = JSON.stringify(slots);
      if (seen === slotsSeen && status.state === 'working') return;
      const { tokens } = await host.call('tokens', {});
      slotsSeen = seen;
      become({ state: 'working', error: null, tokens });
    } catch (error) {
      slotsSeen = null;
      become(failure(error));
    }
  }

  function failure(error: unknown): DriverStatus {
    const data = error instanceof TanbaError ? error.toData() : new TanbaError('host.protocol', {}).toData();
    if (host.quarantined) return { ...status, state: 'quarantined', error: data };
    // Its host is started anew at the next look: until then nothing is known of the tokens but what was.
    if (data.code.startsWith('host.')) return { ...status, state: 'starting', error: data };
    return { state: 'failed', error: data, tokens: [] };
  }

  /** One look at a time: who asks for another while one is on gets that one. */
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => (looking = null));
    return looking;
  }

  function schedule(): void {
    if (closed) return;
    const troubled = status.state === 'failed' || status.error?.code === 'host.timeout';
    stopTimer = clock.after(troubled ? TROUBLED_MS : POLL_MS, () => void tick());
  }

  async function tick(): Promise<void> {
    if (!host.busy && status.state !== 'quarantined') await lookOnce();
    schedule();
  }

  async function refresh(): Promise<void> {
    await looking;
    slotsSeen = null;
    await lookOnce();
  }

  return {
    library,
    host,
    get status() {
      return status;
    },
    refresh,
    watch() {
      if (stopTimer !== null || closed) return;
      stopTimer = () => undefined;
      void tick();
    },
    retry() {
      host.retry();
      become({ state: 'starting', error: null, tokens: status.tokens });
      return refresh();
    },
    close() {
      closed = true;
      stopTimer?.();
      host.stop();
    },
  };
}

/** What a change is a change of; certificates by their names, since bytes in JSON are long. */
function plain({ state, error, tokens }: DriverStatus): unknown {
  return [
    state,
    error,
    tokens.map(token => ({ ...token, certificates: token.certificates.map(it => it.alias) })),
  ];
}
