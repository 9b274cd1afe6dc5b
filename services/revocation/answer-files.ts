/**
 * Answers of authorities as files of a folder. What is read back is judged like what comes from the network, so that a file that
 * was damaged or put there by somebody else is worth nothing and is written anew.
 */
import { createHash } from 'node:crypto';
import { mkdir, open, readdir, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../files/atomic-write.ts';

export type AnswerKind = 'ocsp' | 'crl';

/** As large as core reads them. */
export const maxAnswerBytes: Readonly<Record<AnswerKind, number>> = {
  ocsp: 1024 * 1024,
  crl: 64 * 1024 * 1024,
};

export function nameOf(kind: AnswerKind, subject: Uint8Array | string): string {
  return `${createHash('sha256').update(subject).digest('hex')}.${kind}`;
}

/** The kind of a file, by its name; null: not one of ours. */
export function kindOf(name: string): AnswerKind | null {
  return name.endsWith('.ocsp') ? 'ocsp' : name.endsWith('.crl') ? 'crl' : null;
}

/** A file of a sensible size; null where it is none, or not there. */
export async function readAnswer(path: string): Promise<Uint8Array | null> {
  const kind = kindOf(path);
  try {
    const file = await open(path, 'r');
    try {
      const found = await file.stat();
      const isSensible = kind !== null && found.isFile() && found.size <= maxAnswerBytes[kind];
      return isSensible ? new Uint8Array(await file.readFile()) : null;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** @throws TanbaError output.* */
export async function writeAnswer(folder: string, name: string, bytes: Uint8Array): Promise<void> {
  await writeFileAtomic(join(folder, name), bytes, { overwrite: true, inputs: [] });
}

const keptForMs = 30 * 24 * 60 * 60_000;

/** A cache on the disk that never fails: without it, the network is asked more often. Null: none. */
export class AnswerCache {
  readonly #folder: string | null;
  #ready: Promise<void> | null = null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  async read(name: string): Promise<Uint8Array | null> {
    return this.#folder === null ? null : readAnswer(join(this.#folder, name));
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    if (this.#folder === null) return;
    this.#ready ??= prepare(this.#folder);
    await this.#ready;
    await writeAnswer(this.#folder, name, bytes).catch(() => undefined);
  }
}

/** Makes the folder, or throws out what nobody renewed for a month. */
async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      if (kindOf(name) === null) continue;
      const path = join(folder, name);
      if ((await stat(path)).mtimeMs < Date.now() - keptForMs) await unlink(path);
    }
  } catch {
    // The cache is then incomplete or missing, and nobody is worse off for it.
  }
}
