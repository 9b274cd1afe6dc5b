/** Files that the system asks to open: arguments of the first and of every later start. */
import { isAbsolute, resolve } from 'node:path';

/**
 * The paths among a start's arguments. `argv` as Electron gives it: the program first, in development the entry file second;
 * switches may stand anywhere, since Chromium adds its own.
 */
export function pathsFromArguments(
  argv: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): string[] {
  return argv
    .slice(isPackaged ? 1 : 2)
    .filter(argument => argument !== '' && !argument.startsWith('-'))
    .map(argument => (isAbsolute(argument) ? argument : resolve(workingDirectory, argument)));
}
