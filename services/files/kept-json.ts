/** What the program keeps for itself as JSON: written whole or not at all, readable by its owner only, set aside where it cannot be understood. */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { TanbaError } from '../../contract/errors/index.ts';
import { writeFileAtomic } from './atomic-write.ts';
import { patiently } from './patience.ts';
import { replaceFile } from './rename.ts';
import { systemCode } from './system-errors.ts';

/** Told what could not be understood when the program started; it goes on without it. */
export type OnDamage = (error: TanbaError) => void;

export interface Kept<T> {
  /** Null where there is no such file, or nothing that could be understood. */
  readonly value: T | null;
  /** It lies aside, with `.damaged` behind its name; why is not said, since that would quote it. */
  readonly damaged: boolean;
}

/** @param understand throws where it cannot */
export async function readKept<T>(file: string, understand: (json: unknown) => T): Promise<Kept<T>> {
  try {
    const text = await patiently(() => readFile(file, 'utf8'));
    return { value: understand(JSON.parse(text)), damaged: false };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { value: null, damaged: false };
    // Where even this fails, the next change overwrites it: nothing of it could be used anyway.
    await replaceFile(file, `${file}.damaged`).catch(() => undefined);
    return { value: null, damaged: true };
  }
}

/** Resolves when it is on the disk; makes the folder, for its owner only. */
export async function writeKept(file: string, value: unknown): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const content = new TextEncoder().encode(`${JSON.stringify(value, null, 2)}\n`);
  await writeFileAtomic(file, content, { overwrite: true, inputs: [], mode: 0o600 });
}
