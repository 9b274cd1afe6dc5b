/** The limits of the public services, kept on our side so that nobody is locked out: a session in five minutes, calls in a day. */
import { TanbaError } from '../../../contract/errors/index.ts';
import type { Clock } from '../../ports.ts';

const SESSION_PAUSE_MS = 5 * 60_000;
const CALLS_PER_DAY = 3000;
const DAY_MS = 24 * 60 * 60_000;

export interface SoapLimits {
  /** @throws TanbaError portal.daily-limit */
  call(): void;
  /** @throws TanbaError portal.session-too-soon */
  session(user: string): void;
}

/** The service counts by address, so that all users of this program count together; sessions count for each user. */
export function createSoapLimits(clock: Clock): SoapLimits {
  let calls: number[] = [];
  const sessions = new Map<string, number>();
  return {
    call() {
      const now = clock.now().getTime();
      calls = calls.filter(at => now - at < DAY_MS);
      if (calls.length >= CALLS_PER_DAY) throw new TanbaError('portal.daily-limit', { limit: CALLS_PER_DAY });
      calls.push(now);
    },
    session(user) {
      const now = clock.now().getTime();
      const since = now - (sessions.get(user) ?? 0);
      if (since < SESSION_PAUSE_MS) {
        throw new TanbaError('portal.session-too-soon', {
          seconds: Math.ceil((SESSION_PAUSE_MS - since) / 1000),
        });
      }
      sessions.set(user, now);
    },
  };
}
