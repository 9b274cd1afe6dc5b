/** The programs that we are measured against, run in the same minutes on the same machine; absent ones are left out and named. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../run.ts';

/** What a peer tells: rates by the names `sign`, `verify` (per second), `streebog512`, `gost34311` (MB/s). */
export type Rates = Readonly<Record<string, number>>;

export interface Peer {
  readonly name: string;
  /** Null where it is not installed. */
  readonly rates: Rates | null;
}

const sources = join(root, 'tools', 'bench', 'peers');
const bouncyCastleJar = '/usr/share/java/bcprov.jar';

function parseRates(output: string): Rates {
  const lines = output
    .trim()
    .split('\n')
    .map(line => line.split(' '));
  return Object.fromEntries(lines.map(([name, value]) => [name, Number(value)]));
}

function gostEngine(): Rates {
  const folder = join(root, 'out', 'bench');
  mkdirSync(folder, { recursive: true });
  const program = join(folder, 'gost_bench');
  // The engine interface is deprecated in OpenSSL 3, and is the only one that this engine has.
  execFileSync('gcc', [
    '-O2',
    '-Wno-deprecated-declarations',
    '-o',
    program,
    join(sources, 'gost_bench.c'),
    '-lcrypto',
  ]);
  return parseRates(execFileSync(program, { encoding: 'utf8' }));
}

function bouncyCastle(): Rates {
  if (!existsSync(bouncyCastleJar)) throw new Error('absent');
  return parseRates(
    execFileSync('java', ['-cp', bouncyCastleJar, join(sources, 'BouncyCastleBench.java')], {
      encoding: 'utf8',
    }),
  );
}

function attempt(name: string, measure: () => Rates): Peer {
  try {
    return { name, rates: measure() };
  } catch {
    console.log(`${name}: not on this machine, left out`);
    return { name, rates: null };
  }
}

export function measurePeers(): readonly Peer[] {
  return [attempt('OpenSSL gost engine', gostEngine), attempt('BouncyCastle', bouncyCastle)];
}
