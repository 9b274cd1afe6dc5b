/**
 * A small assembler for WebAssembly.
 *
 * Hash functions that are loops of 64-bit table look-ups, and long arithmetic, need a type that JavaScript does not have
 * in a quick form. So their inner loops are WebAssembly, whose bytes are written from readable TypeScript when they are
 * first needed: no binary in the repository, no compiler in the build.
 *
 * A piece of code is an array of bytes; an instruction is a function that takes the code of its operands and
 * returns theirs followed by its own opcode, so that nested calls read like expressions. Opcodes and the binary
 * format: WebAssembly Core Specification 1.0, chapter 5.
 */

// WebAssembly is a global of every environment that we run in, but of none of the ES2023 libs.
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { readonly exports: Readonly<Record<string, unknown>> };
};

/** Instructions in binary form. */
export type Code = readonly number[];

/** Types of values: §5.3.1. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export type ValueType = typeof I32 | typeof I64;

/** Unsigned LEB128: §5.2.2. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return [...bytes, rest];
}

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  while (rest < -0x40 || rest > 0x3f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  return [...bytes, rest & 0x7f];
}

const operator =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands.flat(), opcode];

/** §5.4.4: memory access with natural alignment; the address is an i32, `offset` is added to it. */
const access =
  (opcode: number, alignment: number) =>
  (offset: number, ...operands: readonly Code[]): Code => [
    ...operands.flat(),
    opcode,
    alignment,
    ...unsigned(offset),
  ];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const call = (index: number, ...operands: readonly Code[]): Code => [
  ...operands.flat(),
  0x10,
  ...unsigned(index),
];

/** Runs the body, then again for as long as `again` (an i32 expression) is not zero. */
export const loopWhile = (body: Code, again: Code): Code => [0x03, 0x40, ...body, ...again, 0x0d, 0x00, 0x0b];

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: access(0x28, 2),
  load8: access(0x2d, 0),
  load16: access(0x2f, 1),
  store: access(0x36, 2),
  store16: access(0x3b, 1),
  add: operator(0x6a),
  sub: operator(0x6b),
  and: operator(0x71),
  or: operator(0x72),
  xor: operator(0x73),
  shl: operator(0x74),
  shrU: operator(0x76),
  wrap: operator(0xa7),
} as const;

export const i64 = {
  const: (value: number): Code => [0x42, ...signed(value)],
  load: access(0x29, 3),
  /** Loads four bytes as a signed number. */
  load32: access(0x34, 2),
  store: access(0x37, 3),
  /** Stores the lower four bytes. */
  store32: access(0x3e, 2),
  ltU: operator(0x54),
  add: operator(0x7c),
  sub: operator(0x7d),
  mul: operator(0x7e),
  and: operator(0x83),
  or: operator(0x84),
  xor: operator(0x85),
  shl: operator(0x86),
  shrS: operator(0x87),
  shrU: operator(0x88),
  extend: operator(0xad),
} as const;

/** XOR of one or more i64 (or i32) expressions. */
export const xorAll = (type: typeof i32 | typeof i64, first: Code, ...rest: readonly Code[]): Code =>
  rest.reduce((left, right) => type.xor(left, right), first);

export interface WasmFunction {
  /** The name under which it is exported. */
  readonly name: string;
  /** Parameters are all i32 and are the first locals. */
  readonly parameters: number;
  /** The other locals, in order. No function returns anything: results are in memory. */
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

export interface WasmModule {
  readonly memory: Uint8Array;
  readonly functions: Readonly<Record<string, (...args: readonly number[]) => void>>;
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, content: Code): Code => [id, ...sized(content)];
const text = (name: string): Code => sized([...name].map(character => character.charCodeAt(0)));

function moduleBytes(functions: readonly WasmFunction[]): Uint8Array {
  const types = functions.map(({ parameters }) => [0x60, ...vector(Array(parameters).fill([I32])), 0x00]);
  const exports = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ locals, body }) =>
    sized([...vector(locals.map(type => [1, type])), ...body, 0x0b]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(5, vector([[0x00, 0x00]])),
    ...section(7, vector([...exports, [...text('memory'), 0x02, 0x00]])),
    ...section(10, vector(bodies)),
  ]);
}

/** Makes an instance of a module, with a memory of its own of `pages` × 64 KiB, all zero. */
export type Instantiate = (pages: number) => WasmModule;

/** Compiles the functions, of which there may be many instances. */
export function compile(functions: readonly WasmFunction[]): Instantiate {
  const module = new WebAssembly.Module(moduleBytes(functions));
  return pages => {
    const { exports } = new WebAssembly.Instance(module);
    const memory = exports['memory'] as { readonly buffer: ArrayBuffer; grow: (pages: number) => void };
    memory.grow(pages);
    return { memory: new Uint8Array(memory.buffer), functions: exports as WasmModule['functions'] };
  };
}

/** Compiles the functions into a module with a memory of `pages` × 64 KiB that does not grow. */
export const assemble = (pages: number, functions: readonly WasmFunction[]): WasmModule =>
  compile(functions)(pages);
