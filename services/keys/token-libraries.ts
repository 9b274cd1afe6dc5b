/** Which libraries of tokens' vendors are on this computer. Nothing of them is loaded here: a token host does that. */
import { existsSync, realpathSync } from 'node:fs';
import { basename, delimiter } from 'node:path';
import type { Vendor } from '../../contract/vendors.ts';
import { findLibraries } from '../../core/tokens/vendors.ts';
import { knownVendors, thisSystem } from '../known-vendors.ts';

export interface TokenLibrary {
  readonly path: string;
  /** Whose tokens it may serve: makers share libraries. */
  readonly vendors: readonly Vendor[];
}

export interface LibraryWishes {
  /** Libraries that the person points at; they come first. */
  readonly extra: readonly string[];
  /** Ids of vendors whose libraries are left alone. */
  readonly vendorsOff: readonly string[];
}

/**
 * For tests and tools: these libraries and no others, separated as PATH is; empty for none. Without it the computer is searched.
 */
const OVERRIDE = 'TANBA_TOKEN_LIBRARIES';

/** By its file name: a vendor's library is his wherever it was put. */
function vendorsOf(path: string, all: readonly Vendor[]): readonly Vendor[] {
  const name = basename(path).toLowerCase();
  const { platform } = thisSystem();
  return all.filter(({ libraries }) =>
    libraries[platform].some(it => it.path.split(/[\\/]/).at(-1)?.toLowerCase() === name),
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Those to load, each file once, the person's own first, then in the order of the vendors. */
export function tokenLibraries(
  { extra, vendorsOff }: LibraryWishes,
  environment: NodeJS.ProcessEnv = process.env,
): readonly TokenLibrary[] {
  const all = knownVendors();
  const override = environment[OVERRIDE];
  const wanted = all.filter(({ id }) => !vendorsOff.includes(id));
  const found = override === undefined ? search(wanted, environment) : override.split(delimiter);
  const byFile = new Map<string, TokenLibrary>();
  for (const path of [...extra, ...found].filter(it => it !== '')) {
    const file = realPath(path);
    if (!byFile.has(file)) byFile.set(file, { path, vendors: vendorsOf(path, all) });
  }
  return [...byFile.values()];
}

/** One library of each vendor: two versions of it in two processes would fight for the reader. */
function search(wanted: readonly Vendor[], environment: NodeJS.ProcessEnv): readonly string[] {
  const system = thisSystem(environment);
  return wanted.flatMap(vendor => {
    const [first] = findLibraries(vendor, system, existsSync);
    return first?.fits === true ? [first.path] : [];
  });
}
