/** A store that is open in a token host: its keys, who works with it, and when it has been idle for too long. */
import type { KeyDescription, StoreRef, Unpaired } from '../../contract/keys.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { Clock } from '../ports.ts';
import type { TokenHost } from './supervisor.ts';

/** What an open store holds. */
export interface OpenedStore {
  readonly certificates: ReadonlyMap<string, Certificate>;
  readonly keys: readonly KeyDescription[];
  readonly unpaired: readonly Unpaired[];
  /** It was opened with the PIN that its vendor gives to everybody. */
  readonly defaultPin: boolean;
}

export interface UnlockedStore {
  readonly ref: StoreRef;
  readonly host: TokenHost;
  readonly opened: OpenedStore;
  /** Begins a piece of work, during which the store is not idle; returns the function that ends it. */
  hold(): () => void;
  /** Whether it has been idle for too long, also where the computer slept and no timer fired. */
  expired(): boolean;
  /** Takes the timer back; the store is closed. */
  close(): void;
}

export interface UnlockedStoreOptions {
  readonly ref: StoreRef;
  readonly host: TokenHost;
  readonly opened: OpenedStore;
  readonly clock: Clock;
  /**
   * Minutes after which an unused key is locked; 0: at once after signing; Infinity: never. Asked each time, since it is a
   * setting.
   */
  readonly idleLockMinutes: () => number;
  readonly lock: () => void;
}

const MINUTE_MS = 60_000;
/** With 0 minutes, how long an unlocked key waits for the signature that it was unlocked for. */
const UNUSED_MINUTES = 2;

export function trackUnlocked({
  clock,
  idleLockMinutes,
  lock,
  ...store
}: UnlockedStoreOptions): UnlockedStore {
  let holders = 0;
  let touchedAt = clock.now().getTime();
  let stopTimer = (): void => undefined;

  const idleFor = (): number => clock.now().getTime() - touchedAt;
  const idleLimit = (): number => (idleLockMinutes() || UNUSED_MINUTES) * MINUTE_MS;
  const expired = (): boolean => holders === 0 && idleFor() >= idleLimit();

  /** Looks again when the time is up, and every minute until then: the setting may change, the computer may sleep. */
  function watch(): void {
    const left = Math.max(idleLimit() - idleFor(), 0);
    stopTimer = clock.after(left === 0 ? MINUTE_MS : Math.min(left, MINUTE_MS), () =>
      expired() ? lock() : watch(),
    );
  }

  watch();
  return {
    ...store,
    expired,
    hold() {
      holders += 1;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        holders -= 1;
        touchedAt = clock.now().getTime();
        if (holders === 0 && idleLockMinutes() === 0) lock();
      };
    },
    close: () => stopTimer(),
  };
}
