/** The command line: `node cli/main.ts …`, or `npm run -s tanba -- …`. */
import { enableCompileCache } from 'node:module';
import { compileCache } from './compile-cache.ts';

// Runs from its sources: stripping their types anew each time would take half of the start.
enableCompileCache(compileCache);

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
