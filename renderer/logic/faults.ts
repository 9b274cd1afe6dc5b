/** Anything that was thrown, as an error of the catalogue. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';

/** A fault of our own gets the name of what was thrown: enough for support to find it, nothing of the person's data. */
export function faultOf(thrown: unknown): ErrorData {
  if (thrown instanceof TanbaError) return thrown.toData();
  const kind = thrown instanceof Error ? thrown.name : typeof thrown;
  return { code: 'internal.fault', params: { id: `window-${kind}` } };
}
