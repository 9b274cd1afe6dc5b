/** `npm run check`: types of every folder by its environment, lint, format. Prints one line a check and the output of those that fail. */
import { binOf, runNode } from './run.ts';
import type { RunResult } from './run.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

/** The native compiler, for all that is not a Vue file: vue-tsc and the linter need the one written in JavaScript (docs/adr/0014). */
const tsc = binOf('typescript-7', 'bin/tsc');
/**
 * One program for all folders of an environment, as their own tsconfigs have it: what they share, above all contract/, whose types take
 * seconds to work out, is then read once.
 */
const programs = {
  'contract, core': 'tools/check/pure.json',
  'native, services, sandbox, cli': 'tools/check/node.json',
  'electron, tools, tests': 'tools/check/desktop.json',
};

const checks: readonly Check[] = [
  ...Object.entries(programs).map(([name, project]) => ({
    name: `types: ${name}`,
    command: [tsc, '-p', project],
  })),
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
  const waiting = [...checks];
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
