/**
 * The one place that renames and links files. On Windows a file that a virus scanner or an editor holds open cannot be
 * replaced for a moment; a short patience turns most of these failures into nothing.
 */
import { link, open, rename, unlink } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './system-errors.ts';

const PAUSES_MS = [20, 50, 100, 200, 400, 800];
/** Passing on Windows; elsewhere they are final, and waiting would only delay the answer. */
const PASSING = new Set(['EBUSY', 'EPERM', 'EACCES']);
/** File systems without hard links (FAT, exFAT, some network shares) answer with one of these. */
const NO_HARD_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL', 'UNKNOWN']);

async function patiently(act: () => Promise<void>): Promise<void> {
  for (const pause of PAUSES_MS) {
    try {
      return await act();
    } catch (error) {
      const code = systemCode(error);
      if (code !== 'EBUSY' && !(process.platform === 'win32' && PASSING.has(code))) throw error;
      await sleep(pause);
    }
  }
  return act();
}

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
