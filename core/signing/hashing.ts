/** One pass over a content, however many hash functions its signers used. */
import { TanbaError } from '../../contract/errors/index.ts';
import { createDigester } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import type { CancelSignal, OnProgress } from './signer.ts';

export interface PassOptions {
  /** Bytes that the pass is expected to bring, for progress. */
  readonly bytesTotal: number;
  readonly onProgress?: OnProgress | undefined;
  readonly signal?: CancelSignal | undefined;
}

/**
 * Lets the chunks through and reports how far it is.
 * @throws TanbaError `host.cancelled` once the signal is aborted
 */
export async function* watched(
  chunks: AsyncIterable<Uint8Array>,
  options: PassOptions,
): AsyncIterable<Uint8Array> {
  let done = 0;
  options.onProgress?.(0, options.bytesTotal);
  for await (const chunk of chunks) {
    if (options.signal?.aborted === true) throw new TanbaError('host.cancelled', {});
    yield chunk;
    done += chunk.length;
    options.onProgress?.(done, Math.max(done, options.bytesTotal));
  }
}

export interface ContentDigests {
  /** Bytes that were read. */
  readonly length: number;
  readonly byName: ReadonlyMap<DigestName, Uint8Array>;
}

/** Hashes the chunks with all the functions at once. */
export async function digestChunks(
  chunks: AsyncIterable<Uint8Array>,
  names: Iterable<DigestName>,
): Promise<ContentDigests> {
  const digesters = [...new Set(names)].map(createDigester);
  let length = 0;
  for await (const chunk of chunks) {
    for (const digester of digesters) digester.update(chunk);
    length += chunk.length;
  }
  return { length, byName: new Map(digesters.map(digester => [digester.name, digester.finish()])) };
}
