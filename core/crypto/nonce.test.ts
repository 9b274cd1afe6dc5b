import { describe, expect, it } from 'vitest';
import { bigIntToBytesLE, bytesToBigIntBE, bytesToBigIntLE, utf8ToBytes } from '../bytes.ts';
import { digest } from './digest.ts';
import type { DigestName } from './digest.ts';
import { tc26Gost512A } from './gost-curves.ts';
import { withNonce } from './nonce.ts';
import type { NonceSeed } from './nonce.ts';

/** RFC 6979 §2.3.2 and §2.3.4: the leftmost bits of the hash, modulo q. */
function hashNumber(digestName: DigestName, message: string, q: bigint): bigint {
  const hash = digest(digestName, utf8ToBytes(message));
  const surplus = 8 * hash.length - q.toString(2).length;
  return (bytesToBigIntBE(hash) >> BigInt(Math.max(0, surplus))) % q;
}

const none = new Uint8Array();

/** RFC 6979 appendix A: groups of ECDSA, since the RFC knows no GOST; the generator is the same. */
const examples: readonly (Omit<NonceSeed, 'd' | 'e' | 'extraEntropy'> & {
  title: string;
  d: bigint;
  message: string;
  k: bigint;
})[] = [
  {
    title: 'A.1 K-163: two candidates are out of range',
    digestName: 'sha256',
    message: 'sample',
    q: 0x4000000000000000000020108a2e0cc0d99f8a5efn,
    d: 0x09a4d6792295a7f730fc3f2b49cbc0f62e862272fn,
    k: 0x23af4074c90a02b3fe61d286d5c87f425e6bdd81bn,
  },
  {
    title: 'A.2.5 P-256',
    digestName: 'sha256',
    message: 'sample',
    q: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    d: 0xc9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721n,
    k: 0xa6e3c57dd01abe90086538398355dd4c3b17aa873382b0f24d6129493d8aad60n,
  },
  {
    title: 'A.2.7 P-521: two values of the hash make one candidate',
    digestName: 'sha512',
    message: 'sample',
    q: 0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    d: 0x0fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538n,
    k: 0x1dae2ea071f8110dc26882d4d5eae0621a3256fc8847fb9022e2b7d28e6f10198b1574fdd03a9053c08a1854a168aa5a57470ec97dd5ce090124ef52a2f7ecbffd3n,
  },
];

describe('the secret number of a signature', () => {
  it.each(examples)('is that of RFC 6979 $title', ({ digestName, message, q, d, k }) => {
    const privateKey = bigIntToBytesLE(d, Math.ceil(q.toString(2).length / 8));
    const e = hashNumber(digestName, message, q);
    const seed = { digestName, q, d: privateKey, e, extraEntropy: none };
    expect(withNonce(seed, bytesToBigIntLE)).toBe(k);
    expect(bytesToBigIntLE(privateKey)).toBe(d);
  });

  const seed: NonceSeed = {
    digestName: 'streebog512',
    q: tc26Gost512A.q,
    d: bigIntToBytesLE(5n, 64),
    e: 7n,
    extraEntropy: none,
  };

  it('is another one when the first is of no use', () => {
    const seen: bigint[] = [];
    const taken = withNonce(seed, k => (seen.push(bytesToBigIntLE(k)) === 3 ? seen[2] : undefined));
    expect(new Set(seen).size).toBe(3);
    expect(taken).toBe(seen[2]);
    expect(seen.every(k => k > 0n && k < tc26Gost512A.q)).toBe(true);
  });

  it('depends on key, hash and fresh randomness', () => {
    const changes: readonly Partial<NonceSeed>[] = [
      {},
      { d: bigIntToBytesLE(6n, 64) },
      { e: 8n },
      { extraEntropy: new Uint8Array(32) },
      { extraEntropy: new Uint8Array(33) },
      { digestName: 'streebog256' },
    ];
    const numbers = changes.map(change => withNonce({ ...seed, ...change }, bytesToBigIntLE));
    expect(new Set(numbers).size).toBe(changes.length);
    expect(withNonce(seed, bytesToBigIntLE)).toBe(numbers[0]);
  });

  it('is wiped when it has been used', () => {
    const bytes = withNonce(seed, k => {
      expect(k.some(byte => byte !== 0)).toBe(true);
      return k;
    });
    expect(bytes).toEqual(new Uint8Array(64));
  });
});
