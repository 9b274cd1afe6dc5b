/** Days as the portal counts them: all of Kazakhstan is at UTC+5 since 1 March 2024. */

const OFFSET_MS = 5 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** The calendar day, `2026-12-31`, at that moment. */
export function dayInKazakhstan(now: Date): string {
  return new Date(now.getTime() + OFFSET_MS).toISOString().slice(0, 10);
}

/** A day so many days later. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
