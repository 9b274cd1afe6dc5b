/** Days as the portal counts them: all of Kazakhstan is at UTC+5 since 1 March 2024. */

const OFFSET_MS = 5 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** The calendar day, `2026-12-31`, at that moment. */
export function dayInKazakhstan(now: Date): string {
  return new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** The last that is written with four digits of a year. */
const LAST_MS = Date.UTC(9999, 11, 31);

/** A day so many days later, and no later than `9999-12-31`. */
export function addDays(day: string, days: number): string {
  const time = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS;
  return new Date(Math.min(time, LAST_MS)).toISOString().slice(0, 10);
}
