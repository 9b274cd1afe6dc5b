/** The framing of BER and DER (X.690 §8.1), and what hostile framing costs. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf } from '../../tests/support/cost.ts';
import { hexToBytes } from '../bytes.ts';
import { Asn1Error } from './asn1-error.ts';
import { derElement } from './definite.ts';
import { elementEnd, guardAsn1, readHeader } from './tlv.ts';

function reasonOf(act: () => unknown): string | undefined {
  try {
    act();
  } catch (error) {
    if (error instanceof Asn1Error) return error.reason;
    throw error;
  }
  return undefined;
}

describe('readHeader', () => {
  it.each([
    ['short length', '3003', { tag: 0x30, constructed: true, headerLength: 2, length: 3 }],
    ['long length', '04820100', { tag: 0x04, constructed: false, headerLength: 4, length: 256 }],
    [
      'long form where short would do',
      '048105',
      { tag: 0x04, constructed: false, headerLength: 3, length: 5 },
    ],
    [
      'a length over 32 bits',
      '0485ffffffffff',
      { tag: 0x04, constructed: false, headerLength: 7, length: 0xffffffffff },
    ],
    ['indefinite length', '3080', { tag: 0x30, constructed: true, headerLength: 2, length: null }],
  ])('reads %s', (_, hex, expected) => {
    expect(readHeader(hexToBytes(hex), 0)).toEqual(expected);
  });

  it.each([
    ['nothing', '', 'truncated'],
    ['a tag alone', '30', 'truncated'],
    ['a cut length', '308201', 'truncated'],
    ['a tag number above 30', '3f8101', 'malformed'],
    ['an indefinite length of a primitive', '0480', 'malformed'],
    ['seven octets of length', '048700000000000001', 'malformed'],
  ])('refuses %s', (_, hex, reason) => {
    expect(reasonOf(() => readHeader(hexToBytes(hex), 0))).toBe(reason);
  });
});

describe('guardAsn1', () => {
  it.each([
    ['nested definite lengths', '300730050201010500'],
    ['an indefinite length', '3080 020101 0000'.replaceAll(' ', '')],
    ['a definite length inside an indefinite one', '3080 3003020101 0000'.replaceAll(' ', '')],
    ['an indefinite length inside a definite one', '3007 3080 020101 0000'.replaceAll(' ', '')],
    ['an empty sequence', '3000'],
  ])('accepts %s', (_, hex) => {
    expect(reasonOf(() => guardAsn1(hexToBytes(hex)))).toBeUndefined();
  });

  it.each([
    ['nothing at all', '', 'truncated'],
    ['an element longer than the data', '3005020101', 'truncated'],
    ['an element longer than its parent', '30030204010203', 'malformed'],
    ['bytes after the end', '300000', 'malformed'],
    ['end-of-contents at the top', '0000', 'malformed'],
    ['end-of-contents in a definite length', '30020000', 'malformed'],
    ['an indefinite length without its end', '3080020101', 'truncated'],
    ['an indefinite length cut off by its parent', '300930053080020101' + '0500', 'malformed'],
    ['an indefinite length that ends outside its parent', '300930053080020101' + '0000', 'malformed'],
  ])('refuses %s', (_, hex, reason) => {
    expect(reasonOf(() => guardAsn1(hexToBytes(hex)))).toBe(reason);
  });

  it('accepts 64 levels and refuses 65', () => {
    const nested = (levels: number) => {
      let element: Uint8Array = hexToBytes('0500');
      for (let i = 0; i < levels; i++) element = derElement(0x30, element);
      return element;
    };
    expect(reasonOf(() => guardAsn1(nested(64)))).toBeUndefined();
    expect(reasonOf(() => guardAsn1(nested(65)))).toBe('too-deep');
  });

  it('refuses 10,000 levels at once, of definite and of indefinite length', async () => {
    let definite: Uint8Array = hexToBytes('0500');
    for (let i = 0; i < 10_000; i++) definite = derElement(0x30, definite);
    const indefinite = new Uint8Array(20_000).map((_, i) => (i % 2 === 0 ? 0x30 : 0x80));
    const cost = await costOf(() => {
      expect(reasonOf(() => guardAsn1(definite))).toBe('too-deep');
      expect(reasonOf(() => guardAsn1(indefinite))).toBe('too-deep');
    });
    expect(cost).toBeLessThan(200);
  });

  it('refuses 100 MB of zeros at once, bare and inside a sequence', async () => {
    const zeros = new Uint8Array(100_000_000);
    const inside = derElement(0x30, zeros);
    const cost = await costOf(() => {
      expect(reasonOf(() => guardAsn1(zeros))).toBe('too-large');
      expect(reasonOf(() => guardAsn1(zeros, { maxBytes: Infinity }))).toBe('malformed');
      expect(reasonOf(() => guardAsn1(inside, { maxBytes: Infinity }))).toBe('malformed');
    });
    expect(cost).toBeLessThan(500);
  });

  it('counts elements', () => {
    const many = derElement(
      0x30,
      new Uint8Array(2_000).map((_, i) => (i % 2 === 0 ? 0x05 : 0x00)),
    );
    expect(reasonOf(() => guardAsn1(many, { maxElements: 1_001 }))).toBeUndefined();
    expect(reasonOf(() => guardAsn1(many, { maxElements: 1_000 }))).toBe('too-large');
  });

  it('throws nothing but Asn1Error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), bytes => {
        expect(['too-deep', 'too-large', 'truncated', 'malformed', undefined]).toContain(
          reasonOf(() => elementEnd(bytes, 0)),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
