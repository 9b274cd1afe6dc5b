/**
 * A file as core reads it: any size, piece by piece, with a watch over it. Whoever edits, replaces or deletes the file
 * while it is read gets an error and no signature over a mixture of two versions.
 */
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';
import type { ByteSource } from '../../core/signing/signer.ts';
import { readingError } from './system-errors.ts';

/**
 * Opens the file, gives it to `use` as a source, closes it whatever happens.
 * @throws TanbaError document.not-found, document.is-folder, document.unreadable, document.changed
 */
export async function withFileSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  // Looked at before it is opened: opening a pipe waits for somebody to write to it.
  assertFile(path, await attempt(path, () => stat(path, { bigint: true })));
  const handle = await attempt(path, () => open(path, 'r'));
  try {
    return await use(await createFileSource(path, handle));
  } finally {
    await handle.close();
  }
}

/**
 * What `make` yields of a file that is open as long as it is read, and closed before whoever reads is done: a file that is to be
 * replaced by what is made of it must not be open then. Errors as of withFileSource().
 */
export async function* piecesOfFile(
  path: string,
  make: (source: ByteSource) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  assertFile(path, await attempt(path, () => stat(path, { bigint: true })));
  const handle = await attempt(path, () => open(path, 'r'));
  try {
    yield* make(await createFileSource(path, handle));
  } finally {
    await handle.close();
  }
}

async function createFileSource(path: string, handle: FileHandle): Promise<ByteSource> {
  const first = await attempt(path, () => handle.stat({ bigint: true }));
  assertFile(path, first);
  const size = Number(first.size);
  let buffer = new Uint8Array(0);
  return {
    size,
    async read(offset, length) {
      const wanted = Math.max(0, Math.min(length, size - offset));
      if (buffer.length < wanted) buffer = new Uint8Array(wanted);
      const count = await attempt(path, () => readWhole(handle, buffer.subarray(0, wanted), offset));
      if (count < wanted) throw changed(path);
      // Each pass over the file ends here, so that a change is seen before the key is used and before the output is named.
      if (offset + count === size) await assertUnchanged(path, handle, first);
      return buffer.subarray(0, count);
    },
  };
}

function assertFile(path: string, found: BigIntStats): void {
  if (found.isDirectory()) throw new TanbaError('document.is-folder', { file: basename(path) });
  // A device has no size, and might never end.
  if (!found.isFile()) throw new TanbaError('document.unreadable', { file: basename(path) });
}

/** read() may give less than was asked for; returns the number of bytes up to the end of the file. */
async function readWhole(handle: FileHandle, target: Uint8Array, offset: number): Promise<number> {
  let count = 0;
  while (count < target.length) {
    const { bytesRead } = await handle.read(target, count, target.length - count, offset + count);
    if (bytesRead === 0) break;
    count += bytesRead;
  }
  return count;
}

/** The open file must be as it was, and the name must still lead to it. */
async function assertUnchanged(path: string, handle: FileHandle, first: BigIntStats): Promise<void> {
  const [opened, named] = await attempt(path, () =>
    Promise.all([handle.stat({ bigint: true }), stat(path, { bigint: true })]),
  );
  const same = (now: BigIntStats): boolean =>
    now.dev === first.dev &&
    now.ino === first.ino &&
    now.size === first.size &&
    now.mtimeNs === first.mtimeNs;
  if (!same(opened) || !same(named)) throw changed(path);
}

function changed(path: string): TanbaError {
  return new TanbaError('document.changed', { file: basename(path) });
}

async function attempt<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw readingError(path, error);
  }
}
