/** The command line: `node cli/main.ts …`, or `npm run -s tanba -- …`. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Runs from its sources: stripping their types anew each time would take half of the start. The cache lies with the
// program and not in the common temporary folder, where others could put code of theirs into it.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'tanba'));

const [{ listenForInterrupts }, { run }, { processTerminal }] = await Promise.all([
  import('./interrupts.ts'),
  import('./run.ts'),
  import('./terminal.ts'),
]);

process.exitCode = await run(process.argv.slice(2), {
  terminal: processTerminal(),
  env: process.env,
  interrupts: listenForInterrupts(),
});
