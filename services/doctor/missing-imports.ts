/** Which libraries a DLL needs that are not there: Windows names none of them when it refuses to load one. */
import { existsSync } from 'node:fs';
import { win32 } from 'node:path';

export interface WindowsFolders {
  readonly systemRoot: string;
  /** System32, or SysWOW64 for a 32-bit library on a 64-bit system. */
  readonly system: string;
}

/** Names that stand for parts of Windows and are no files (API sets). */
const apiSet = /^(api|ext)-ms-/i;

/** The first one that is missing, or null. Looked for as the loader does: beside the library, then in the folders of Windows. */
export function missingImport(
  library: string,
  imports: readonly string[],
  { systemRoot, system }: WindowsFolders,
  exists: (path: string) => boolean = existsSync,
): string | null {
  const folders = [win32.dirname(library), system, systemRoot];
  const isThere = (name: string): boolean => folders.some(folder => exists(win32.join(folder, name)));
  return imports.find(name => !apiSet.test(name) && !isThere(name)) ?? null;
}
