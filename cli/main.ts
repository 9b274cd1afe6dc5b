/** The command line: `node cli/main.ts …`, or `npm run -s tanba -- …`. */
import { listenForInterrupts } from './interrupts.ts';
import { run } from './run.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal();
process.exitCode = await run(process.argv.slice(2), {
  terminal,
  env: process.env,
  interrupts: listenForInterrupts(),
});
