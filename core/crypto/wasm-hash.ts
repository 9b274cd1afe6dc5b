/**
 * What the two hash functions that run as WebAssembly have in common: how a digest's state gets into the module's
 * memory and out again, and the addition of long numbers.
 */
import { get, i32, I64, i64, loopWhile, set } from './wasm.ts';
import type { Code, ValueType, WasmModule } from './wasm.ts';

/** Input has a page of its own, the second; tables, state and work space share the first. */
export const INPUT = 1 << 16;
const INPUT_LENGTH = 1 << 16;
export const PAGES = 2;

/** `count` locals of one type. */
export const locals = (type: ValueType, count: number): readonly ValueType[] =>
  Array<ValueType>(count).fill(type);

/** Locals of `addNumbers`. */
export const ADD_LOCALS = locals(I64, 3);

/** a ← a + b for two numbers of little-endian i64 words, without the last carry. Parameters: addresses of a and b. */
export function addNumbers(words: number): Code {
  const [a, b, word, sum, carry] = [0, 1, 2, 3, 4];
  return Array.from({ length: words }, (_, index) => [
    ...set(word, i64.load(8 * index, get(b))),
    ...set(sum, i64.add(get(word), i64.load(8 * index, get(a)))),
    ...i64.store(8 * index, get(a), i64.add(get(sum), get(carry))),
    // At most one of the two additions overflows.
    ...set(
      carry,
      i64.extend(i32.or(i64.ltU(get(sum), get(word)), i64.ltU(i64.add(get(sum), get(carry)), get(carry)))),
    ),
  ]).flat();
}

/** Runs `body` for each block. Parameters (and so locals 0 and 1): the first block's address and the last one's end. */
export function forEachBlock(blockLength: number, body: (at: Code) => Code): Code {
  const [at, end] = [0, 1];
  return loopWhile(
    [...body(get(at)), ...set(at, i32.add(get(at), i32.const(blockLength)))],
    i32.sub(get(end), get(at)),
  );
}

export interface HashLayout {
  /** Where a digest's state is while its blocks are absorbed. */
  readonly state: number;
  readonly stateLength: number;
  /** End of the work space that begins with the state; all of it is wiped after each call. */
  readonly workEnd: number;
  /** Makes the module; called once, at the first use. It exports `absorb` (see `forEachBlock`). */
  readonly build: () => WasmModule;
}

/**
 * A hash function's module. All its digests share the one memory, and what is hashed may be secret (the nonce
 * generator's HMAC keys): state and input are wiped when a call ends, so nothing of a digest stays there.
 */
export class WasmHash {
  readonly #layout: HashLayout;
  #module: WasmModule | undefined;

  constructor(layout: HashLayout) {
    this.#layout = layout;
  }

  /** Absorbs whole blocks, at least one; `state` changes in place. */
  absorb(state: Uint8Array, blocks: Uint8Array): void {
    for (let at = 0; at < blocks.length; at += INPUT_LENGTH) {
      const part = blocks.subarray(at, at + INPUT_LENGTH);
      this.run(state, part, run => run('absorb', INPUT, INPUT + part.length));
    }
  }

  /** Puts the state and the input into memory, lets `work` call functions, and takes the state out again. */
  run(
    state: Uint8Array,
    input: Uint8Array,
    work: (run: (name: string, ...args: readonly number[]) => void) => void,
  ): void {
    const { memory, functions } = (this.#module ??= this.#layout.build());
    const { state: stateAt, stateLength, workEnd } = this.#layout;
    memory.set(state, stateAt);
    memory.set(input, INPUT);
    work((name, ...args) => functions[name]!(...args));
    state.set(memory.subarray(stateAt, stateAt + stateLength));
    memory.fill(0, stateAt, workEnd);
    memory.fill(0, INPUT, INPUT + input.length);
  }
}
