/**
 * The limits of the public services, kept on our side so that nobody is locked out: a session in five minutes, calls in a day. They
 * outlive the program, since the service goes on counting and says no more than that access is denied.
 */
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { TanbaError } from '../../../contract/errors/index.ts';
import { readKept, writeKept } from '../../files/kept-json.ts';
import { ordered } from '../../ordered.ts';
import type { Clock } from '../../ports.ts';

const SESSION_PAUSE_MS = 5 * 60_000;
const CALLS_PER_DAY = 3000;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

export interface SoapLimits {
  /** @throws TanbaError portal.daily-limit */
  call(): Promise<void>;
  /** @throws TanbaError portal.session-too-soon */
  session(user: string): Promise<void>;
}

const time = z.number().int().nonnegative();
const usedSchema = z.object({
  /** Calls by the hour in which they were made. */
  calls: z.array(z.object({ hour: time, count: z.number().int().positive() })),
  /** When somebody's last session was asked for; people by a hash, since nobody has to read who logs in here. */
  sessions: z.record(z.string(), time),
});
type Used = z.infer<typeof usedSchema>;

/**
 * The service counts by address, so that all users of this program count together; sessions count for each user.
 * @param file null: counted in memory only
 */
export function createSoapLimits(clock: Clock, file: string | null): SoapLimits {
  const now = (): number => clock.now().getTime();
  const loaded = load(file);
  const inOrder = ordered();

  /** What cannot be written is counted here all the same. */
  async function keep(used: Used): Promise<void> {
    if (file !== null) await inOrder(() => writeKept(file, used)).catch(() => undefined);
  }

  return {
    async call() {
      const used = await loaded;
      used.calls = used.calls.filter(({ hour }) => now() - hour < DAY_MS);
      const made = used.calls.reduce((sum, { count }) => sum + count, 0);
      if (made >= CALLS_PER_DAY) throw new TanbaError('portal.daily-limit', { limit: CALLS_PER_DAY });
      const hour = now() - (now() % HOUR_MS);
      const last = used.calls.at(-1);
      if (last?.hour === hour) last.count += 1;
      else used.calls.push({ hour, count: 1 });
      await keep(used);
    },
    async session(user) {
      const used = await loaded;
      const id = createHash('sha256').update(user).digest('hex');
      const since = now() - (used.sessions[id] ?? 0);
      if (since < SESSION_PAUSE_MS) {
        throw new TanbaError('portal.session-too-soon', {
          seconds: Math.ceil((SESSION_PAUSE_MS - since) / 1000),
        });
      }
      const recent = Object.entries(used.sessions).filter(([, at]) => now() - at < SESSION_PAUSE_MS);
      used.sessions = { ...Object.fromEntries(recent), [id]: now() };
      await keep(used);
    },
  };
}

/** A file that is missing or damaged counts as nothing used: the service has its own count. */
async function load(file: string | null): Promise<Used> {
  const kept = file === null ? null : await readKept(file, json => usedSchema.parse(json));
  return kept?.value ?? { calls: [], sessions: {} };
}
