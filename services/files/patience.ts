/** On Windows a file that a virus scanner or an editor holds open cannot be had for a moment; a short patience turns most of these failures into nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { systemCode } from './system-errors.ts';

const PAUSES_MS = [20, 50, 100, 200, 400, 800];
/** Passing on Windows; elsewhere they are final, and waiting would only delay the answer. */
const PASSING = new Set(['EBUSY', 'EPERM', 'EACCES']);

export async function patiently<T>(act: () => Promise<T>): Promise<T> {
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
