import { describe, expect, it } from 'vitest';
import { countPlaywright, countVitest, noCount } from './counts.ts';

const vitest = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 2,
  numTodoTests: 0,
  numFailedTestSuites: 0,
};
const playwright = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };

describe('counts of the test runners', () => {
  it('adds skipped tests of vitest', () =>
    expect(countVitest(vitest)).toEqual({ passed: 5, failed: 0, skipped: 2 }));
  it('counts a suite that did not load', () =>
    expect(countVitest({ ...vitest, numFailedTestSuites: 2 }).failed).toBe(1));
  it('takes a missing report for a failure', () =>
    expect([countVitest(null), countPlaywright(null)]).toEqual([noCount, noCount]));
  it('takes an empty run for a failure', () =>
    expect(countVitest({ ...vitest, numPassedTests: 0 })).toEqual(noCount));
  it('counts runner errors as failures, and what passed at the second try as passed', () =>
    expect(countPlaywright(playwright)).toEqual({ passed: 4, failed: 2, skipped: 2 }));
});
