import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes } from '../bytes.ts';
import { createDigester, digest, digestAlgorithms } from './digest.ts';
import type { DigestName } from './digest.ts';

const names = Object.keys(digestAlgorithms) as DigestName[];

describe.each(names)('%s', name => {
  it('is the same in one piece and in any pieces', () => {
    const pieces = fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, chunks => {
        const digester = createDigester(name);
        for (const chunk of chunks) digester.update(chunk);
        const whole = digest(name, concatBytes(...chunks));
        expect(bytesToHex(digester.finish())).toBe(bytesToHex(whole));
        expect(bytesToHex(digest(name, ...chunks))).toBe(bytesToHex(whole));
      }),
    );
  });

  it('has the length that the table says', () => {
    expect(digest(name)).toHaveLength(digestAlgorithms[name].length);
  });

  it('does not mix up digests that run side by side', () => {
    const [a, b] = [createDigester(name), createDigester(name)];
    for (let round = 0; round < 40; round++) {
      a.update(new Uint8Array(round).fill(1));
      b.update(new Uint8Array(40 - round).fill(2));
    }
    expect(bytesToHex(a.finish())).toBe(bytesToHex(digest(name, new Uint8Array(780).fill(1))));
    expect(bytesToHex(b.finish())).toBe(bytesToHex(digest(name, new Uint8Array(820).fill(2))));
  });

  it('goes on over the size of its input memory', () => {
    const long = Uint8Array.from({ length: 200_001 }, (_, index) => index * 7);
    const digester = createDigester(name);
    for (let at = 0; at < long.length; at += 1000) digester.update(long.subarray(at, at + 1000));
    expect(bytesToHex(digester.finish())).toBe(bytesToHex(digest(name, long)));
  });

  it('leaves its input as it was', () => {
    const input = Uint8Array.from({ length: 130 }, (_, index) => index);
    digest(name, input);
    expect(input).toEqual(Uint8Array.from({ length: 130 }, (_, index) => index));
  });
});

describe('hash functions of the SHA families', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'] as const)('%s is what OpenSSL makes of it', name => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), message => {
        expect(bytesToHex(digest(name, message))).toBe(createHash(name).update(message).digest('hex'));
      }),
    );
  });
});
