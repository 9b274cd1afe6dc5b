/** The one place that renames, links and removes files. */
import { link, open, rename, unlink } from 'node:fs/promises';
import { patiently } from './patience.ts';
import { systemCode } from './system-errors.ts';

/** File systems without hard links (FAT, exFAT, some network shares) answer with one of these. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN']);

/**
 * Moves `from` onto `to` of the same folder, replacing what stands there. `renameFile` is for tests: nobody holds files
 * open at their bidding.
 */
export async function replaceFile(from: string, to: string, renameFile = rename): Promise<void> {
  await patiently(() => renameFile(from, to));
}

/**
 * Moves `from` to `to` of the same folder; EEXIST where anything stands there already, also where it came into being
 * a moment ago. `linkFile` is for tests: a disk without hard links is not at hand everywhere.
 */
export async function placeFile(from: string, to: string, linkFile = link): Promise<void> {
  try {
    await linkFile(from, to);
  } catch (error) {
    if (!NO_HARD_LINKS.has(systemCode(error))) throw error;
    return reserveAndReplace(from, to);
  }
  await unlink(from);
}

/** Without hard links: an empty file takes the name exclusively, then the finished one replaces it. */
async function reserveAndReplace(from: string, to: string): Promise<void> {
  await (await open(to, 'wx')).close();
  try {
    await replaceFile(from, to);
  } catch (error) {
    await unlink(to).catch(() => undefined);
    throw error;
  }
}

/** That it is gone already is as good. */
export async function removeFile(path: string): Promise<void> {
  try {
    await patiently(() => unlink(path));
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
  }
}
