/** Asks at the keyboard without showing what is typed. */
import { TanbaError } from '../contract/errors/index.ts';
import { zeroize } from '../core/bytes.ts';
import type { Interrupts } from './interrupts.ts';

const KEY = {
  end: 0x04,
  backspace: 0x08,
  lineFeed: 0x0a,
  enter: 0x0d,
  eraseLine: 0x15,
  escape: 0x1b,
  delete: 0x7f,
};
const INTERRUPT = 0x03;

/** What was typed, as UTF-8; whoever gets it zeroes it. @throws TanbaError host.cancelled for Ctrl+C */
export async function promptHidden(
  question: string,
  maxBytes: number,
  interrupts: Interrupts,
): Promise<Uint8Array> {
  const line = new HiddenLine(maxBytes);
  const { stdin, stderr } = process;
  // Silence first: whoever types as soon as the question stands there must not see it either.
  stdin.setRawMode(true);
  stderr.write(question);
  stdin.resume();
  try {
    await new Promise<void>((done, fail) => {
      const cancelled = (): void => fail(new TanbaError('host.cancelled', {}));
      interrupts.signal.addEventListener('abort', cancelled, { once: true });
      // In raw mode Ctrl+C is a key like any other.
      stdin.on('data', (chunk: Uint8Array) => {
        if (chunk.includes(INTERRUPT)) interrupts.interrupt();
        else if (line.type(chunk)) done();
        zeroize(chunk);
      });
      stdin.once('end', done);
    });
    return line.take();
  } finally {
    line.wipe();
    stdin.removeAllListeners('data');
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

/** A line under the fingers, as bytes. */
export class HiddenLine {
  readonly #bytes: Uint8Array;
  #length = 0;

  constructor(maxBytes: number) {
    this.#bytes = new Uint8Array(maxBytes);
  }

  /** Takes what the terminal sent; true where the line is finished. */
  type(chunk: Uint8Array): boolean {
    // Arrows and function keys come as one chunk that begins with Escape.
    if (chunk[0] === KEY.escape) return false;
    for (const byte of chunk) {
      if (byte === KEY.enter || byte === KEY.lineFeed || byte === KEY.end) return true;
      if (byte === KEY.backspace || byte === KEY.delete) this.#eraseCharacter();
      else if (byte === KEY.eraseLine) this.wipe();
      else if (byte >= 0x20 && this.#length < this.#bytes.length) this.#bytes[this.#length++] = byte;
    }
    return false;
  }

  /** What was typed, as a copy. */
  take(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  wipe(): void {
    zeroize(this.#bytes);
    this.#length = 0;
  }

  /** The last character with all its bytes: those after the first begin with the bits 10 (RFC 3629 §3). */
  #eraseCharacter(): void {
    while (this.#length > 0) {
      const byte = this.#bytes[--this.#length]!;
      this.#bytes[this.#length] = 0;
      if ((byte & 0xc0) !== 0x80) return;
    }
  }
}
