/**
 * `npm run fuzz -- [--runs N] [--target T] [--seed S] [--from N]`: N damaged inputs for each target (or the one), from input number
 * `from` on. Without a seed it is another one each day. What fails is written to out/fuzz. docs/fuzzing.md tells more.
 */
import { parseArgs } from 'node:util';
import { describeFault, runCampaign } from '../../tests/fuzz/campaign.ts';
import { targets } from '../../tests/fuzz/targets/index.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    target: { type: 'string' },
    seed: { type: 'string', default: `${Math.floor(Date.now() / 86_400_000)}` },
    from: { type: 'string', default: '0' },
  },
});
const chosen = targets.filter(({ name }) => values.target === undefined || name === values.target);
if (chosen.length === 0) {
  console.error(`no target ${values.target}; there are ${targets.map(({ name }) => name).join(', ')}`);
  process.exit(64);
}
const [seed, runs, from] = [Number(values.seed), Number(values.runs), Number(values.from)];
if (![seed, runs, from].every(Number.isSafeInteger)) {
  console.error('--seed, --runs and --from are whole numbers');
  process.exit(64);
}
let faults = 0;
for (const target of chosen) {
  const started = performance.now();
  const request = { target, seed, runs, from };
  const result = await runCampaign(request);
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  const { refused, proven, milliseconds, slowest, megabytes, fault } = result;
  console.log(
    `${target.name}: ${result.runs} inputs in ${seconds} s, seed ${seed}; refused ${refused}, still proven ${proven}; ` +
      `at most ${milliseconds} ms (${slowest}), ${megabytes} MB`,
  );
  if (fault) {
    faults++;
    console.error(await describeFault(request, fault));
  }
}
process.exitCode = faults === 0 ? 0 : 1;
