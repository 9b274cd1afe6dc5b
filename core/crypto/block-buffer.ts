/**
 * What every block-wise hash function needs: input in pieces of any size, handed on as whole blocks.
 */
import { zeroize } from '../bytes.ts';

/**
 * Takes input, calls `absorb` with whole blocks (one or many in one array), and keeps what is left over.
 * The last whole block is handed on as soon as it is complete.
 */
export class BlockBuffer {
  readonly #rest: Uint8Array;
  readonly #absorb: (blocks: Uint8Array) => void;
  #length = 0;

  constructor(blockLength: number, absorb: (blocks: Uint8Array) => void) {
    this.#rest = new Uint8Array(blockLength);
    this.#absorb = absorb;
  }

  push(chunk: Uint8Array): void {
    const size = this.#rest.length;
    let input = chunk;
    if (this.#length > 0) {
      const missing = input.subarray(0, size - this.#length);
      this.#rest.set(missing, this.#length);
      this.#length += missing.length;
      if (this.#length < size) return;
      this.#absorb(this.#rest);
      input = input.subarray(missing.length);
    }
    const whole = input.length - (input.length % size);
    if (whole > 0) this.#absorb(input.subarray(0, whole));
    this.#rest.set(input.subarray(whole));
    this.#length = input.length - whole;
  }

  /** The bytes that did not fill a block, followed by zero bytes up to a whole one; `length` are the input's. */
  takeLast(): { readonly block: Uint8Array; readonly length: number } {
    const block = this.#rest.slice().fill(0, this.#length);
    zeroize(this.#rest);
    return { block, length: this.#length };
  }
}
