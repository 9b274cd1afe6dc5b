/**
 * The step function of GOST 34.311-95 as WebAssembly. Sections: RFC 5831. Numbers are little-endian in memory, so
 * y₁ of the standard's "y₄‖y₃‖y₂‖y₁" comes first.
 */
import { bigIntToBytesLE, hexToBytes } from '../bytes.ts';
import { assemble, call, get, I32, i32, I64, i64, set, xorAll } from './wasm.ts';
import type { Code, WasmModule } from './wasm.ts';
import { ADD_LOCALS, addNumbers, forEachBlock, INPUT, locals, PAGES, WasmHash } from './wasm-hash.ts';

/** id-GostR3411-94-TestParamSet, K1 (for the lowest four bits) … K8: the example of RFC 5831 §7.1. */
const SUBSTITUTIONS = [
  [4, 10, 9, 2, 13, 8, 0, 14, 6, 11, 1, 12, 7, 15, 5, 3],
  [14, 11, 4, 12, 6, 13, 15, 10, 2, 3, 8, 1, 0, 7, 5, 9],
  [5, 8, 1, 13, 10, 3, 4, 2, 14, 15, 12, 7, 6, 0, 9, 11],
  [7, 13, 10, 1, 0, 8, 9, 15, 14, 4, 6, 12, 11, 2, 5, 3],
  [6, 12, 7, 1, 5, 15, 13, 8, 4, 10, 9, 14, 0, 3, 11, 2],
  [4, 11, 10, 0, 7, 2, 1, 13, 3, 6, 8, 5, 9, 12, 15, 14],
  [13, 11, 4, 1, 3, 15, 5, 9, 0, 10, 14, 7, 6, 8, 2, 12],
  [1, 15, 13, 0, 5, 7, 10, 4, 9, 2, 3, 14, 6, 11, 8, 12],
] as const;

/** C₃ of §5.1, least significant byte first; C₂ and C₄ are zero. */
const KEY_CONSTANT = '00ff00ff00ff00ffff00ff00ff00ff0000ffff00ff0000ffff000000ffff00ff';

const BLOCK = 32;
const TABLE = 256 * 4;

/** Where things are in the module's memory. */
const TABLES = 0;
const CONSTANT = 4 * TABLE;
const H = CONSTANT + BLOCK;
const SIGMA = H + BLOCK;
const STATE_LENGTH = 2 * BLOCK;
/** Four 64-bit words whose bytes the transformation P exchanges, and the encrypted H. */
const MIXED = H + STATE_LENGTH;
const S = MIXED + BLOCK;
const WORK_END = S + BLOCK;

/** Four tables of 256 words: table b has, at v, byte b = v of a word after substitution and rotation by 11. */
function lookupTables(): Uint8Array {
  const tables = new Uint32Array(4 * 256);
  for (let value = 0; value < 256; value++) {
    for (let byte = 0; byte < 4; byte++) {
      const low = SUBSTITUTIONS[2 * byte]![value & 15]!;
      const high = SUBSTITUTIONS[2 * byte + 1]![value >> 4]!;
      const word = (low | (high << 4)) << (8 * byte);
      tables[256 * byte + value] = (word << 11) | (word >>> 21);
    }
  }
  const bytes = new Uint8Array(4 * TABLE);
  const view = new DataView(bytes.buffer);
  for (const [index, word] of tables.entries()) view.setUint32(4 * index, word, true);
  return bytes;
}

const range = (count: number, first = 0): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/**
 * Encrypts one 64-bit word of H by GOST 28147-89 (RFC 5830 §5) with the key P(U ⊕ V), from H to S.
 * Parameter: the word's offset in both. Other locals: eight key words, the halves, a sum.
 */
function encrypt(): Code {
  const offset = 0;
  const key = range(8, 1);
  const [low, high, sum] = [9, 10, 11];
  // P of §5.1 puts byte j of word i in place i + 4j, so key word j has the byte j of each of the four words.
  const loadKey = key.flatMap((local, j) => {
    const bytes = range(4).map(i => i32.shl(i32.load8(MIXED + 8 * i + j, i32.const(0)), i32.const(8 * i)));
    return set(local, xorAll(i32, i32.const(0), ...bytes));
  });
  const substituted = range(4).map(byte => {
    const shifted =
      byte === 0 ? i32.shl(get(sum), i32.const(2)) : i32.shrU(get(sum), i32.const(8 * byte - 2));
    return i32.load(TABLES + byte * TABLE, i32.and(shifted, i32.const(0xff << 2)));
  });
  const rounds = range(32).flatMap(round => {
    const keyWord = key[round < 24 ? round % 8 : 7 - (round % 8)]!;
    const [from, to] = round % 2 === 0 ? [low, high] : [high, low];
    return [...set(sum, i32.add(get(from), get(keyWord))), ...set(to, xorAll(i32, get(to), ...substituted))];
  });
  return [
    ...loadKey,
    ...set(low, i32.load(H, get(offset))),
    ...set(high, i32.load(H + 4, get(offset))),
    ...rounds,
    ...i32.store(S, get(offset), get(high)),
    ...i32.store(S + 4, get(offset), get(low)),
  ];
}

const FUNCTIONS = { encrypt: 0, mix: 1, step: 2, add: 3 } as const;

/** The transformation A of §5.1; `words` names the locals of y₁ … y₄ and is changed to name those of the result. */
function transformA(words: number[]): Code {
  const [first = 0, second = 0] = words;
  words.push(...words.splice(0, 1));
  return set(first, i64.xor(get(first), get(second)));
}

/** §5.1 and §5.2: makes four keys of H and the block, and encrypts a word of H with each; then §5.3. Parameter: the block. */
function step(): Code {
  const block = 0;
  const u = [...range(4, 1)];
  const v = [...range(4, 5)];
  const code: Code[] = range(4).flatMap(word => [
    set(u[word]!, i64.load(H + 8 * word, i32.const(0))),
    set(v[word]!, i64.load(8 * word, get(block))),
  ]);
  for (const index of range(4)) {
    if (index > 0) code.push(transformA(u), transformA(v), transformA(v));
    if (index === 2) {
      code.push(
        ...u.map((local, word) =>
          set(local, i64.xor(get(local), i64.load(CONSTANT + 8 * word, i32.const(0)))),
        ),
      );
    }
    code.push(
      ...u.map((local, word) =>
        i64.store(MIXED + 8 * word, i32.const(0), i64.xor(get(local), get(v[word]!))),
      ),
    );
    code.push(call(FUNCTIONS.encrypt, i32.const(8 * index)));
  }
  code.push(call(FUNCTIONS.mix, get(block)));
  return code.flat();
}

/** H ← ψ⁶¹(H ⊕ ψ(M ⊕ ψ¹²(S))): §5.3, over sixteen 16-bit words. Parameter: the address of M. */
function mix(): Code {
  const block = 0;
  // ψ moves all words down by one; instead of the words, their names move.
  const words = [...range(16, 1)];
  const psi = (times: number): Code =>
    range(times).flatMap(() => {
      const [first = 0, ...others] = [0, 1, 2, 3, 12, 15].map(index => words[index]!);
      words.push(...words.splice(0, 1));
      return set(first, xorAll(i32, get(first), ...others.map(get)));
    });
  const addWords = (load: (word: number) => Code): Code =>
    words.flatMap((local, word) => set(local, i32.xor(get(local), load(word))));
  return [
    ...words.flatMap((local, word) => set(local, i32.load16(S + 2 * word, i32.const(0)))),
    ...psi(12),
    ...addWords(word => i32.load16(2 * word, get(block))),
    ...psi(1),
    ...addWords(word => i32.load16(H + 2 * word, i32.const(0))),
    ...psi(61),
    ...words.flatMap((local, word) => i32.store16(H + 2 * word, i32.const(0), get(local))),
  ];
}

const absorb = (): Code =>
  forEachBlock(BLOCK, at => [...call(FUNCTIONS.step, at), ...call(FUNCTIONS.add, i32.const(SIGMA), at)]);

function build(): WasmModule {
  const module = assemble(PAGES, [
    { name: 'encrypt', parameters: 1, locals: locals(I32, 11), body: encrypt() },
    { name: 'mix', parameters: 1, locals: locals(I32, 16), body: mix() },
    { name: 'step', parameters: 1, locals: locals(I64, 8), body: step() },
    { name: 'add', parameters: 2, locals: ADD_LOCALS, body: addNumbers(4) },
    { name: 'absorb', parameters: 2, locals: [], body: absorb() },
  ]);
  module.memory.set(lookupTables(), TABLES);
  module.memory.set(hexToBytes(KEY_CONSTANT), CONSTANT);
  return module;
}

const hash = new WasmHash({ state: H, stateLength: STATE_LENGTH, workEnd: WORK_END, build });

/** A fresh state: H and the sum of all blocks, both zero. */
export function createState(): Uint8Array {
  return new Uint8Array(STATE_LENGTH);
}

/** Absorbs whole blocks: `blocks.length` is a multiple of 32. The state changes in place. */
export function absorbBlocks(state: Uint8Array, blocks: Uint8Array): void {
  hash.absorb(state, blocks);
}

/** Absorbs the message's length in bits and the sum of its blocks: §6.3. The first 32 bytes of the state are the hash. */
export function closeState(state: Uint8Array, bits: bigint): void {
  hash.run(state, bigIntToBytesLE(bits, BLOCK), run => {
    run('step', INPUT);
    run('step', SIGMA);
  });
}
