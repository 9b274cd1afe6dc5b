/** Reads how many tests passed from the runners' own JSON reports. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What a runner counts for that gave no report or ran nothing. */
export const noCount: Counts = { passed: 0, failed: 1, skipped: 0 };

interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  /** Suites that could not even be loaded. */
  numFailedTestSuites: number;
}

export function countVitest(report: unknown): Counts {
  const found = report as VitestReport | null;
  if (!found || found.numPassedTests + found.numFailedTests === 0) return noCount;
  // A file that cannot be loaded has no test to fail, yet must not pass unseen.
  const failed = found.numFailedTests > 0 ? found.numFailedTests : Math.min(found.numFailedTestSuites, 1);
  return { passed: found.numPassedTests, failed, skipped: found.numPendingTests + found.numTodoTests };
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  errors: unknown[];
}

export function countPlaywright(report: unknown): Counts {
  const found = report as PlaywrightReport | null;
  if (!found || found.stats.expected + found.stats.unexpected === 0) return noCount;
  const { expected, unexpected, flaky, skipped } = found.stats;
  // Only CI tries a second time (its machine may stall); here a flaky test fails. There it is named, so that somebody looks at it.
  if (flaky > 0) console.log(`${flaky} passed only at the second try: see above`);
  return { passed: expected + flaky, failed: unexpected + found.errors.length, skipped };
}
