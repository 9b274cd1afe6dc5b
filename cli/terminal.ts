/** The process's own streams. */
import { systemCode } from '../services/files/system-errors.ts';
import type { Terminal } from './output.ts';

/** A result that could not be handed over is no result. */
const OUTPUT_FAILED = 5;

export function processTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', error => {
      // The reader has seen enough (`| head`): that is its right.
      if (systemCode(error) !== 'EPIPE') process.exit(OUTPUT_FAILED);
    });
  }
  return {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
  };
}
