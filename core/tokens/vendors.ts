/** Where the libraries of tokens' vendors may lie on a computer. */
import type { Platform, Vendor } from '../../contract/vendors.ts';

/** The computer, as far as libraries are concerned. */
export interface LibrarySystem {
  readonly platform: Platform;
  /** Of the program that is to load the library: a process loads libraries of its own width only. */
  readonly bits: 32 | 64;
  /** Of the system; on Windows the folders have other names for a program narrower than it. */
  readonly systemBits: 32 | 64;
  /** SystemRoot, ProgramFiles, ProgramW6432, ProgramFiles(x86); Windows only. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface FoundLibrary {
  readonly path: string;
  /** Null where its place does not tell. */
  readonly bits: 32 | 64 | null;
  /** False where this program cannot load it, being of another width. */
  readonly fits: boolean;
}

/** The folders of Windows by the names of resources/vendors.json; undefined where this Windows has none such. */
type Folders = Readonly<Record<string, string | undefined>>;

/**
 * Windows shows a 32-bit program another System32 than the one of that name: `Sysnative` is the way round (WOW64 file system
 * redirector). On 32-bit Windows there are no folders of 64-bit software.
 */
function windowsFolders({ bits, systemBits, environment }: LibrarySystem): Folders {
  const root = environment['SystemRoot'] ?? 'C:\\Windows';
  const programs = environment['ProgramFiles'] ?? 'C:\\Program Files';
  if (systemBits === 32) {
    return { '<System32bit>': `${root}\\System32`, '<Programs32bit>': programs };
  }
  return {
    '<System>': bits === 64 ? `${root}\\System32` : `${root}\\Sysnative`,
    '<System32bit>': `${root}\\SysWOW64`,
    '<Programs>': environment['ProgramW6432'] ?? programs,
    '<Programs32bit>': environment['ProgramFiles(x86)'] ?? `${programs} (x86)`,
  };
}

function expand(path: string, folders: Folders): string | undefined {
  const name = /^<\w+>/.exec(path)?.[0];
  if (name === undefined) return path;
  const folder = folders[name];
  return folder === undefined ? undefined : folder + path.slice(name.length);
}

/**
 * The libraries of a vendor that are on this computer, those that this program can load first, else in the vendor's order.
 * @param exists whether there is a file at an absolute path
 */
export function findLibraries(
  vendor: Vendor,
  system: LibrarySystem,
  exists: (path: string) => boolean,
): readonly FoundLibrary[] {
  const folders = system.platform === 'win32' ? windowsFolders(system) : {};
  const found = vendor.libraries[system.platform].flatMap(({ path: template, bits }): FoundLibrary[] => {
    const path = expand(template, folders);
    if (path === undefined || !exists(path)) return [];
    return [{ path, bits, fits: bits === null || bits === system.bits }];
  });
  return [...found.filter(({ fits }) => fits), ...found.filter(({ fits }) => !fits)];
}
