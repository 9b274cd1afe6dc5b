/** What services/ needs from whoever runs it: the command line, tests and Electron's main process each give their own. */
import type { HostRequestMessage, HostSpec } from '../contract/token-host.ts';

/** Starts token hosts: as a child process of Node, or as a utility process of Electron. */
export interface HostStarter {
  /**
   * Starts a process that speaks contract/token-host.ts and ends when its parent does. Its environment holds nothing that
   * could make it load or say what it should not. Never throws: a process that cannot be started exits at once.
   */
  start(spec: HostSpec): HostProcess;
}

/** A running token host. Bytes survive the way as Uint8Array; after the exit nothing is delivered. */
export interface HostProcess {
  /** Hands a message over. It is copied before the call returns, so that the caller may zero what it held. Never throws. */
  send(message: HostRequestMessage): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Calls back exactly once, with the exit code; null where a signal ended the process or it never started. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends the process without asking it, even one that hangs in foreign code; the exit follows. */
  kill(): void;
}

/** Time, so that tests need not wait for it. */
export interface Clock {
  now(): Date;
  /** Calls back once after that time; the result takes it back. A pending call does not keep the program running. */
  after(milliseconds: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
