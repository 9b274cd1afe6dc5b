/** HMAC (RFC 2104) over any hash function of the house. */
import { zeroize } from '../bytes.ts';
import { digest, digestAlgorithms } from './digest.ts';
import type { DigestName } from './digest.ts';

/** The authentication code of the chunks, taken as one message; as long as the hash. */
export function hmac(name: DigestName, key: Uint8Array, ...chunks: readonly Uint8Array[]): Uint8Array {
  const { blockLength } = digestAlgorithms[name];
  const block = new Uint8Array(blockLength);
  block.set(key.length > blockLength ? digest(name, key) : key);
  const inner = block.map(byte => byte ^ 0x36);
  const outer = block.map(byte => byte ^ 0x5c);
  const innerHash = digest(name, inner, ...chunks);
  const code = digest(name, outer, innerHash);
  zeroize(block, inner, outer, innerHash);
  return code;
}
