/** Thousands of signatures through one host, hundreds of tokens pulled and put back: does it keep anything of them? */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { insertToken, pullToken, readCallLog } from '../../native/virtual-token/token-folder.ts';
import { createTokenSession } from './token-session.ts';
import type { TokenSession } from './token-session.ts';

export interface Levels {
  /** Resident set in MB. */
  readonly memory: number;
  /** Open files, sockets, pipes. */
  readonly handles: number;
}

export interface Phase {
  readonly rounds: number;
  readonly seconds: number;
  /** After the first tenth, in which caches fill and code is compiled. */
  readonly before: Levels;
  readonly after: Levels;
}

export interface SoakResult {
  readonly signatures: Phase;
  readonly pulls: Phase;
  /** One: it lived through everything. */
  readonly hosts: number;
}

const PAGE = 4096;
const SAMPLES = 20;

/** Linux: what the kernel says of a process from outside. */
function levels(pid: number): Levels {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return { memory: (pages * PAGE) / 1e6, handles: readdirSync(`/proc/${pid}/fd`).length };
}

/** The lowest of several: between two collections of garbage the memory goes up and down. */
const lowest = (samples: readonly Levels[]): Levels => ({
  memory: Math.min(...samples.map(({ memory }) => memory)),
  handles: Math.min(...samples.map(({ handles }) => handles)),
});

async function phase(pid: number, rounds: number, round: () => Promise<void>): Promise<Phase> {
  const tenth = Math.ceil(rounds / 10);
  const every = Math.max(1, Math.floor(tenth / SAMPLES));
  const [early, late]: [Levels[], Levels[]] = [[], []];
  const started = performance.now();
  for (let index = 0; index < rounds; index += 1) {
    await round();
    if (index % every !== 0) continue;
    if (index >= tenth && index < 2 * tenth) early.push(levels(pid));
    if (index >= rounds - tenth) late.push(levels(pid));
  }
  const seconds = (performance.now() - started) / 1000;
  return { rounds, seconds, before: lowest(early), after: lowest(late) };
}

async function mustBe<T>(expected: T, work: Promise<T>, what: string): Promise<void> {
  const got = await work;
  if (got !== expected) throw new Error(`${what}: ${String(got)}`);
}

async function pullAndInsert(session: TokenSession): Promise<void> {
  pullToken({ dir: session.token.dir });
  await mustBe(false, session.poll(), 'a pulled token is still there');
  insertToken({ dir: session.token.dir });
  await mustBe(true, session.poll(), 'a token that was put back is not there');
  await mustBe(null, session.open(), 'opening');
  await mustBe(null, session.signDigest(), 'signing');
}

/**
 * @param vector whose key signs
 * @throws Error where a signature or an opening fails
 */
export async function soak(signatures: number, pulls: number, vector = 'ok-rsa'): Promise<SoakResult> {
  // A library that runs out of sessions shows that one was forgotten.
  const session = createTokenSession({ maxSessions: 4, vector });
  try {
    await mustBe(null, session.open(), 'opening');
    const pid = readCallLog(session.token.dir)[0]!.pid;
    // It would grow with every call.
    rmSync(join(session.token.dir, 'calls.log'));
    const signing = await phase(pid, signatures, () => mustBe(null, session.signDigest(), 'signing'));
    const pulling = await phase(pid, pulls, () => pullAndInsert(session));
    return { signatures: signing, pulls: pulling, hosts: session.started.length };
  } finally {
    session.remove();
  }
}
