/** A clock that a test moves. */
import type { Clock } from '../../services/ports.ts';

export interface ManualClock extends Clock {
  /** Lets time pass; calls back whatever comes due on the way, in order. */
  advance(milliseconds: number): void;
  /** Lets time pass as in a computer that sleeps: what came due is called back only after the waking. */
  sleep(milliseconds: number): void;
}

export function manualClock(start = '2026-11-01T08:00:00Z'): ManualClock {
  let now = Date.parse(start);
  let timers: { readonly at: number; readonly callback: () => void }[] = [];

  function fireUntil(end: number): void {
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) return;
      timers = timers.filter(timer => timer !== next);
      now = Math.max(now, next.at);
      next.callback();
    }
  }

  return {
    now: () => new Date(now),
    after(milliseconds, callback) {
      const timer = { at: now + milliseconds, callback };
      timers.push(timer);
      return () => {
        timers = timers.filter(other => other !== timer);
      };
    },
    advance(milliseconds) {
      const end = now + milliseconds;
      fireUntil(end);
      now = end;
    },
    sleep(milliseconds) {
      now += milliseconds;
      const due = timers.filter(({ at }) => at <= now);
      timers = timers.filter(timer => !due.includes(timer));
      for (const { callback } of due) callback();
    },
  };
}
