/** The input of a run: the same for the same target, seed and number, wherever it is made. */
import { choices } from '../support/choices.ts';
import type { Seed, Target } from './target.ts';

export interface FuzzInput {
  readonly origin: Seed;
  readonly bytes: Uint8Array;
}

/** Two numbers to one, far apart for neighbours. */
function mixed(seed: number, run: number): number {
  const product = Math.imul(seed ^ 0x9e3779b1, 0x85ebca6b) ^ Math.imul(run + 1, 0xc2b2ae35);
  return (product ^ (product >>> 15)) >>> 0;
}

export function inputOf(target: Target, seeds: readonly Seed[], seed: number, run: number): FuzzInput {
  const choose = choices(mixed(seed, run));
  const origin = seeds[choose(seeds.length)]!;
  const others = seeds.map(({ bytes }) => bytes);
  const damaged = target.mutate(origin.bytes, others, choose);
  return { origin, bytes: origin.wrap?.(damaged) ?? damaged };
}
