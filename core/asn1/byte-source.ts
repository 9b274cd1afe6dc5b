/** Bytes that are read piece by piece: a file of any size, or an array. */
export interface ByteSource {
  /** Total number of bytes; fixed while the source is used. */
  readonly size: number;
  /**
   * The bytes from `offset` on: `length` of them, fewer only where the source ends earlier. The array is the reader's
   * until its next read. Failing is fatal: what the promise is rejected with goes to the person.
   */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** An array as a source. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** What is read at once: enough to keep a disk busy, little enough to keep memory flat. */
export const chunkLength = 256 * 1024;

/** The range in chunks of at most `chunkLength`; ends early where the source does. */
export async function* chunksOf(
  source: ByteSource,
  offset = 0,
  end = source.size,
): AsyncIterable<Uint8Array> {
  for (let at = offset; at < end;) {
    const chunk = await source.read(at, Math.min(chunkLength, end - at));
    if (chunk.length === 0) return;
    yield chunk;
    at += chunk.length;
  }
}
