/** Runs a program of the system and takes what it prints: the one place where services/ start something that is not ours. */
import { execFile } from 'node:child_process';

export interface ProgramResult {
  /** Null where it could not be started, or took too long. */
  readonly status: number | null;
  readonly output: string;
}

const TIMEOUT_MS = 5_000;
const MAX_OUTPUT = 64 * 1024;

/** `program` is an absolute path: nothing is looked for, and no shell is between. Never rejected. */
export function runProgram(program: string, parameters: readonly string[]): Promise<ProgramResult> {
  const options = { timeout: TIMEOUT_MS, maxBuffer: MAX_OUTPUT, windowsHide: true };
  return new Promise(resolve => {
    const child = execFile(program, [...parameters], options, (_error, stdout) =>
      resolve({ status: child.exitCode, output: stdout }),
    );
  });
}
