/** What the window's process has used up, as the system counts it: the wall clock of a busy machine says little. */
import { readFileSync } from 'node:fs';
import type { TanbaApp } from './tanba-app.ts';

export interface WindowCost {
  /** Of the thread that runs the page. */
  readonly cpuMs: number;
  readonly residentMb: number;
}

/** Linux counts processor time in hundredths of a second, whatever the kernel's own clock. */
const tickMs = 10;

/** Null where the system has no /proc. */
export function windowCost(app: TanbaApp): WindowCost | null {
  if (process.platform !== 'linux') return null;
  const pages = app.driver.processes().filter(({ command }) => command.includes('--type=renderer'));
  // Chromium keeps a spare one, which has shown nothing yet.
  const costs = pages.map(({ pid }) => costOf(pid)).sort((a, b) => b.residentMb - a.residentMb);
  return costs[0] ?? null;
}

function costOf(pid: number): WindowCost {
  const stat = readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
  // The name in brackets may hold anything; behind it utime and stime are the 12th and the 13th field.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [, resident = 0] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return {
    cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    residentMb: Math.round(Number(resident) / 1024),
  };
}
