/**
 * Takes a CMS SignedData apart without reading its content: the content of an attached signature may be larger than memory,
 * and everything else is small.
 *
 *     ContentInfo ::= SEQUENCE { contentType, content [0] EXPLICIT SignedData }
 *     SignedData  ::= SEQUENCE { version, digestAlgorithms, encapContentInfo, certificates [0], crls [1], signerInfos }
 *     EncapsulatedContentInfo ::= SEQUENCE { eContentType, eContent [0] EXPLICIT OCTET STRING OPTIONAL }
 *
 * Any wrapper may be of definite or indefinite length (BER, X.690 §8.1.3).
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { Asn1Error, malformed } from '../asn1/asn1-error.ts';
import type { ByteSource } from '../asn1/byte-source.ts';
import { toDefinite } from '../asn1/definite.ts';
import { elementAt } from '../asn1/elements.ts';
import { contextTag, elementEnd, guardAsn1, isEndOfContents, readHeader, tags } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { concatBytes, copyBytes } from '../bytes.ts';
import { locateContent } from './embedded-content.ts';
import type { EmbeddedContent } from './embedded-content.ts';
import { cmsOids } from './oids.ts';

export interface SplitSignedData {
  /** The ContentInfo in definite lengths, without eContent. */
  readonly skeleton: Uint8Array;
  /** Null for a detached signature. */
  readonly content: EmbeddedContent | null;
}

/** What may stand before the content: two object identifiers, a version, a set of algorithms. */
const maxHead = 64 * 1024;
/** What may stand after it: certificates, CRLs, signatures. */
const maxTail = 16 * 1024 * 1024;

/**
 * @param source DER or BER
 * @throws TanbaError `cms.not-cms`; Asn1Error where it is CMS, but damaged
 */
export async function splitSignedData(source: ByteSource): Promise<SplitSignedData> {
  const head = copyBytes(await source.read(0, maxHead));
  const walk = new HeadWalk(head);
  const infoType = enterSignedData(walk);
  const algorithms = concatBytes(walk.skip(tags.integer), walk.skip(tags.set));
  walk.enter(tags.sequence);
  const contentType = walk.skip(tags.oid);
  const located = walk.atEnd() ? null : await locateContent(source, walk.enter(contextTag(0)));
  const from = located?.end ?? walk.position;
  if (source.size - from > maxTail) throw new Asn1Error('too-large', 'too much beside the content');
  const rest = copyBytes(await source.read(from, maxTail));
  const tail = walk.finish(rest, from, located === null ? 1 : 2);
  return { skeleton: assemble(infoType, algorithms, contentType, tail), content: located?.content ?? null };
}

/** Goes into the SignedData; returns the content type before it. */
function enterSignedData(walk: HeadWalk): Uint8Array {
  const infoType = takeInfoType(walk);
  walk.enter(contextTag(0));
  walk.enter(tags.sequence);
  return infoType;
}

function takeInfoType(walk: HeadWalk): Uint8Array {
  try {
    walk.enter(tags.sequence);
    const infoType = walk.skip(tags.oid);
    if (readOid(elementAt(infoType, 0)) !== cmsOids.signedData) throw malformed('not SignedData');
    return infoType;
  } catch (cause) {
    throw new TanbaError('cms.not-cms', {}, { cause });
  }
}

const sequence = Uint8Array.of(tags.sequence, 0x80);
const explicit = Uint8Array.of(contextTag(0), 0x80);
const endOfContents = new Uint8Array(2);

/** The wrappers are put around with indefinite lengths, and toDefinite() works the lengths out. */
function assemble(
  infoType: Uint8Array,
  algorithms: Uint8Array,
  contentType: Uint8Array,
  tail: Uint8Array,
): Uint8Array {
  const contentInfo = concatBytes(sequence, contentType, endOfContents);
  const data = concatBytes(sequence, algorithms, contentInfo, tail, endOfContents);
  const skeleton = concatBytes(sequence, infoType, explicit, data, endOfContents, endOfContents);
  guardAsn1(skeleton, { maxBytes: maxHead + maxTail });
  return toDefinite(skeleton);
}

/** Walks into nested wrappers from the front, and out of them again behind the content. */
class HeadWalk {
  readonly #head: Uint8Array;
  /** Where each open wrapper ends, the outermost first; null where end-of-contents octets will say. */
  readonly #ends: (number | null)[] = [];
  #at = 0;

  constructor(head: Uint8Array) {
    this.#head = head;
  }

  get position(): number {
    return this.#at;
  }

  /** Goes into the wrapper with this tag; returns where its content begins. */
  enter(tag: number): number {
    const header = readHeader(this.#head, this.#at);
    if (header.tag !== tag) throw malformed(`tag ${header.tag} instead of ${tag}`);
    this.#at += header.headerLength;
    this.#ends.push(header.length === null ? null : this.#at + header.length);
    return this.#at;
  }

  /** Passes one whole element with this tag; returns its bytes. */
  skip(tag: number): Uint8Array {
    if (readHeader(this.#head, this.#at).tag !== tag) throw malformed(`no element with tag ${tag}`);
    const start = this.#at;
    this.#at = elementEnd(this.#head, start);
    return this.#head.subarray(start, this.#at);
  }

  /** Whether the innermost wrapper has no more elements. */
  atEnd(): boolean {
    const wrapperEnd = this.#ends.at(-1);
    return wrapperEnd === null ? isEndOfContents(readHeader(this.#head, this.#at)) : wrapperEnd === this.#at;
  }

  /**
   * Leaves all wrappers: first `inner` of them, at the beginning of `rest`, then SignedData and those around it. Returns
   * what SignedData holds behind the content. `from` is the offset of `rest` in the source.
   */
  finish(rest: Uint8Array, from: number, inner: number): Uint8Array {
    let at = 0;
    for (let i = 0; i < inner; i++) at = this.#leave(rest, at, from);
    const start = at;
    const last = this.#ends.at(-1);
    while (last === null ? !isEndOfContents(readHeader(rest, at)) : from + at < last!)
      at = elementEnd(rest, at);
    const tail = rest.subarray(start, at);
    while (this.#ends.length > 0) at = this.#leave(rest, at, from);
    if (!isFiller(rest.subarray(at))) throw malformed('bytes after the end');
    return tail;
  }

  #leave(rest: Uint8Array, at: number, from: number): number {
    const wrapperEnd = this.#ends.pop();
    if (wrapperEnd === null) {
      if (isEndOfContents(readHeader(rest, at))) return at + 2;
    } else if (wrapperEnd === from + at) {
      return at;
    }
    throw malformed('a wrapper ends elsewhere');
  }
}

/** What text editors and C strings leave behind a signature: НУЦ's native library writes the NUL of its buffer. */
const fillers: readonly number[] = [0x00, 0x09, 0x0a, 0x0d, 0x20];
const maxFiller = 1024;

function isFiller(bytes: Uint8Array): boolean {
  return bytes.length <= maxFiller && bytes.every(octet => fillers.includes(octet));
}
