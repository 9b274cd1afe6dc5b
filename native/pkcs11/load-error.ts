/** Why a loader refused a library, as far as its words tell: they are all that it gives. */
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';

/** What glibc, musl and macOS say of a library that another one needs, and glibc of its version. Windows names none. */
const missing = [
  /([^\s:/]+): cannot open shared object file/,
  /Error loading shared library ([^\s:]+):/,
  /Library not loaded: (?:\S*\/)?([^\s/]+)/,
  /version [`'"]([\w.]+)' not found/,
];

/** @param path of the library that was to be loaded; what is missing is another one */
export function loadError(path: string, cause: unknown): TanbaError {
  const token = basename(path);
  const text = cause instanceof Error ? cause.message : '';
  const library = missing.map(pattern => pattern.exec(text)?.[1]).find(name => name !== undefined);
  return library === undefined || library === token
    ? new TanbaError('token.library-load', { token }, { cause })
    : new TanbaError('token.library-dependency', { token, library }, { cause });
}
