/**
 * Streebog: GOST R 34.11-2012 (RFC 6986), in Kazakhstan GOST R 34.11-2015.
 *
 * Bytes go in and come out in file order, as OpenSSL's gost engine and Kalkan have them. The RFC prints both the
 * message and the hash as one number with the most significant byte first, the reverse.
 */
import { zeroize } from '../bytes.ts';
import { BlockBuffer } from './block-buffer.ts';
import { absorbBlocks, absorbLastBlock, createState } from './streebog-wasm.ts';

const BLOCK = 64;

/** RFC 6986 §5.2: the two lengths differ in the initial value; the shorter hash is the upper half of its own run. */
const VARIANTS = {
  512: { initial: 0x00, from: 0 },
  256: { initial: 0x01, from: 32 },
} as const;

/** A running Streebog of 512 or 256 bits. */
export class Streebog {
  readonly #from: number;
  readonly #state: Uint8Array;
  readonly #input: BlockBuffer;

  constructor(bits: 256 | 512) {
    const { initial, from } = VARIANTS[bits];
    const state = createState(initial);
    this.#from = from;
    this.#state = state;
    this.#input = new BlockBuffer(BLOCK, blocks => absorbBlocks(state, blocks));
  }

  update(chunk: Uint8Array): void {
    this.#input.push(chunk);
  }

  /** The hash: 64 or 32 bytes. The state is wiped; the object is of no use afterwards. */
  finish(): Uint8Array {
    const { block, length } = this.#input.takeLast();
    // Padding, RFC 6986 §8 stage 3: one bit just above the message, which is the next byte's lowest one.
    block[length] = 0x01;
    absorbLastBlock(this.#state, block, 8 * length);
    const hash = this.#state.slice(this.#from, BLOCK);
    zeroize(block, this.#state);
    return hash;
  }
}
