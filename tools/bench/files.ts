/** The command line as a whole process: a gigabyte in constant memory, a thousand small files with one password, opening a key. */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runNode } from '../run.ts';
import type { Figure } from './main.ts';
import { measureProcess } from './measure.ts';
import type { ProcessFigures } from './measure.ts';

const cli = join(root, 'cli', 'main.ts');
const gigabyte = 1_000_000_000;

export interface Bench {
  readonly folder: string;
  readonly key: string;
  readonly pin: string;
}

export async function prepare(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'tanba-bench-'));
  const keys = join(folder, 'keys');
  await runNode([cli, 'sandbox', 'keys', '--out', keys, '--seed', 'bench'], { quiet: true });
  const list = JSON.parse(readFileSync(join(keys, 'keys.json'), 'utf8')) as {
    keys: { id: string; file: string }[];
  };
  const key = list.keys.find(({ id }) => id === 'individual')!.file;
  const pin = join(folder, 'pin');
  writeFileSync(pin, 'Sandbox1');
  return { folder, key: join(keys, key), pin };
}

function writeLargeFile(path: string): void {
  const block = randomBytes(1 << 20);
  const file = openSync(path, 'w');
  for (let written = 0; written < gigabyte; written += block.length) writeSync(file, block);
  closeSync(file);
}

function writeSmallFiles(folder: string, count: number): string[] {
  mkdirSync(folder);
  const paths = Array.from({ length: count }, (_unused, index) => join(folder, `document-${index}.xml`));
  for (const path of paths) writeFileSync(path, randomBytes(10_240));
  return paths;
}

export async function run(parameters: readonly string[]): Promise<ProcessFigures> {
  const figures = await measureProcess([cli, ...parameters]);
  if (figures.status > 1) throw new Error(`tanba ${parameters[0]} ended with ${figures.status}`);
  return figures;
}

function withMemory(name: string, figures: ProcessFigures): Figure[] {
  const time = { name: `${name}: time`, unit: 's', value: figures.seconds };
  if (figures.growthMb === null) return [time];
  return [
    time,
    { name: `${name}: memory over the start`, unit: 'MB', value: figures.growthMb, bar: 64, atMost: true },
  ];
}

async function largeFile({ folder, key, pin }: Bench): Promise<Figure[]> {
  const file = join(folder, 'large.bin');
  writeLargeFile(file);
  const sign = ['sign', file, '--key', key, '--pin-file', pin];
  const detached = await run([...sign, '--detached', '--out', join(folder, 'detached.cms')]);
  const verified = await run(['verify', join(folder, 'detached.cms'), '--content', file]);
  const attached = await run([...sign, '--out', join(folder, 'attached.cms')]);
  return [
    ...withMemory('1 GB signed, detached', detached),
    ...withMemory('1 GB verified, detached', verified),
    ...withMemory('1 GB signed, attached', attached),
  ];
}

async function smallFiles({ folder, key, pin }: Bench): Promise<Figure[]> {
  const files = writeSmallFiles(join(folder, 'small'), 1000);
  const out = join(folder, 'signed');
  mkdirSync(out);
  const figures = await run(['sign', ...files, '--key', key, '--pin-file', pin, '--detached', '--out', out]);
  return [{ name: '1,000 files of 10 KB signed with one password', unit: 's', value: figures.seconds }];
}

async function openKey({ key, pin }: Bench): Promise<Figure[]> {
  const figures = await run(['keys', key, '--pin-file', pin]);
  return [{ name: '.p12 opened and listed, program start included', unit: 's', value: figures.seconds }];
}

export async function measureFiles(): Promise<Figure[]> {
  const bench = await prepare();
  try {
    return [...(await openKey(bench)), ...(await largeFile(bench)), ...(await smallFiles(bench))];
  } finally {
    rmSync(bench.folder, { recursive: true, force: true });
  }
}
