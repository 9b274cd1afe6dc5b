/** Lets few of many events through: the window redraws, and a pipe fills, no faster than this. */
import type { Clock } from '../ports.ts';

const PAUSE_MS = 100;

/** Passes an event on when `urgent`, or when the last one is long enough ago. */
export function throttle<T>(clock: Clock, listener: (event: T) => void): (event: T, urgent: boolean) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (event, urgent) => {
    const now = clock.now().getTime();
    // A clock that was set back must not silence the progress.
    if (!urgent && Math.abs(now - last) < PAUSE_MS) return;
    last = now;
    listener(event);
  };
}
