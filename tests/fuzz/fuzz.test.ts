/** Ten thousand damaged inputs over all parsers, the same each time; `npm run fuzz` makes any number of others. */
import { expect, it } from 'vitest';
import { hasInteropData } from '../interop/data.ts';
import { describeFault, runCampaign } from './campaign.ts';
import { targets } from './targets/index.ts';

const seed = 1;

if (!hasInteropData)
  console.log('fuzz: without samples of НУЦ РК among the seeds: set TANBA_INTEROP_DATA to their folder');

it('together they are ten thousand', () => {
  expect(targets.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThanOrEqual(10_000);
});

it.each(targets.map(target => [target.name, target] as const))(
  '%s',
  async (_name, target) => {
    const request = { target, seed, runs: target.share };
    const { fault, runs, refused } = await runCampaign(request);
    expect(fault && (await describeFault(request, fault))).toBeNull();
    expect(runs).toBe(target.share);
    // Were everything refused, the damage would be too coarse to get past the first check; were nothing, there would be none.
    expect(refused).toBeGreaterThan(runs / 20);
    expect(refused).toBeLessThan(runs);
  },
  600_000,
);
