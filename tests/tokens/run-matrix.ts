/** Runs cells of the fault matrix and tells what came of each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorCode } from '../../contract/errors/index.ts';
import {
  insertToken,
  isInserted,
  readCallLog,
  setFaults,
  startCallLog,
  triesLeft,
} from '../../native/virtual-token/token-folder.ts';
import { faults, pairs, rows } from './matrix-cells.ts';
import type { Fault, Row } from './matrix-cells.ts';
import { createTokenSession } from './token-session.ts';
import type { TokenSession } from './token-session.ts';

export interface Cell {
  readonly row: Row;
  readonly fault: Fault;
  /** Of the step that the fault struck; null: the step was done. */
  readonly code: ErrorCode | null;
  /** How many logins the token saw during the step, and the tries that it had left. */
  readonly logins: number;
  readonly tries: number | undefined;
  /** Files that the step left where signatures go. */
  readonly files: readonly string[];
  /** The host was replaced. */
  readonly hostEnded: boolean;
  /** What signing said once all was well again; `unlocked`: after the PIN was entered once more. */
  readonly after: ErrorCode | 'signed' | 'unlocked';
  /** From the end of the host to the first answer of the next one, in milliseconds. */
  readonly restartMs: number | null;
}

/** A hang is known from the log, not from waiting: then the clock is moved past every deadline. */
async function unlessHanging<T>(session: TokenSession, work: Promise<T>): Promise<T> {
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  while (!over && !readFileSync(join(session.token.dir, 'calls.log'), 'utf8').includes(' hang')) {
    await Promise.race([done, sleep(5)]);
  }
  if (!over) session.clock.advance(60_000);
  return done;
}

async function prepare(session: TokenSession, { newHost, step }: Row): Promise<void> {
  if (newHost) return session.host.stop();
  // An open token is listed again and again: its session must not be in the way.
  const code = (await session.open()) ?? (step === 'lock' ? await session.sign() : null);
  if (code !== null) throw new Error(`a healthy token cannot be worked with: ${code}`);
}

async function recover(session: TokenSession): Promise<Cell['after']> {
  setFaults(session.token.dir);
  if (!isInserted({ dir: session.token.dir })) insertToken({ dir: session.token.dir });
  // What the person's own act does: see keys.unlock in services/handlers/key-handlers.ts.
  session.host.retry();
  if ((await session.sign()) === null) return 'signed';
  return (await session.open()) ?? (await session.sign()) ?? 'unlocked';
}

async function runCell(session: TokenSession, row: Row, fault: Fault): Promise<Cell> {
  const { dir } = session.token;
  await prepare(session, row);
  const ended = session.ends.length;
  startCallLog(dir);
  setFaults(dir, fault.line.replace('CALL', row.call));
  const code = await unlessHanging(session, session[row.step]());
  const hostEnded = session.ends.length > ended;
  const seen = {
    logins: readCallLog(dir).filter(({ call }) => call === 'C_Login').length,
    tries: triesLeft({ dir }),
    files: row.step === 'sign' ? session.written() : [],
  };
  setFaults(dir);
  const restarted = performance.now();
  if (hostEnded) await session.list();
  const restartMs = hostEnded ? performance.now() - restarted : null;
  const after = await recover(session);
  return { row, fault, code, ...seen, hostEnded, after, restartMs };
}

/** What a wrong PIN cost while the login met a fault. */
export interface WrongPin {
  readonly fault: Fault;
  readonly code: ErrorCode | null;
  readonly logins: number;
  /** Tries less than before. */
  readonly spent: number;
}

async function enterWrongPin(session: TokenSession, fault: Fault): Promise<WrongPin> {
  const { dir } = session.token;
  // The right PIN gives all tries back.
  const healthy = await session.open();
  if (healthy !== null) throw new Error(`a healthy token cannot be opened: ${healthy}`);
  const before = triesLeft({ dir }) ?? 0;
  startCallLog(dir);
  setFaults(dir, fault.line.replace('CALL', 'C_Login'));
  const code = await unlessHanging(session, session.open('00000000'));
  const logins = readCallLog(dir).filter(({ call }) => call === 'C_Login').length;
  const spent = before - (triesLeft({ dir }) ?? 0);
  await recover(session);
  return { fault, code, logins, spent };
}

/** Works off a list in its order, shared between so many tokens, each with a host of its own. */
async function inLanes<T, R>(
  lanes: number,
  wanted: readonly T[],
  run: (session: TokenSession, item: T) => Promise<R>,
  vector = 'ok-rsa',
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    const session = createTokenSession({ vector });
    try {
      const code = await session.open();
      if (code !== null) throw new Error(`a healthy token cannot be opened: ${code}`);
      for (let index = next++; index < wanted.length; index = next++) {
        results[index] = await run(session, wanted[index]!);
      }
    } finally {
      session.remove();
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}

/** Every cell, or one of four: each fault at every fourth call, each call under every fourth fault. */
const chosen = (extent: Extent): typeof pairs =>
  extent === 'whole'
    ? pairs
    : pairs.filter(({ row, fault }) => (rows.indexOf(row) + faults.indexOf(fault)) % 4 === 0);

export type Extent = 'whole' | 'quarter';

export const runMatrix = (lanes: number, extent: Extent): Promise<readonly Cell[]> =>
  inLanes(lanes, chosen(extent), (session, { row, fault }) => runCell(session, row, fault));

/** The cells of signing once more, with a key of GOST-2015 of 512 bits. */
export const runGostCells = (lanes: number, extent: Extent): Promise<readonly Cell[]> =>
  inLanes(
    lanes,
    chosen(extent).filter(({ row }) => row.step === 'sign'),
    (session, { row, fault }) => runCell(session, row, fault),
    'ok-gost-2015',
  );

export const enterWrongPins = (lanes: number): Promise<readonly WrongPin[]> =>
  inLanes(lanes, faults, enterWrongPin);
