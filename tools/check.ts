/** `npm run check`: types of every folder, lint, format. Prints one line a check and the output of those that fail. */
import { binOf, root, runNode } from './run.ts';
import type { RunResult } from './run.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const tsc = binOf('typescript', 'bin/tsc');
const folders = ['contract', 'core', 'native', 'services', 'sandbox', 'electron', 'cli', 'tools', 'tests'];

const checks: readonly Check[] = [
  ...folders.map(folder => ({ name: `types: ${folder}`, command: [tsc, '-p', folder] })),
  { name: 'types: renderer', command: [binOf('vue-tsc', 'bin/vue-tsc.js'), '-p', 'renderer', '--noEmit'] },
  {
    name: 'lint',
    command: [
      binOf('eslint', 'bin/eslint.js'),
      '.',
      '--max-warnings',
      '0',
      '--cache',
      '--cache-location',
      'out/cache/eslint',
    ],
  },
  { name: 'format', command: [binOf('prettier', 'bin/prettier.cjs'), '--check', '.', '--log-level', 'warn'] },
];

function report(check: Check, result: RunResult): void {
  console.log(`${result.status === 0 ? 'ok    ' : 'FAILED'} ${check.name} (${result.seconds.toFixed(1)} s)`);
  if (result.status !== 0) console.log(result.output);
}

/** Two at a time: the machines that this runs on have two cores at least. */
async function runAll(): Promise<{ passed: number; failed: number }> {
  const waiting = checks.filter(
    check => existsSync(join(root, check.command.at(2) ?? '')) || !check.name.startsWith('types'),
  );
  let failed = 0;
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await runNode(check.command, { quiet: true });
      if (result.status !== 0) failed += 1;
      report(check, result);
    }
  };
  const count = waiting.length;
  await Promise.all([work(), work()]);
  return { passed: count - failed, failed };
}

const { passed, failed } = await runAll();
console.log(`checks: ${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
