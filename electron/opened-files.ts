/** Files that the system asks to open: arguments of the first and of every later start. */
import { isAbsolute, resolve } from 'node:path';

/**
 * The paths among a start's arguments. `argv` as Electron gives it: the program, in development the entry file, then what was
 * asked for; switches may stand anywhere between, since Chromium adds its own and reorders those of a second start.
 */
export function pathsFromArguments(
  argv: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): string[] {
  return argv
    .filter(argument => argument !== '' && !argument.startsWith('-'))
    .slice(isPackaged ? 1 : 2)
    .map(argument => (isAbsolute(argument) ? argument : resolve(workingDirectory, argument)));
}
