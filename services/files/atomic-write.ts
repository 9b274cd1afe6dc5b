/**
 * Writes a file so that it is there whole or not at all: a temporary file in the same folder, its bytes forced to the
 * disk, then one rename. What exists is not overwritten unless asked for, and an input never is.
 */
import { randomBytes } from 'node:crypto';
import { lstat, open, stat, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import { placeFile, replaceFile } from './rename.ts';
import { systemCode, writingError } from './system-errors.ts';

export interface WriteOptions {
  /** Replace what stands under the name. */
  readonly overwrite: boolean;
  /** Files that the content is made from; the output may be none of them, under whatever name. */
  readonly inputs: readonly string[];
  /** Permission bits of a new file, before the umask; 0o600 for what holds a key. */
  readonly mode?: number;
  /** Looks at what was written before it takes the name; what it throws leaves everything as it was. */
  readonly check?: (temporary: string) => Promise<void>;
  /** Is handed what makes the name durable, never rejected, where the next file need not wait for it; else it is waited for. */
  readonly named?: (durable: Promise<void>) => void;
}

/** A name that writeFileAtomic() writes under before its file is whole. */
export function isTemporary(name: string): boolean {
  return /^\.tanba-[0-9a-f]{16}\.tmp$/.test(name);
}

export type FileContent = Uint8Array | AsyncIterable<Uint8Array>;

/**
 * Says beforehand what writing would say, so that nobody reads a gigabyte or types a PIN for nothing: output.is-input,
 * output.exists.
 */
export async function assertWritable(path: string, options: WriteOptions): Promise<void> {
  for (const input of options.inputs) {
    if (await isSameFile(path, input)) throw new TanbaError('output.is-input', { file: basename(path) });
  }
  if (!options.overwrite && (await stands(path))) {
    throw new TanbaError('output.exists', { file: basename(path) });
  }
}

/** Writes `content` to `path`; errors of the content pass through as they are, and no file of ours is left. */
export async function writeFileAtomic(
  path: string,
  content: FileContent,
  options: WriteOptions,
): Promise<void> {
  await assertWritable(path, options);
  const temporary = join(dirname(path), `.tanba-${randomBytes(8).toString('hex')}.tmp`);
  const handle = await attempt(path, () => open(temporary, 'wx', options.mode ?? 0o666));
  try {
    await fill(path, handle, content);
    await options.check?.(temporary);
    // Once more: while we were writing, somebody may have made the name an alias of the input.
    await assertWritable(path, options);
    await attempt(path, () =>
      options.overwrite ? replaceFile(temporary, path) : placeFile(temporary, path),
    );
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  const durable = syncFolder(dirname(path));
  if (options.named === undefined) await durable;
  else options.named(durable);
}

async function fill(path: string, handle: FileHandle, content: FileContent): Promise<void> {
  try {
    if (content instanceof Uint8Array) await attempt(path, () => writeWhole(handle, content));
    else for await (const piece of content) await attempt(path, () => writeWhole(handle, piece));
    await attempt(path, () => handle.sync());
  } finally {
    await attempt(path, () => handle.close());
  }
}

/** write() may take less than it was given, on a disk that is nearly full for one. */
async function writeWhole(handle: FileHandle, piece: Uint8Array): Promise<void> {
  for (let at = 0; at < piece.length;) {
    at += (await handle.write(piece, at, piece.length - at)).bytesWritten;
  }
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw writingError(path, error);
  }
}

/**
 * By device and file number, so that a symbolic link, a hard link and another spelling on a case-insensitive disk are
 * all seen; by name where one of them is not there.
 */
async function isSameFile(a: string, b: string): Promise<boolean> {
  if (resolve(a) === resolve(b)) return true;
  try {
    const [one, other] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })]);
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    return false;
  }
}

async function stands(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw writingError(path, error);
  }
}

/** Makes the new name itself durable; Windows and some network folders have no such call, and do without. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is there and whole; only its survival of a power cut in the next seconds is not promised.
  }
}
