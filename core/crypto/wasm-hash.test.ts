import { describe, expect, it } from 'vitest';
import { assemble, get, i32, i64 } from './wasm.ts';
import type { WasmModule } from './wasm.ts';
import { ADD_LOCALS, addNumbers, forEachBlock, INPUT, PAGES, WasmHash } from './wasm-hash.ts';

const STATE = 1024;

/** A hash function of sorts: the state is the sum of all bytes in even places of 8-byte blocks, and a trace beside it. */
function summing(): { hash: WasmHash; memory: () => Uint8Array } {
  let module: WasmModule | undefined;
  const build = (): WasmModule => {
    const body = forEachBlock(8, at => [
      ...i64.store(STATE, i32.const(0), i64.add(i64.load(STATE, i32.const(0)), i64.load(0, at))),
      ...i64.store(STATE + 8, i32.const(0), i64.load(0, at)),
    ]);
    return (module = assemble(PAGES, [{ name: 'absorb', parameters: 2, locals: [], body }]));
  };
  const hash = new WasmHash({ state: STATE, stateLength: 8, workEnd: STATE + 16, build });
  return { hash, memory: () => module?.memory ?? new Uint8Array() };
}

describe('a hash function as WebAssembly', () => {
  it('takes the state out and leaves nothing of state, work space and input behind', () => {
    const { hash, memory } = summing();
    const state = new Uint8Array(8);
    hash.absorb(state, new Uint8Array(800).fill(1));
    expect([...state]).toEqual(Array(8).fill(100));
    expect(memory()).toHaveLength(PAGES << 16);
    expect(memory().every(byte => byte === 0)).toBe(true);
  });

  it('absorbs more than fits into its memory', () => {
    const { hash } = summing();
    const state = new Uint8Array(8);
    const blocks = new Uint8Array(3 * (1 << 16) + 8);
    for (let at = 0; at < blocks.length; at += 8) blocks[at] = 1;
    hash.absorb(state, blocks);
    expect(new DataView(state.buffer).getUint32(0, true)).toBe(blocks.length / 8);
  });
});

describe('addition of long numbers', () => {
  const { memory, functions } = assemble(1, [
    { name: 'add', parameters: 2, locals: ADD_LOCALS, body: addNumbers(4) },
  ]);

  it.each([
    [0n, 0n],
    [2n ** 256n - 1n, 1n],
    [2n ** 256n - 1n, 2n ** 256n - 1n],
    [2n ** 64n - 1n, 1n],
    [2n ** 192n - 1n, 2n ** 64n],
    [0x1234567890abcdefn << 100n, 0xfedcba0987654321n << 97n],
  ])('%s + %s', (a, b) => {
    const view = new BigUint64Array(memory.buffer);
    for (const [index, number] of [a, b].entries()) {
      for (let word = 0; word < 4; word++) view[4 * index + word] = number >> BigInt(64 * word);
    }
    functions['add']?.(0, 32);
    const sum = [...view.subarray(0, 4)].reduceRight((total, word) => (total << 64n) | word, 0n);
    expect(sum).toBe((a + b) % 2n ** 256n);
  });
});

describe('the assembler', () => {
  it.each([0, 1, -1, 63, 64, -64, -65, 8191, 8192, 0x7ff8, 2 ** 31 - 1, -(2 ** 31)])(
    'writes the constant %d',
    value => {
      const { memory, functions } = assemble(1, [
        {
          name: 'store',
          parameters: 1,
          locals: [],
          body: [...i32.store(0, get(0), i32.const(value)), ...i64.store(8, get(0), i64.const(value))],
        },
      ]);
      functions['store']?.(INPUT - 128);
      const view = new DataView(memory.buffer, INPUT - 128);
      expect(view.getInt32(0, true)).toBe(value);
      expect(view.getBigInt64(8, true)).toBe(BigInt(value));
    },
  );
});
