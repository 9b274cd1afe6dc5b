/**
 * GOST 34.311-95 (the hash function of GOST R 34.11-94, RFC 5831) as keys of GOST-2004 use it: with the
 * substitution table that the standard gives as a test example and НУЦ РК took for real, and a starting vector of
 * zero bytes.
 */
import { zeroize } from '../bytes.ts';
import { BlockBuffer } from './block-buffer.ts';
import { absorbBlocks, closeState, createState } from './gost34311-wasm.ts';

const BLOCK = 32;

/** A running GOST 34.311-95. Bytes in file order, 32 bytes out. */
export class Gost34311 {
  readonly #state = createState();
  readonly #input = new BlockBuffer(BLOCK, blocks => this.#absorb(blocks));
  #length = 0;

  update(chunk: Uint8Array): void {
    this.#length += chunk.length;
    this.#input.push(chunk);
  }

  /** The hash: 32 bytes. The state is wiped; the object is of no use afterwards. */
  finish(): Uint8Array {
    const { block, length } = this.#input.takeLast();
    // RFC 5831 §6.3: a part of a block is filled up with zero bits, and there is no block at all after the last whole one.
    if (length > 0) this.#absorb(block);
    closeState(this.#state, 8n * BigInt(this.#length));
    const hash = this.#state.slice(0, BLOCK);
    zeroize(block, this.#state);
    return hash;
  }

  #absorb(blocks: Uint8Array): void {
    absorbBlocks(this.#state, blocks);
  }
}
