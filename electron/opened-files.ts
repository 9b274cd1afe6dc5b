/** What the system asks to open: files, as arguments of the first and of every later start, and links of the scheme `tanba:`. */
import { isAbsolute, resolve } from 'node:path';
import { linkScheme, isAppLink, readOpenedLink } from '../contract/portal/links.ts';
import type { OpenedLink } from '../contract/portal/links.ts';
import type { App } from './electron.ts';

export interface Opened {
  readonly paths: readonly string[];
  readonly links: readonly OpenedLink[];
}

/**
 * What is asked for among a start's arguments. `argv` as Electron gives it: the program, in development the entry file, then what was
 * asked for; switches may stand anywhere between, since Chromium adds its own and reorders those of a second start.
 */
export function openedByArguments(
  argv: readonly string[],
  workingDirectory: string,
  isPackaged: boolean,
): Opened {
  const wanted = argv
    .filter(argument => argument !== '' && !argument.startsWith('-'))
    .slice(isPackaged ? 1 : 2);
  return {
    paths: wanted
      .filter(argument => !isAppLink(argument))
      .map(argument => (isAbsolute(argument) ? argument : resolve(workingDirectory, argument))),
    links: wanted.filter(isAppLink).map(readOpenedLink),
  };
}

/**
 * Tells the system that links of the portal's mails are ours. An installed program only: one that is run from its sources would put
 * itself in the place of the installed one. Behind `--` nothing in a link is taken for a switch.
 */
export function claimLinks(app: App, program: string): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(linkScheme, program, ['--']);
}

/** Holds what was opened until the window asks for it for the first time; what comes later is told at once. */
export class Arrivals {
  readonly #paths: string[] = [];
  #links: OpenedLink[] = [];
  #asked = false;

  /** True where the window is to be told. */
  add({ paths, links }: Opened): boolean {
    if (this.#asked) return true;
    this.#paths.push(...paths);
    this.#links.push(...links);
    return false;
  }

  /** Files are there again for a page that was loaded anew; a link is followed once. */
  take(): { readonly opened: string[]; readonly links: OpenedLink[] } {
    this.#asked = true;
    const links = this.#links;
    this.#links = [];
    return { opened: [...this.#paths], links };
  }
}
