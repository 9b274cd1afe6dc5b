/**
 * `npm test`: checks, unit tests with vectors and interop, end-to-end on the built app. Ends with one line over all runners:
 * "N passed, N failed[, N skipped]". A runner that counted nothing is a failure: silence must not look like success.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { binOf, root, runNode } from '../run.ts';
import { countPlaywright, countVitest, noCount } from './counts.ts';
import type { Counts } from './counts.ts';

interface Runner {
  readonly name: string;
  run(): Promise<Counts>;
}

const reports = join(root, 'out', 'reports');

async function runChecks(): Promise<Counts> {
  const result = await runNode([join(root, 'tools', 'check.ts')]);
  const match = /checks: (\d+) passed, (\d+) failed/.exec(result.output);
  return match ? { passed: Number(match[1]), failed: Number(match[2]), skipped: 0 } : noCount;
}

async function runVitest(): Promise<Counts> {
  const file = join(reports, 'vitest.json');
  await runNode([
    binOf('vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  return countVitest(readReport(file));
}

async function runEndToEnd(): Promise<Counts> {
  const build = await runNode([
    binOf('electron-vite', 'bin/electron-vite.js'),
    'build',
    '--logLevel',
    'warn',
  ]);
  if (build.status !== 0) return noCount;
  const file = join(reports, 'playwright.json');
  await runNode([binOf('@playwright/test', 'cli.js'), 'test', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file },
  });
  return countPlaywright(readReport(file));
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null; // the runner died before it wrote its report; counted as a failure
  }
}

const runners: readonly Runner[] = [
  { name: 'checks', run: runChecks },
  { name: 'unit, vectors, interop', run: runVitest },
  { name: 'end-to-end', run: runEndToEnd },
];

const total = { passed: 0, failed: 0, skipped: 0 };
const lines: string[] = [];
rmSync(reports, { recursive: true, force: true });
for (const runner of runners) {
  const started = performance.now();
  console.log(`\n=== ${runner.name}`);
  const counts = await runner.run();
  total.passed += counts.passed;
  total.failed += counts.failed;
  total.skipped += counts.skipped;
  const seconds = Math.round((performance.now() - started) / 1000);
  lines.push(
    `${runner.name}: passed ${counts.passed}, failed ${counts.failed}, skipped ${counts.skipped} (${seconds} s)`,
  );
}
console.log(`\n${lines.join('\n')}`);
console.log(
  `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
);
process.exitCode = total.failed === 0 ? 0 : 1;
