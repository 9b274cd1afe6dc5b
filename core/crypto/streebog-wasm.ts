/**
 * The inner loop of Streebog as WebAssembly: many blocks per call, out of linear memory.
 *
 * A 512-bit value is eight i64 words in little-endian order, which is the order its bytes have in a file. In that
 * order the three steps S, P and L of RFC 6986 §6 together are, for each word y[k] of the result,
 *
 *     y[k] = T0[byte k of x[0]] ⊕ T1[byte k of x[1]] ⊕ … ⊕ T7[byte k of x[7]]
 *
 * with eight tables of 256 words each. The tables are in memory, not in the code.
 */
import { bigIntToBytesLE, concatBytes, zeroize } from '../bytes.ts';
import { iterationConstants, lookupTables } from './streebog-tables.ts';
import { assemble, call, get, I32, i32, I64, i64, loopWhile, set, xorAll } from './wasm.ts';
import type { Code, WasmModule } from './wasm.ts';
import { ADD_LOCALS, addNumbers, forEachBlock, INPUT, locals, PAGES, WasmHash } from './wasm-hash.ts';

const WORDS = [0, 1, 2, 3, 4, 5, 6, 7] as const;
const BLOCK = 64;
const ROUNDS = 12;

/** Where things are in the module's memory. */
const TABLES = 0;
const CONSTANTS = 8 * 256 * 8;
const CONSTANTS_END = CONSTANTS + ROUNDS * BLOCK;
/** H, N and Σ, one after the other: what a digest keeps from block to block. */
const STATE = CONSTANTS_END;
const H = STATE;
const N = STATE + BLOCK;
const SIGMA = STATE + 2 * BLOCK;
const STATE_LENGTH = 3 * BLOCK;
/** 512 zero bits, the N of the last two compressions. */
const ZERO = STATE + STATE_LENGTH;
/** The number 512, added to N after each whole block. */
const BLOCK_BITS = ZERO + BLOCK;

/** Locals of `compress`: two addresses, the round's constant, then state and key, each with its successor. */
const N_AT = 0;
const M_AT = 1;
const CONSTANT_AT = 2;
const words = (first: number): readonly number[] => WORDS.map(word => first + word);
const state = words(3);
const key = words(11);
const nextState = words(19);
const nextKey = words(27);

/** Word k of LPS(x), from the words of x. */
function lpsWord(x: readonly number[], k: number): Code {
  // The byte times eight, since table entries have eight bytes.
  const index = (local: number): Code => {
    const shifted = k === 0 ? i64.shl(get(local), i64.const(3)) : i64.shrU(get(local), i64.const(8 * k - 3));
    return i32.and(i32.wrap(shifted), i32.const(0xff << 3));
  };
  const [first, ...rest] = x.map((local, table) => i64.load(TABLES + table * 256 * 8, index(local)));
  return xorAll(i64, first!, ...rest);
}

const copy = (to: readonly number[], from: readonly number[]): Code =>
  to.flatMap((local, word) => set(local, get(from[word]!)));

const wordAt = (address: number, word: number): Code => i64.load(8 * word, get(address));

/**
 * h ← E(LPS(h ⊕ N), m) ⊕ h ⊕ m: RFC 6986 §8. Parameters: addresses of N and m.
 * State and key take the same twelve steps, so one loop does both and their look-ups run side by side.
 */
function compress(): Code {
  const absorbKey = key.flatMap((local, word) =>
    set(local, i64.xor(i64.load(H + 8 * word, i32.const(0)), wordAt(N_AT, word))),
  );
  const firstKey = nextKey.flatMap((local, word) => set(local, lpsWord(key, word)));
  const loadBlock = state.flatMap((local, word) => set(local, wordAt(M_AT, word)));
  const mixKey = state.flatMap((local, word) => set(local, i64.xor(get(local), get(key[word]!))));
  const mixConstant = key.flatMap((local, word) =>
    set(local, i64.xor(get(local), i64.load(CONSTANTS + 8 * word, get(CONSTANT_AT)))),
  );
  const substitute = WORDS.flatMap(word => [
    ...set(nextState[word]!, lpsWord(state, word)),
    ...set(nextKey[word]!, lpsWord(key, word)),
  ]);
  const nextRound = set(CONSTANT_AT, i32.add(get(CONSTANT_AT), i32.const(BLOCK)));
  const rounds = loopWhile(
    [
      ...mixKey,
      ...mixConstant,
      ...substitute,
      ...copy(state, nextState),
      ...copy(key, nextKey),
      ...nextRound,
    ],
    i32.sub(get(CONSTANT_AT), i32.const(ROUNDS * BLOCK)),
  );
  const store = WORDS.flatMap(word =>
    i64.store(
      H + 8 * word,
      i32.const(0),
      xorAll(
        i64,
        get(state[word]!),
        get(key[word]!),
        i64.load(H + 8 * word, i32.const(0)),
        wordAt(M_AT, word),
      ),
    ),
  );
  return [...absorbKey, ...firstKey, ...copy(key, nextKey), ...loadBlock, ...rounds, ...store];
}

const FUNCTIONS = { compress: 0, add: 1 } as const;

/** RFC 6986 §8, stage 2. */
const absorb = (): Code =>
  forEachBlock(BLOCK, at => [
    ...call(FUNCTIONS.compress, i32.const(N), at),
    ...call(FUNCTIONS.add, i32.const(N), i32.const(BLOCK_BITS)),
    ...call(FUNCTIONS.add, i32.const(SIGMA), at),
  ]);

function build(): WasmModule {
  const module = assemble(PAGES, [
    { name: 'compress', parameters: 2, locals: [I32, ...locals(I64, 32)], body: compress() },
    { name: 'add', parameters: 2, locals: ADD_LOCALS, body: addNumbers(8) },
    { name: 'absorb', parameters: 2, locals: [], body: absorb() },
  ]);
  module.memory.set(lookupTables(), TABLES);
  module.memory.set(iterationConstants(), CONSTANTS);
  module.memory.set(bigIntToBytesLE(BigInt(8 * BLOCK), BLOCK), BLOCK_BITS);
  return module;
}

const hash = new WasmHash({ state: STATE, stateLength: STATE_LENGTH, workEnd: STATE + STATE_LENGTH, build });

/** A fresh state (H, N, Σ) that starts from H filled with this byte. */
export function createState(initial: number): Uint8Array {
  return new Uint8Array(STATE_LENGTH).fill(initial, 0, BLOCK);
}

/** Absorbs whole blocks: `blocks.length` is a multiple of 64. The state changes in place. */
export function absorbBlocks(state: Uint8Array, blocks: Uint8Array): void {
  hash.absorb(state, blocks);
}

/**
 * Absorbs the padded last block, then N and Σ: RFC 6986 §8, stage 3. The first 64 bytes of the state are the hash.
 * `bits`: how many of the block's bits are the message's.
 */
export function absorbLastBlock(state: Uint8Array, block: Uint8Array, bits: number): void {
  const input = concatBytes(block, bigIntToBytesLE(BigInt(bits), BLOCK));
  hash.run(state, input, run => {
    run('compress', N, INPUT);
    run('add', N, INPUT + BLOCK);
    run('add', SIGMA, INPUT);
    run('compress', ZERO, N);
    run('compress', ZERO, SIGMA);
  });
  zeroize(input);
}
