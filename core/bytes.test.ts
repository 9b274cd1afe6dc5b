import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  base64ToBytes,
  bigIntToBytesBE,
  bigIntToBytesLE,
  bytesToBase64,
  bytesToBigIntBE,
  bytesToBigIntLE,
  bytesToLatin1,
  bytesToUtf8,
  copyBytes,
  equalBytes,
  reversed,
  utf8ToBytes,
  zeroize,
} from './bytes.ts';

const bytes = () => fc.uint8Array({ maxLength: 100 });

describe('numbers', () => {
  it('come back from bytes in both orders', () => {
    fc.assert(
      fc.property(bytes(), array => {
        expect(bigIntToBytesBE(bytesToBigIntBE(array), array.length)).toEqual(array);
        expect(bigIntToBytesLE(bytesToBigIntLE(array), array.length)).toEqual(array);
        expect(bytesToBigIntLE(array)).toBe(bytesToBigIntBE(reversed(array)));
      }),
    );
  });

  it('have the significant byte where the order says', () => {
    expect(bytesToBigIntBE(Uint8Array.of(1, 2))).toBe(0x0102n);
    expect(bytesToBigIntLE(Uint8Array.of(1, 2))).toBe(0x0201n);
    expect(bytesToBigIntBE(new Uint8Array())).toBe(0n);
  });

  it('are refused where they do not fit', () => {
    expect(() => bigIntToBytesBE(256n, 1)).toThrow(RangeError);
    expect(() => bigIntToBytesLE(-1n, 1)).toThrow(RangeError);
    expect(() => bigIntToBytesLE(1n, 0)).toThrow(RangeError);
    expect(bigIntToBytesLE(0n, 0)).toEqual(new Uint8Array());
  });
});

describe('text', () => {
  it('comes back from UTF-8, a byte order mark included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(bytesToUtf8(utf8ToBytes(text))).toBe(text);
      }),
    );
    expect(bytesToUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).toBe('\ufeffa');
  });

  it('is refused where the bytes are not UTF-8', () => {
    expect(() => bytesToUtf8(Uint8Array.of(0xc0, 0x80))).toThrow(TypeError);
  });

  it('has one Latin-1 character per byte, however many', () => {
    const array = Uint8Array.from({ length: 20_000 }, (_, index) => index % 256);
    const text = bytesToLatin1(array);
    expect(Uint8Array.from(text, character => character.charCodeAt(0))).toEqual(array);
  });
});

describe('base64', () => {
  it('comes back, with line ends put in anywhere', () => {
    fc.assert(
      fc.property(bytes(), fc.nat(140), (array, at) => {
        const text = bytesToBase64(array);
        expect(base64ToBytes(`${text.slice(0, at)}\r\n\t ${text.slice(at)}`)).toEqual(array);
      }),
    );
  });

  it.each(['a', 'ab=', 'a===', '!!!!', 'YQ', 'YR=='])('refuses %s', text => {
    expect(() => base64ToBytes(text)).toThrow();
  });
});

describe('arrays', () => {
  it('are equal when all bytes are', () => {
    fc.assert(
      fc.property(bytes(), bytes(), (a, b) => {
        expect(equalBytes(a, Uint8Array.from(a))).toBe(true);
        expect(equalBytes(a, b)).toBe(a.join() === b.join());
      }),
    );
    expect(equalBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBe(false);
  });

  it('are copied, also those of Node, so that what is done to the one does not show in the other', () => {
    const pool = Buffer.from([0, 1, 2, 3, 4]);
    for (const bytes of [pool.subarray(1, 4), new Uint8Array(pool).subarray(1, 4)]) {
      const copy = copyBytes(bytes);
      bytes.fill(9);
      expect(copy).toEqual(Uint8Array.of(1, 2, 3));
      expect(copy.buffer.byteLength).toBe(3);
      copy.fill(7);
      expect([...bytes]).toEqual([9, 9, 9]);
    }
    expect([...pool]).toEqual([0, 9, 9, 9, 4]);
  });

  it('are reversed into a new one, also those of Node', () => {
    const array = Buffer.from([1, 2, 3]);
    expect([...reversed(array)]).toEqual([3, 2, 1]);
    expect([...array]).toEqual([1, 2, 3]);
  });

  it('are zeroed', () => {
    const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(3)];
    zeroize(a, b);
    expect([...a, ...b]).toEqual([0, 0, 0]);
  });
});
