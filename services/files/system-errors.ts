/** What the system's error codes mean to a person. Tables, since each platform adds its own. */
import { basename } from 'node:path';
import { TanbaError } from '../../contract/errors/index.ts';

type Make = (file: string, cause: unknown) => TanbaError;

const notFound: Make = (file, cause) => new TanbaError('document.not-found', { file }, { cause });
const unreadable: Make = (file, cause) => new TanbaError('document.unreadable', { file }, { cause });
const isFolder: Make = (file, cause) => new TanbaError('document.is-folder', { file }, { cause });

const READING: Readonly<Record<string, Make>> = {
  ENOENT: notFound,
  ENOTDIR: notFound,
  // A drive that was pulled out (Linux, macOS), a network share that went away.
  ENODEV: notFound,
  ENXIO: notFound,
  ESTALE: notFound,
  ENAMETOOLONG: notFound,
  EISDIR: isFolder,
};

const exists: Make = (file, cause) => new TanbaError('output.exists', { file }, { cause });
const diskFull: Make = (file, cause) => new TanbaError('output.disk-full', { file }, { cause });
const readOnly: Make = (file, cause) => new TanbaError('output.read-only', { file }, { cause });
const noFolder: Make = (file, cause) => new TanbaError('output.no-folder', { file }, { cause });
const nameTooLong: Make = (file, cause) => new TanbaError('output.name-too-long', { file }, { cause });

const WRITING: Readonly<Record<string, Make>> = {
  EEXIST: exists,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  ENAMETOOLONG: nameTooLong,
};

/** The code of a Node system error (`ENOENT`), else an empty text. */
export function systemCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** The error for a document that could not be read. */
export function readingError(path: string, cause: unknown): TanbaError {
  if (cause instanceof TanbaError) return cause;
  const make = READING[systemCode(cause)] ?? unreadable;
  return make(basename(path), cause);
}

/** The error for a file that could not be written. */
export function writingError(path: string, cause: unknown): TanbaError {
  if (cause instanceof TanbaError) return cause;
  const file = basename(path);
  const code = systemCode(cause);
  const make = WRITING[code];
  if (make !== undefined) return make(file, cause);
  return new TanbaError('output.failed', { file, reason: code === '' ? 'unknown' : code }, { cause });
}
