/**
 * Ends this process when its parent is gone. The channel's closing says so too, but only to an event loop that runs, and a
 * driver that hangs does not let it: hence a thread of its own.
 */
import { Worker } from 'node:worker_threads';

/** How long an orphan may live. */
const PERIOD_MS = 500;

/** Runs in the thread; as text, since it is too small to be built as a file of its own. */
const watch = `
  const { workerData } = require('node:worker_threads');
  const { parent, self, period } = workerData;
  const gone = () => {
    if (process.ppid !== parent) return true;
    // On Windows the number stays when the parent goes.
    try { return !process.kill(parent, 0); } catch (error) { return error.code === 'ESRCH'; }
  };
  setInterval(() => { if (gone()) process.kill(self, 'SIGKILL'); }, period);
`;

export function endWithParent(): void {
  const workerData = { parent: process.ppid, self: process.pid, period: PERIOD_MS };
  new Worker(watch, {
    eval: true,
    workerData,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 16 },
  }).unref();
}
