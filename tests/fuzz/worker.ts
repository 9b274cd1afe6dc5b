/**
 * The process in which a target's inputs are read: `node worker.ts TARGET SEED FROM RUNS MARKER`. Before each input its number is
 * written to the file MARKER, so that whoever waits knows at which one a process fell silent. Ends with one line of JSON.
 */
import { openSync, writeSync } from 'node:fs';
import { inputOf } from './input.ts';
import { caps, isDeclared } from './target.ts';
import type { Seed, Target } from './target.ts';
import { targets } from './targets/index.ts';

/** Why an input must not be: `run` is its number, or the name of a seed that was read as it is. */
export interface Fault {
  readonly run: number | string;
  readonly what: string;
}

export interface WorkerResult {
  readonly runs: number;
  /** Inputs that were refused, and those of which something was proven. */
  readonly refused: number;
  readonly proven: number;
  /** The most that one input cost. */
  readonly milliseconds: number;
  readonly slowest: number | string;
  readonly megabytes: number;
  readonly fault: Fault | null;
}

const residentMb = (): number => process.memoryUsage.rss() / 2 ** 20;
const peakMb = (): number => process.resourceUsage().maxRSS / 1024;

class Campaign {
  readonly #target: Target;
  readonly #marker: number;
  readonly #known = new Set<string>();
  readonly #base: number;
  readonly result = {
    runs: 0,
    refused: 0,
    proven: 0,
    milliseconds: 0,
    slowest: '' as number | string,
    megabytes: 0,
  };

  constructor(target: Target, marker: string) {
    this.#target = target;
    this.#marker = openSync(marker, 'w');
    globalThis.gc?.();
    this.#base = residentMb();
  }

  /** Reads a seed as it is; what is proven of it may be proven of damaged inputs too. */
  async learn(seed: Seed): Promise<Fault | null> {
    return this.#measure(seed.name, async () => {
      for (const claim of await seed.read(seed.wrap?.(seed.bytes) ?? seed.bytes)) this.#known.add(claim);
    });
  }

  try(run: number, { read }: Seed, input: Uint8Array): Promise<Fault | null> {
    this.result.runs++;
    return this.#measure(run, async () => {
      const claims = await read(input);
      if (claims.length > 0) this.result.proven++;
      const forged = claims.find(claim => !this.#known.has(claim));
      if (forged !== undefined) throw new Error(`believed a forgery: ${forged.slice(0, 2_000)}`);
    });
  }

  async #measure(run: number | string, act: () => Promise<void>): Promise<Fault | null> {
    writeSync(this.#marker, `${run}`.padEnd(120), 0);
    const refusedBefore = this.result.refused;
    let { what, milliseconds } = await this.#attempt(act);
    if (milliseconds > caps.milliseconds) {
      // Processors shared with others count slowly now and then: what is slow is slow twice.
      this.result.refused = refusedBefore;
      ({ what, milliseconds } = await this.#attempt(act));
    }
    if (milliseconds > this.result.milliseconds) Object.assign(this.result, { milliseconds, slowest: run });
    this.result.megabytes = Math.max(this.result.megabytes, Math.round(peakMb() - this.#base));
    if (what !== null) return { run, what };
    if (milliseconds > caps.milliseconds) return { run, what: `took ${milliseconds} ms` };
    if (this.result.megabytes > caps.megabytes) return { run, what: `grew by ${this.result.megabytes} MB` };
    return null;
  }

  async #attempt(act: () => Promise<void>): Promise<{ what: string | null; milliseconds: number }> {
    const before = process.cpuUsage();
    const what = await this.#faultOf(act);
    const { user, system } = process.cpuUsage(before);
    return { what, milliseconds: Math.round((user + system) / 1_000) };
  }

  async #faultOf(act: () => Promise<void>): Promise<string | null> {
    try {
      await act();
      return null;
    } catch (error) {
      if (isDeclared(error, this.#target)) this.result.refused++;
      else return error instanceof Error ? (error.stack ?? error.message) : String(error);
      return null;
    }
  }
}

async function campaign(target: Target, numbers: readonly number[], marker: string): Promise<WorkerResult> {
  const [seed = 1, from = 0, runs = 0] = numbers;
  const seeds = await target.seeds();
  const costly = target.costly?.() ?? [];
  const running = new Campaign(target, marker);
  for (const learned of [...seeds, ...costly]) {
    // What those before it left behind is not a costly one's.
    if (costly.includes(learned)) globalThis.gc?.();
    const fault = await running.learn(learned);
    if (fault) return { ...running.result, fault };
  }
  running.result.refused = 0;
  for (let run = from; run < from + runs; run++) {
    const { origin, bytes } = inputOf(target, seeds, seed, run);
    const fault = await running.try(run, origin, bytes);
    if (fault) return { ...running.result, fault };
  }
  return { ...running.result, fault: null };
}

const [name, seed, from, runs, marker = ''] = process.argv.slice(2);
const target = targets.find(candidate => candidate.name === name);
if (target === undefined) throw new Error(`no target ${name}`);
console.log(JSON.stringify(await campaign(target, [seed, from, runs].map(Number), marker)));
