/** Key stores as they are named on the command line. */
import { readdir, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { FileRef, StoreDescription, StoreRef } from '../contract/model.ts';
import { usageError } from './arguments.ts';
import type { CommandContext } from './context.ts';
import type { CliWords } from './words/words.ts';

const EXTENSIONS = new Set(['.p12', '.pfx']);

/** @throws TanbaError usage.invalid for a token: those come later */
export function storeRef(path: string, words: CliWords['usage']): FileRef {
  if (path.startsWith('pkcs11:')) throw usageError(words.tokensLater);
  return { kind: 'file', path: resolve(path) };
}

/** The store, or all key files of a folder. What is not there is left for opening to complain of. */
export async function storesAt(path: string, words: CliWords['usage']): Promise<FileRef[]> {
  const ref = storeRef(path, words);
  const found = await stat(ref.path).catch(() => null);
  if (found?.isDirectory() !== true) return [ref];
  const names = (await readdir(ref.path)).filter(name => EXTENSIONS.has(extname(name).toLowerCase()));
  return names.sort().map(name => storeRef(join(ref.path, name), words));
}

export async function unlockStore(context: CommandContext, ref: FileRef): Promise<StoreDescription> {
  const { services, pins, interrupts } = context;
  return services.keys.unlock(ref, await pins.pinFor(ref.path), { signal: interrupts.signal });
}

/** As one names it on the command line. */
export function storeText(ref: StoreRef): string {
  return ref.kind === 'file' ? ref.path : ref.label;
}
