/** What nobody foresaw: an error that is not in the catalogue is a fault of the program. */
import { createHash } from 'node:crypto';
import { TanbaError } from '../contract/errors/index.ts';
import type { ErrorData } from '../contract/errors/index.ts';

/** Told of each fault with its number; where it goes (a log, the terminal of a developer) is the outside's matter. */
export type OnFault = (id: string, error: unknown) => void;

/**
 * Any error as data. A fault gets a number made from the place in the program where it happened: the same fault has the
 * same number for everybody, and the number holds nothing of the person's.
 */
export function toErrorData(error: unknown, onFault: OnFault): ErrorData {
  if (error instanceof TanbaError) return error.toData();
  const id = createHash('sha256').update(placeOf(error)).digest('hex').slice(0, 8);
  onFault(id, error);
  return new TanbaError('internal.fault', { id }).toData();
}

/** Functions of the innermost calls, without folders (they name the user) and without the message (it may quote content). */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter(line => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 3).map(frame => frame.replace(/\(?[^\s(]*[/\\]/, ''))].join('\n');
}
