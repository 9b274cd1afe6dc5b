/** Documents of any size: memory must not grow with them. The full gigabyte is measured by `npm run bench`. */
import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finished, makeWorkplace, startTanba } from '../support/cli.ts';
import type { Workplace } from '../support/cli.ts';

const MiB = 1024 * 1024;
const hasProc = existsSync('/proc/self/status');
/** What a program that read the document whole would need at least, and half more than the issue allows. */
const SIZE = 96 * MiB;
const ALLOWED = 64 * MiB;

let place: Workplace;
beforeAll(() => {
  place = makeWorkplace(['individual']);
});
afterAll(() => place.remove());

/** The most memory that the process had, in bytes, by the kernel's account. */
async function peakOf(args: readonly string[]): Promise<number> {
  const child = startTanba(args);
  const end = finished(child);
  let peak = 0;
  while (child.exitCode === null) {
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(statusOf(child.pid!))?.[1];
    peak = Math.max(peak, Number(kilobytes ?? 0) * 1024);
    await sleep(10);
  }
  expect((await end).stderr).toBe('');
  return peak;
}

function statusOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

describe('the memory for 96 MiB over that for nothing', () => {
  it.for([
    ['detached', ['--detached']],
    ['attached', []],
  ] as const)('to sign and to verify, %s', async ([name, form], { skip }) => {
    skip(!hasProc, 'the peak is read from /proc, which this system does not have');
    const growth = async (argsFor: (document: string) => readonly string[]): Promise<number> => {
      const [small, large] = ['small', 'large'].map(size => place.write(`${name}/${size}`, ''));
      truncateSync(large!, SIZE);
      const least = await peakOf(argsFor(small!));
      return (await peakOf(argsFor(large!))) - least;
    };
    const signing = ['sign', '--key', place.key('individual'), '--pin-file', place.pin, ...form];
    expect(await growth(document => [...signing, document])).toBeLessThan(ALLOWED);
    const verifying = ['verify', '--trust', place.trust];
    expect(await growth(document => [...verifying, `${document}.cms`])).toBeLessThan(ALLOWED);
  });
});
