/** The command line as people run it, on files in a folder of the test. */
import { fork, spawn } from 'node:child_process';
import type { ChildProcess, ChildProcessByStdio } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { issueSandboxKeys } from '../../sandbox/ca/issue-keys.ts';
import type { CommandEnd, CommandOrder } from './cli-process.ts';
import { bundled } from './entries.ts';

export interface CliResult {
  /** Null where a signal ended it. */
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly uid?: number;
  /** A process group of its own, as a shell gives to each command: Ctrl+C reaches all processes of it. */
  readonly group?: boolean;
  /** The program's first file, where it is not the bundled one. */
  readonly entry?: string;
  /** A file descriptor for standard output, instead of a pipe to the test. */
  readonly stdout?: number;
}

export type CliProcess = ChildProcessByStdio<Writable, Readable | null, Readable>;

/** Starts the command line; in English, whatever the system speaks. */
export function startTanba(args: readonly string[], options: CliOptions = {}): CliProcess {
  const child = spawn(process.execPath, [options.entry ?? bundled.cli, ...args], {
    cwd: options.cwd ?? tmpdir(),
    env: { ...process.env, LC_ALL: 'C', ...options.env },
    detached: options.group === true,
    stdio: ['pipe', options.stdout ?? 'pipe', 'pipe'],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  }) as CliProcess;
  // Whoever needs no input does not read it.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.input ?? '');
  return child;
}

/** Waits for its end. */
export async function finished(child: CliProcess): Promise<CliResult> {
  const output = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const exit = await new Promise<number | null>(resolve => {
    child.on('close', resolve);
  });
  return { exit, ...output };
}

/** In a process of its own where the options say more of it than its folder, else in one that runs many: most of a command is its start. */
export function tanba(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { cwd = tmpdir(), ...more } = options;
  return Object.keys(more).length === 0 ? command(args, cwd) : finished(startTanba(args, options));
}

let commands: ChildProcess | null = null;
let commandCount = 0;
const ends = new Map<number, (end: CommandEnd) => void>();

function command(args: readonly string[], cwd: string): Promise<CliResult> {
  commands ??= startCommands();
  const id = ++commandCount;
  commands.send({ id, args, cwd } satisfies CommandOrder);
  return new Promise(resolve => {
    ends.set(id, ({ exit, stdout, stderr }) => resolve({ exit, stdout, stderr }));
  });
}

/** Ends with this process, whose channel it hangs on. */
function startCommands(): ChildProcess {
  const child = fork(bundled.commands, [], {
    cwd: tmpdir(),
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  child.on('message', (end: CommandEnd) => {
    const answer = ends.get(end.id);
    ends.delete(end.id);
    answer?.(end);
  });
  child.on('exit', code => {
    commands = null;
    for (const [id, answer] of ends)
      answer({ id, exit: code ?? -1, stdout: '', stderr: 'the process of commands ended' });
    ends.clear();
  });
  child.unref();
  return child;
}

/** The code of the first error on standard error; empty where there is none. */
export function codeIn({ stderr }: CliResult): string {
  return /^error: ([a-z0-9.-]+): /m.exec(stderr)?.[1] ?? '';
}

export interface Workplace {
  readonly path: string;
  at(...names: string[]): string;
  write(name: string, content: string | Uint8Array): string;
  /** Path of the key file of a sandbox key. */
  key(id: string): string;
  /** The file with the sandbox password. */
  readonly pin: string;
  /** The folder with the sandbox authorities. */
  readonly trust: string;
  remove(): void;
}

/** A temporary folder with these sandbox keys; those of RSA take seconds. */
export function makeWorkplace(ids: readonly string[]): Workplace {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'tanba-cli-')));
  const at = (...names: string[]): string => join(path, ...names);
  const write = (name: string, content: string | Uint8Array): string => {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
    return at(name);
  };
  const { files, keys } = issueSandboxKeys({ seed: 'tests/cli', now: new Date(), ids });
  for (const file of files) write(join('sandbox', file.path), file.content);
  return {
    path,
    at,
    write,
    key: id => at('sandbox', keys.find(key => key.id === id)!.file),
    pin: write('pin.txt', 'Sandbox1\n'),
    trust: at('sandbox', 'ca'),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
