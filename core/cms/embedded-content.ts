/** The content inside an attached signature: an OCTET STRING of any length, in one piece or split (X.690 §8.7). */
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { chunkLength, chunksOf } from '../asn1/byte-source.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { Nesting, isEndOfContents, maxHeaderLength, readHeader, tags } from '../asn1/tlv.ts';

export interface EmbeddedContent {
  /** Bytes of content; null where it is split and nobody has counted. */
  readonly size: number | null;
  /** The content from its beginning; each chunk is valid until the next one is asked for. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface LocatedContent {
  readonly content: EmbeddedContent;
  /** Offset after the OCTET STRING. */
  readonly end: number;
}

/**
 * Finds the OCTET STRING that begins at `offset`.
 * @throws Asn1Error where there is none, or it does not end within the source
 */
export async function locateContent(source: ByteSource, offset: number): Promise<LocatedContent> {
  const header = readHeader(await source.read(offset, maxHeaderLength), 0);
  const begin = offset + header.headerLength;
  if (header.tag === tags.octetString && header.length !== null) {
    const end = begin + header.length;
    if (end > source.size) throw new Asn1Error('truncated', 'the content is longer than the data');
    return { content: { size: header.length, chunks: () => wholeRange(source, begin, end) }, end };
  }
  if (header.tag !== tags.constructedOctetString) throw malformed('the content is not an octet string');
  const content = { size: null, chunks: () => splitChunks(source, offset) };
  if (header.length !== null) return { content, end: begin + header.length };
  return { content, end: await endOfPieces(source, offset) };
}

async function* wholeRange(source: ByteSource, start: number, end: number): AsyncIterable<Uint8Array> {
  let left = end - start;
  for await (const chunk of chunksOf(source, start, end)) {
    left -= chunk.length;
    yield chunk;
  }
  if (left !== 0) throw new Asn1Error('truncated', 'the data became shorter');
}

interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Segments inside segments: nobody writes them, BER allows them. */
const maxDepth = 8;
/** Encoders write segments of 1,000 bytes and more; many tiny ones only cost time. */
const freePieces = 65_536;
const minAverageLength = 512;

/** The primitive segments, in order; returns the offset after the whole OCTET STRING. */
async function* pieces(source: ByteSource, offset: number): AsyncGenerator<Piece, number, void> {
  const window = new SlidingWindow(source);
  const nesting = new Nesting(source.size, { maxDepth, maxElements: Infinity, maxBytes: Infinity });
  let at = offset;
  let count = 0;
  let covered = 0;
  do {
    const header = readHeader(await window.from(at, maxHeaderLength), 0);
    const begin = at + header.headerLength;
    at = nesting.next(header, begin);
    if (header.tag === tags.octetString) {
      count++;
      covered += at - begin;
      yield { start: begin, end: at };
    } else if (header.tag !== tags.constructedOctetString && !isEndOfContents(header)) {
      throw malformed('an octet string made of something else');
    } else {
      count++;
    }
    if (count > freePieces && covered < count * minAverageLength) {
      throw new Asn1Error('too-large', 'the content is split too small');
    }
  } while (!nesting.closed);
  return at;
}

async function endOfPieces(source: ByteSource, offset: number): Promise<number> {
  const walk = pieces(source, offset);
  for (;;) {
    const step = await walk.next();
    if (step.done === true) return step.value;
  }
}

async function* splitChunks(source: ByteSource, offset: number): AsyncIterable<Uint8Array> {
  const window = new SlidingWindow(source);
  for await (const { start, end } of pieces(source, offset)) {
    for (let at = start; at < end;) {
      const chunk = (await window.from(at, 1)).subarray(0, end - at);
      if (chunk.length === 0) throw new Asn1Error('truncated', 'the data became shorter');
      yield chunk;
      at += chunk.length;
    }
  }
}

/** Reads ahead, so that segments smaller than a chunk do not cost a read each. */
class SlidingWindow {
  readonly #source: ByteSource;
  #bytes = new Uint8Array();
  #start = 0;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** Bytes from `offset` on: at least `length` of them where the source has so many. */
  async from(offset: number, length: number): Promise<Uint8Array> {
    const held = offset - this.#start;
    if (held >= 0 && held + length <= this.#bytes.length) return this.#bytes.subarray(held);
    // A copy: another window may read the same source before this one is done with its bytes.
    this.#bytes = (await this.#source.read(offset, chunkLength)).slice();
    this.#start = offset;
    return this.#bytes;
  }
}
