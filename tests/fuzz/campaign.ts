/** Runs a target's inputs in a process of their own, and finds out about those that it did not survive. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputOf } from './input.ts';
import { caps } from './target.ts';
import type { Target } from './target.ts';
import type { Fault, WorkerResult } from './worker.ts';

export interface CampaignRequest {
  readonly target: Target;
  readonly seed: number;
  readonly from?: number;
  readonly runs: number;
}

/** Processor time is measured inside; on the clock a busy machine may need this many times as long before we give up. */
const patience = 15;
const root = join(import.meta.dirname, '..', '..');
const worker = join(import.meta.dirname, 'worker.ts');
// What has to be alive at once must fit; the rest is the collector's.
const flags = ['--expose-gc', `--max-old-space-size=${caps.megabytes + 64}`, '--no-warnings'];

/** What came of all inputs; a process that died or fell silent is a fault of the input that it was reading. */
export async function runCampaign(request: CampaignRequest): Promise<WorkerResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-fuzz-'));
  const marker = join(folder, 'run');
  try {
    const { target, seed, from = 0, runs } = request;
    const numbers = [seed, from, runs].map(String);
    return await finished([...flags, worker, target.name, ...numbers, marker], marker);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function finished(parameters: readonly string[], marker: string): Promise<WorkerResult> {
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'fuzz') },
    windowsHide: true,
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].on('data', chunk => (texts[name] += String(chunk)));
  const watch = new Watch(marker, () => child.kill('SIGKILL'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      watch.end();
      if (code === 0) resolve(JSON.parse(texts.stdout.trim().split('\n').at(-1)!) as WorkerResult);
      else
        resolve(
          died(watch.fell ? 'fell silent' : `ended with ${code}: ${texts.stderr.slice(-2_000)}`, marker),
        );
    });
  });
}

/** Notices when the number in the marker no longer changes. */
class Watch {
  readonly #timer: NodeJS.Timeout;
  #last = '';
  #since = performance.now();
  fell = false;

  constructor(marker: string, kill: () => void) {
    this.#timer = setInterval(() => {
      const now = markOf(marker);
      if (now !== this.#last || now === '') {
        this.#last = now;
        this.#since = performance.now();
      } else if (performance.now() - this.#since > caps.milliseconds * patience) {
        this.fell = true;
        kill();
      }
    }, 500);
  }

  end(): void {
    clearInterval(this.#timer);
  }
}

function markOf(marker: string): string {
  try {
    return readFileSync(marker, 'utf8').trim();
  } catch {
    return ''; // not there before the first input
  }
}

function died(what: string, marker: string): WorkerResult {
  const mark = markOf(marker);
  const run = /^\d+$/.test(mark) ? Number(mark) : mark;
  return {
    runs: 0,
    refused: 0,
    proven: 0,
    milliseconds: 0,
    slowest: run,
    megabytes: 0,
    fault: { run, what },
  };
}

/** Puts the input of a fault into out/fuzz, and says what happened and how to see it again. */
export async function describeFault(
  { target, seed }: CampaignRequest,
  { run, what }: Fault,
): Promise<string> {
  const seeds = [...(await target.seeds()), ...(target.costly?.() ?? [])];
  const bytes =
    typeof run === 'number'
      ? inputOf(target, await target.seeds(), seed, run).bytes
      : seeds.find(({ name }) => name === run)?.bytes;
  const again = `npm run fuzz -- --target ${target.name} --seed ${seed} --from ${run} --runs 1`;
  const where =
    bytes === undefined ? 'at the start of the process' : kept(`${target.name}-${seed}-${run}`, bytes);
  return [`${target.name}, input ${run}: ${what}`, `input: ${where}`, `again: ${again}`].join('\n');
}

function kept(name: string, bytes: Uint8Array): string {
  const folder = join(root, 'out', 'fuzz');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name.replace(/[^\w.-]+/g, '_'));
  writeFileSync(file, bytes);
  return file;
}
