/** All hash functions of the house behind one streaming interface. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { Gost34311 } from './gost34311.ts';
import { Streebog } from './streebog.ts';

/** `sha1` is only for reading old key identifiers and old certificate references; nothing is signed with it. */
export type DigestName =
  'streebog512' | 'streebog256' | 'gost34311' | 'sha256' | 'sha384' | 'sha512' | 'sha1';

/** A running hash: any number of `update`s, then one `finish`; of no use afterwards. */
export interface Digester {
  readonly name: DigestName;
  update(chunk: Uint8Array): this;
  finish(): Uint8Array;
}

interface Running {
  update(chunk: Uint8Array): unknown;
  finish(): Uint8Array;
}

const noble = (hash: { update(chunk: Uint8Array): unknown; digest(): Uint8Array }): Running => ({
  update: chunk => hash.update(chunk),
  finish: () => hash.digest(),
});

interface DigestAlgorithm {
  readonly start: () => Running;
  /** Length of the hash, in bytes. */
  readonly length: number;
  /** Length of the block that HMAC pads its key to, in bytes. */
  readonly blockLength: number;
}

export const digestAlgorithms: Readonly<Record<DigestName, DigestAlgorithm>> = {
  streebog512: { start: () => new Streebog(512), length: 64, blockLength: 64 },
  streebog256: { start: () => new Streebog(256), length: 32, blockLength: 64 },
  gost34311: { start: () => new Gost34311(), length: 32, blockLength: 32 },
  sha256: { start: () => noble(sha256.create()), length: 32, blockLength: 64 },
  sha384: { start: () => noble(sha384.create()), length: 48, blockLength: 128 },
  sha512: { start: () => noble(sha512.create()), length: 64, blockLength: 128 },
  sha1: { start: () => noble(sha1.create()), length: 20, blockLength: 64 },
};

/** Starts a hash. */
export function createDigester(name: DigestName): Digester {
  const running = digestAlgorithms[name].start();
  const digester: Digester = {
    name,
    update(chunk) {
      running.update(chunk);
      return digester;
    },
    finish: () => running.finish(),
  };
  return digester;
}

/** The hash of the chunks, taken as one message. */
export function digest(name: DigestName, ...chunks: readonly Uint8Array[]): Uint8Array {
  const digester = createDigester(name);
  for (const chunk of chunks) digester.update(chunk);
  return digester.finish();
}
