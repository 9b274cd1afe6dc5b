/**
 * Keeps one token host: starts it when it is needed, gives every command its deadline, ends and replaces it when it hangs
 * or talks nonsense, and stops trying when it does so again and again. No command is ever sent twice: a second `open`
 * burns a try of a PIN, a second `sign` is a second signature.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { hostCommands } from '../../contract/token-host.ts';
import type { HostCommandName, HostRequest, HostResponse, HostSpec } from '../../contract/token-host.ts';
import { zeroize } from '../../core/bytes.ts';
import { ordered } from '../ordered.ts';
import type { Clock, HostStarter } from '../ports.ts';
import { connectHost } from './host-connection.ts';
import type { HostConnection, HostEnd } from './host-connection.ts';

export interface TokenHostOptions {
  readonly spec: HostSpec;
  readonly starter: HostStarter;
  readonly clock: Clock;
  /** Other deadlines than the contract's, in milliseconds. */
  readonly deadlines?: Partial<Record<HostCommandName, number>> | undefined;
}

export interface CallOptions {
  /** Aborting a command that runs ends the host: there is no other way to stop a driver. */
  readonly signal?: AbortSignal | undefined;
  /** Byte arrays inside the request; zeroed once it was sent, or failed before. */
  readonly secrets?: readonly Uint8Array[] | undefined;
}

export interface TokenHost {
  /**
   * One command after the other, in the order of the calls. Rejected with what the host answers, or with host.timeout,
   * host.crashed, host.protocol, host.cancelled, host.quarantined.
   */
  call<N extends HostCommandName>(
    command: N,
    request: HostRequest<N>,
    options?: CallOptions,
  ): Promise<HostResponse<N>>;
  /** Ends the host if no command runs or waits: what it held in memory goes with it. The next call starts another. */
  stopIfIdle(): void;
  /** Ends the host whatever it does. */
  stop(): void;
  /** Takes a host out of quarantine; the next call starts it. */
  retry(): void;
  readonly quarantined: boolean;
  /** A command runs or waits. */
  readonly busy: boolean;
  /** Called each time that a host has ended, with its reason: all that was open in it is closed. */
  onDidEnd(listener: (reason: HostEnd) => void): void;
}

/** So many faults within the time, and the host is left alone until the person asks for it. */
const BUDGET = { faults: 3, withinMs: 10 * 60_000 } as const;

const faults: ReadonlySet<HostEnd> = new Set(['crashed', 'timeout', 'protocol']);

export function createTokenHost({ spec, starter, clock, deadlines = {} }: TokenHostOptions): TokenHost {
  let connection: HostConnection | null = null;
  const inOrder = ordered();
  let outstanding = 0;
  /** When the latest faults happened. */
  let faultTimes: number[] = [];
  const listeners: ((reason: HostEnd) => void)[] = [];

  const deadlineOf = (command: HostCommandName): number =>
    deadlines[command] ?? hostCommands[command].deadlineMs;

  function hasEnded(reason: HostEnd): void {
    connection = null;
    if (faults.has(reason)) faultTimes.push(clock.now().getTime());
    for (const listener of listeners) listener(reason);
  }

  function isQuarantined(): boolean {
    const since = clock.now().getTime() - BUDGET.withinMs;
    // Once in quarantine it stays there: time alone repairs no driver.
    if (faultTimes.length < BUDGET.faults) faultTimes = faultTimes.filter(time => time > since);
    return faultTimes.length >= BUDGET.faults;
  }

  async function running(): Promise<HostConnection> {
    if (connection !== null) return connection;
    if (isQuarantined()) throw new TanbaError('host.quarantined', {});
    const started = connectHost(starter.start(spec), clock, hasEnded);
    connection = started;
    const { provider } = await started.request('hello', {}, { deadlineMs: deadlineOf('hello') });
    if (provider !== spec.provider) {
      started.end('protocol');
      throw new TanbaError('host.protocol', {});
    }
    return started;
  }

  async function run<N extends HostCommandName>(
    command: N,
    request: HostRequest<N>,
    options: CallOptions,
  ): Promise<HostResponse<N>> {
    throwIfAborted(options.signal);
    const host = await running();
    throwIfAborted(options.signal);
    return host.request(command, request, { ...options, deadlineMs: deadlineOf(command) });
  }

  return {
    async call(command, request, options = {}) {
      outstanding += 1;
      const turn = inOrder(() => run(command, request, options));
      try {
        return await unlessAborted(turn, options.signal);
      } finally {
        outstanding -= 1;
        zeroize(...(options.secrets ?? []));
      }
    },
    stopIfIdle() {
      if (outstanding === 0) connection?.end('stopped');
    },
    stop: () => connection?.end('stopped'),
    retry() {
      faultTimes = [];
    },
    get quarantined() {
      return isQuarantined();
    },
    get busy() {
      return outstanding > 0;
    },
    onDidEnd: listener => void listeners.push(listener),
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new TanbaError('host.cancelled', {});
}

/** Who waits for its turn need not wait for it to be told that it was cancelled. */
async function unlessAborted<T>(turn: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return turn;
  let forget = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    const onAbort = (): void => reject(new TanbaError('host.cancelled', {}));
    signal.addEventListener('abort', onAbort);
    forget = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([turn, aborted]);
  } finally {
    forget();
  }
}
