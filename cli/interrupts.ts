/** The one place for signals of the system: Ctrl+C and its kin ask running work to stop and to leave nothing half-done. */

/** SIGBREAK is Ctrl+Break on Windows; names that a system does not know are never delivered there. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;

/** What shells report for Ctrl+C: 128 and the number of SIGINT. */
export const interruptedExit = 130;

export interface Interrupts {
  /** Aborted at the first signal; the second one ends the process where it stands. */
  readonly signal: AbortSignal;
  /** What the terminal's raw mode delivers as a key instead of a signal. */
  interrupt(): void;
}

export function listenForInterrupts(): Interrupts {
  const controller = new AbortController();
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(interruptedExit);
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, interrupt);
  return { signal: controller.signal, interrupt };
}
