/**
 * Where a password comes from: a file, standard input, or the keyboard without echo. Never an argument, since arguments
 * are seen by every process of the computer and stay in the shell's history.
 */
import { open } from 'node:fs/promises';
import { TanbaError } from '../contract/errors/index.ts';
import { zeroize } from '../core/bytes.ts';
import { readingError } from '../services/files/system-errors.ts';
import { usageError } from './arguments.ts';
import type { Interrupts } from './interrupts.ts';
import { promptHidden } from './prompt.ts';
import type { CliWords } from './words/words.ts';

/** More than any password that НУЦ РК takes, and than any that a person types. */
const MAX_BYTES = 1024;

export interface PinSource {
  /** The password for a store of that name, as UTF-8; whoever gets it zeroes it. */
  pinFor(store: string): Promise<Uint8Array>;
  /** Zeroes what was kept for further stores. */
  close(): void;
}

export interface PinOptions {
  /** The value of --pin-file; null where there is none. */
  readonly file: string | null;
  readonly words: CliWords;
  readonly interrupts: Interrupts;
}

export function createPinSource({ file, words, interrupts }: PinOptions): PinSource {
  let kept: Uint8Array | null = null;
  return {
    async pinFor(store) {
      const byKeyboard = process.stdin.isTTY && (file === null || file === '-');
      if (byKeyboard) return promptHidden(words.pinPrompt(store), MAX_BYTES, interrupts);
      if (file === null) throw new TanbaError('keystore.pin-missing', { store });
      kept ??= await readPin(file, words.usage);
      return kept.slice();
    },
    close: () => zeroize(kept ?? new Uint8Array()),
  };
}

async function readPin(file: string, words: CliWords['usage']): Promise<Uint8Array> {
  const buffer = new Uint8Array(MAX_BYTES + 1);
  try {
    const length = file === '-' ? await fillFromStdin(buffer) : await fillFromFile(buffer, file);
    if (length > MAX_BYTES) throw usageError(words.pinTooLong);
    return withoutFrame(buffer.subarray(0, length)).slice();
  } finally {
    zeroize(buffer);
  }
}

async function fillFromFile(buffer: Uint8Array, file: string): Promise<number> {
  try {
    const handle = await open(file, 'r');
    try {
      let length = 0;
      // A pipe, as of a shell's process substitution, gives its bytes piece by piece.
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = (await handle.read(buffer, length, buffer.length - length, null)).bytesRead;
      }
      return length;
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readingError(file, error);
  }
}

async function fillFromStdin(buffer: Uint8Array): Promise<number> {
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    buffer.set(chunk.subarray(0, buffer.length - length), length);
    length = Math.min(length + chunk.length, buffer.length);
    zeroize(chunk);
  }
  return length;
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Editors end a file with a line break, and Notepad begins one with a byte order mark; neither is of the password. */
function withoutFrame(bytes: Uint8Array): Uint8Array {
  const start = BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte) ? BYTE_ORDER_MARK.length : 0;
  let end = bytes.length;
  if (bytes[end - 1] === 0x0a) end--;
  if (bytes[end - 1] === 0x0d && end < bytes.length) end--;
  return bytes.subarray(start, Math.max(start, end));
}
