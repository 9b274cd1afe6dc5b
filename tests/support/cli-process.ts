/** The command line without a start for each command: runs what its parent sends, one command after the other. */
import { run } from '../../cli/run.ts';

/** parent → command line. */
export interface CommandOrder {
  readonly id: number;
  readonly args: readonly string[];
  readonly cwd: string;
}

/** command line → parent. */
export interface CommandEnd {
  readonly id: number;
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function obey({ id, args, cwd }: CommandOrder): Promise<void> {
  process.chdir(cwd);
  const printed = { stdout: '', stderr: '' };
  const exit = await run(args, {
    terminal: {
      out: text => void (printed.stdout += text),
      err: text => void (printed.stderr += text),
    },
    env: process.env,
    // Nobody interrupts what has no terminal: tests of signals start a process of their own.
    interrupts: { signal: new AbortController().signal, interrupt: () => undefined },
  });
  process.send!({ id, exit, ...printed } satisfies CommandEnd);
}

let done = Promise.resolve();
process.on('message', (order: CommandOrder) => {
  done = done.then(() => obey(order));
});
process.on('disconnect', () => process.exit());
