/** Fields of a structure, taken in order and to the last. */
import { describe, expect, it } from 'vitest';
import { hexToBytes } from '../bytes.ts';
import { Asn1Error } from './asn1-error.ts';
import { Fields, elementsOf, soleElement } from './elements.ts';
import { compareEncodings, inDerOrder } from './set-of.ts';

describe('Fields', () => {
  const content = hexToBytes('020101' + '0500' + '0402abcd');

  it('gives each field with its bytes', () => {
    const fields = new Fields(content);
    expect(fields.take(0x02).content).toEqual(hexToBytes('01'));
    expect(fields.optional(0x30)).toBeNull();
    expect(fields.optional(0x05)?.raw).toEqual(hexToBytes('0500'));
    expect(fields.take(0x03, 0x04).raw).toEqual(hexToBytes('0402abcd'));
    expect(fields.optional(0x05)).toBeNull();
    fields.end();
  });

  it('refuses another tag, a field too many, and one too few', () => {
    expect(() => new Fields(content).take(0x30)).toThrow(Asn1Error);
    expect(() => new Fields(content).end()).toThrow(Asn1Error);
    expect(() => new Fields(new Uint8Array()).take(0x02)).toThrow(Asn1Error);
  });
});

describe('elements', () => {
  it('are split, counted and checked for their tag', () => {
    const three = hexToBytes('020101020102020103');
    expect(elementsOf(three, 3, 0x02)).toHaveLength(3);
    expect(() => elementsOf(three, 2)).toThrow(Asn1Error);
    expect(() => elementsOf(three, 3, 0x04)).toThrow(Asn1Error);
  });

  it('must fill the bytes where there is to be one', () => {
    expect(() => soleElement(hexToBytes('050000'), 0x05)).toThrow(Asn1Error);
    expect(() => soleElement(hexToBytes('3080020101'), 0x30)).toThrow(Asn1Error);
    expect(() => soleElement(hexToBytes('3005020101'), 0x30)).toThrow(Asn1Error);
  });
});

describe('order of a SET OF (X.690 §11.6)', () => {
  it('is that of the octets, the shorter padded with zeros', () => {
    const sorted = ['020101', '020102', '0402ffff', '30020500'].map(hexToBytes);
    expect(inDerOrder([sorted[2]!, sorted[0]!, sorted[3]!, sorted[1]!])).toEqual(sorted);
    expect(compareEncodings(hexToBytes('01'), hexToBytes('0100'))).toBe(0);
    expect(compareEncodings(hexToBytes('01'), hexToBytes('0101'))).toBeLessThan(0);
  });
});
