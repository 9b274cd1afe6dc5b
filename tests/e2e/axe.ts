/** axe on a page of the app, put in once; through the protocol, which the page's content policy does not govern. */
import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';

type AxeWindow = { axe?: { run(options: RunOptions): Promise<AxeResults> } };

/** Serious and critical findings in words; throws where axe did not look at the page at all. */
export async function seriousFindings(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await page.evaluate(settled);
  const { violations, passed } = await page.evaluate(async () => {
    const results = await (window as unknown as Required<AxeWindow>).axe.run({ resultTypes: ['violations'] });
    return { violations: results.violations, passed: results.passes.length };
  });
  if (passed < 10) throw new Error(`axe had only ${passed} rules to apply: is this the page?`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`);
}

/** Runs in the page: a colour on its way to another has no contrast that anybody chose. What turns for ever is not waited for. */
async function settled(): Promise<void> {
  const ending = document
    .getAnimations()
    .filter(animation => animation.effect?.getComputedTiming().iterations !== Infinity);
  await Promise.allSettled(ending.map(animation => animation.finished));
}
