/** How long a certificate still holds. */

const day = 86_400_000;
/** A new key takes some days to get: from here on the window reminds. */
const soonDays = 30;

export type TermTone = 'not-yet' | 'over' | 'soon' | 'fine';

export interface Term {
  readonly tone: TermTone;
  /** Whole days until the end (or until the beginning for `not-yet`); 0 on the last day, negative after it. */
  readonly days: number;
  /** What is left of the whole term, 0 to 1. */
  readonly left: number;
}

/** @param now milliseconds since the epoch. */
export function termOf(notBefore: string, notAfter: string, now: number): Term {
  const begin = Date.parse(notBefore);
  const end = Date.parse(notAfter);
  if (now < begin) return { tone: 'not-yet', days: Math.ceil((begin - now) / day), left: 1 };
  const days = Math.floor((end - now) / day);
  const left = Math.min(1, Math.max(0, (end - now) / Math.max(1, end - begin)));
  if (now > end) return { tone: 'over', days, left: 0 };
  return { tone: days <= soonDays ? 'soon' : 'fine', days, left };
}
