/** One life of a token host: one request at a time, each with its deadline, until the process ends or is ended. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import { hostCommands, hostResponseMessageSchema } from '../../contract/token-host.ts';
import type { HostCommandName, HostRequest, HostResponse } from '../../contract/token-host.ts';
import { zeroize } from '../../core/bytes.ts';
import type { Clock, HostProcess } from '../ports.ts';

/** Why a host is no more. The first three are its own fault. */
export type HostEnd = 'crashed' | 'timeout' | 'protocol' | 'cancelled' | 'stopped';

export interface RequestOptions {
  readonly deadlineMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Filled with zero as soon as the host was handed its copy. */
  readonly secrets?: readonly Uint8Array[] | undefined;
}

export interface HostConnection {
  /** Sends one request; the one before must have been settled. */
  request<N extends HostCommandName>(
    command: N,
    request: HostRequest<N>,
    options: RequestOptions,
  ): Promise<HostResponse<N>>;
  /** Ends the process; a request that waits fails at once. */
  end(reason: HostEnd): void;
}

interface Pending {
  readonly id: number;
  readonly command: HostCommandName;
  readonly deadlineMs: number;
  readonly resolve: (value: never) => void;
  readonly reject: (error: TanbaError) => void;
  /** Takes back timer and signal. */
  readonly forget: () => void;
}

/** What the person reads when a host ends while a request waits. */
const endErrors: Readonly<Record<HostEnd, (pending: Pending) => TanbaError>> = {
  crashed: () => new TanbaError('host.crashed', {}),
  timeout: ({ deadlineMs }) => new TanbaError('host.timeout', { seconds: Math.ceil(deadlineMs / 1000) }),
  protocol: () => new TanbaError('host.protocol', {}),
  cancelled: () => new TanbaError('host.cancelled', {}),
  stopped: () => new TanbaError('host.cancelled', {}),
};

/** `ended` is called once, with what ended the connection, before the request that waits is rejected. */
export function connectHost(
  process: HostProcess,
  clock: Clock,
  ended: (reason: HostEnd) => void,
): HostConnection {
  let over = false;
  let pending: Pending | null = null;
  let lastId = 0;

  function settle(act: (settled: Pending) => void): void {
    const settled = pending;
    pending = null;
    settled?.forget();
    if (settled !== null) act(settled);
  }

  function end(reason: HostEnd): void {
    if (over) return;
    over = true;
    process.kill();
    ended(reason);
    settle(waiting => waiting.reject(endErrors[reason](waiting)));
  }

  process.onExit(() => end('crashed'));
  process.onMessage(message => {
    if (over) return;
    const answer = understand(message, pending);
    if (answer === null) end('protocol');
    else settle(answer);
  });

  return {
    end,
    request: (command, request, { deadlineMs, signal, secrets = [] }) =>
      new Promise((resolve, reject) => {
        const onAbort = (): void => end('cancelled');
        signal?.addEventListener('abort', onAbort);
        const stopTimer = deadline(clock, deadlineMs, () => end('timeout'));
        const forget = (): void => {
          stopTimer();
          signal?.removeEventListener('abort', onAbort);
        };
        pending = { id: ++lastId, command, deadlineMs, resolve, reject, forget };
        process.send({ id: lastId, command, request });
        zeroize(...secrets);
      }),
  };
}

/** What to do with the request that waits; null where the message makes no sense. */
function understand(message: unknown, pending: Pending | null): ((waiting: Pending) => void) | null {
  const envelope = hostResponseMessageSchema.safeParse(message);
  if (!envelope.success || pending === null || envelope.data.id !== pending.id) return null;
  const answer = envelope.data;
  if (!answer.ok) return waiting => waiting.reject(errorFromData(answer.error));
  const value = hostCommands[pending.command].response.safeParse(answer.value);
  return value.success ? waiting => waiting.resolve(value.data as never) : null;
}

/** The part of a deadline that is kept back for a second timer. */
const GRACE = 0.2;

/**
 * Two timers in a row: a computer that wakes from sleep fires an overdue one at once, and the host, asleep just as long,
 * must get a moment to answer.
 */
function deadline(clock: Clock, milliseconds: number, passed: () => void): () => void {
  let stop = clock.after(milliseconds * (1 - GRACE), () => {
    stop = clock.after(milliseconds * GRACE, passed);
  });
  return () => stop();
}
