/** How the benches measure: rates in one process, and whole processes with their memory. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { root } from '../run.ts';

/** Calls per second over at least `seconds`, after a warm-up in which the JIT settles. */
export function perSecond(step: () => void, seconds = 2): number {
  for (const end = performance.now() + 500; performance.now() < end;) step();
  let count = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    step();
    count += 1;
  }
  return count / ((performance.now() - started) / 1000);
}

/** The same for steps that wait for something, one after the other. */
export async function perSecondInTurn(step: () => Promise<unknown>, seconds = 2): Promise<number> {
  for (const end = performance.now() + 500; performance.now() < end;) await step();
  let count = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    await step();
    count += 1;
  }
  return count / ((performance.now() - started) / 1000);
}

export interface ProcessFigures {
  readonly status: number;
  readonly seconds: number;
  /** Largest resident set during the run less the one that the process had just after its start; null where the system does not tell. */
  readonly growthMb: number | null;
  readonly peakMb: number | null;
}

/** Runs `node PARAMETERS` and watches its resident set from outside (Linux), every few milliseconds. */
export function measureProcess(parameters: readonly string[], input = ''): Promise<ProcessFigures> {
  const started = performance.now();
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    stdio: ['pipe', 'ignore', 'inherit'],
    windowsHide: true,
  });
  child.stdin.end(input);
  const status = `/proc/${child.pid}/status`;
  let first: number | null = null;
  let peak: number | null = null;
  const look = () => {
    const now = residentMb(status);
    if (now === null) return;
    // What Node itself and the program's modules take is there after a moment; what comes on top is the work's.
    if (performance.now() - started > 300) first ??= now;
    peak = Math.max(peak ?? 0, now);
  };
  const timer = setInterval(look, 10);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      clearInterval(timer);
      const growthMb = first === null || peak === null ? null : peak - first;
      resolve({ status: code ?? 1, seconds: (performance.now() - started) / 1000, growthMb, peakMb: peak });
    });
  });
}

function residentMb(file: string): number | null {
  if (!existsSync(file)) return null;
  try {
    const match = /VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'));
    return match ? Number(match[1]) / 1024 : null;
  } catch {
    return null; // the process ended between the two calls
  }
}
