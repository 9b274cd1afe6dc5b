/** Times on the command line: ISO 8601, in UTC unless they name their zone. */
import { usageError } from './arguments.ts';
import type { CliWords } from './words/words.ts';

const FORM = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?<zone>Z|[+-]\d{2}:\d{2})?)?$/;

/** @throws TanbaError usage.invalid */
export function readTime(text: string, words: CliWords['usage']): Date {
  const match = FORM.exec(text);
  // Without a zone JavaScript takes a date as UTC but a date with a time as local.
  const zoned = text.includes('T') && match?.groups?.['zone'] === undefined ? `${text}Z` : text;
  const time = new Date(zoned);
  if (match === null || Number.isNaN(time.getTime()) || !isDay(text.slice(0, 10))) {
    throw usageError(words.notATime(text));
  }
  return time;
}

/** JavaScript takes 30 February for 2 March. */
function isDay(date: string): boolean {
  return new Date(date).toISOString().startsWith(date);
}

/** For people: `2026-11-22 10:00:00 UTC`. */
export function timeText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
