/** The content inside an attached signature: an OCTET STRING of any length, in one piece or split (X.690 §8.7). */
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import { chunkLength, chunksOf } from '../asn1/byte-source.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { Nesting, isEndOfContents, maxHeaderLength, readHeader, tags } from '../asn1/tlv.ts';
import { concatBytes } from '../bytes.ts';

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

/** Segments inside segments: nobody writes them, BER allows them. */
const maxDepth = 8;
/** Encoders write segments of 1,000 bytes and more; many tiny ones only cost time. */
const freeHeaders = 65_536;
const minAverageLength = 512;

/** Goes through the segments of a split OCTET STRING, from one window of its bytes to the next. */
class PieceWalk {
  readonly #nesting: Nesting;
  /** Offset of the next byte to look at. */
  #at: number;
  /** Bytes of content that are left of the current segment. */
  #left = 0;
  #headers = 0;
  #covered = 0;

  constructor(size: number, offset: number) {
    this.#nesting = new Nesting(size, { maxDepth, maxElements: Infinity, maxBytes: Infinity });
    this.#at = offset;
  }

  get at(): number {
    return this.#at;
  }

  get over(): boolean {
    return this.#headers > 0 && this.#left === 0 && this.#nesting.closed;
  }

  /** Passes the rest of the current segment without looking at it. */
  skip(): void {
    this.#at += this.#left;
    this.#left = 0;
  }

  /** Takes bytes that begin at `at`, as far as whole headers go; returns the pieces of content among them. */
  take(bytes: Uint8Array): Uint8Array[] {
    if (bytes.length === 0) throw new Asn1Error('truncated', 'the data became shorter');
    const pieces: Uint8Array[] = [];
    let from = 0;
    while (from < bytes.length && !this.over) {
      // A header that may be cut off waits for the next window.
      if (this.#left === 0 && from > 0 && bytes.length - from < maxHeaderLength) break;
      if (this.#left === 0) from += this.#takeHeader(bytes, from);
      const piece = bytes.subarray(from, from + this.#left);
      if (piece.length > 0) pieces.push(piece);
      from += piece.length;
      this.#at += piece.length;
      this.#left -= piece.length;
    }
    return pieces;
  }

  #takeHeader(bytes: Uint8Array, from: number): number {
    const header = readHeader(bytes, from);
    const begin = this.#at + header.headerLength;
    const next = this.#nesting.next(header, begin);
    if (header.tag === tags.octetString) this.#left = next - begin;
    else if (header.tag !== tags.constructedOctetString && !isEndOfContents(header)) {
      throw malformed('an octet string made of something else');
    }
    this.#at = begin;
    this.#covered += this.#left;
    if (++this.#headers > freeHeaders && this.#covered < this.#headers * minAverageLength) {
      throw new Asn1Error('too-large', 'the content is split too small');
    }
    return header.headerLength;
  }
}

async function endOfPieces(source: ByteSource, offset: number): Promise<number> {
  const walk = new PieceWalk(source.size, offset);
  while (!walk.over) {
    walk.take(await source.read(walk.at, chunkLength));
    walk.skip();
  }
  return walk.at;
}

/** Small segments leave together, a window at a time: hashing them one by one would cost more than hashing. */
async function* splitChunks(source: ByteSource, offset: number): AsyncIterable<Uint8Array> {
  const walk = new PieceWalk(source.size, offset);
  while (!walk.over) yield concatBytes(...walk.take(await source.read(walk.at, chunkLength)));
}
