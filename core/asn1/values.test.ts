/** Primitive values, read strictly (X.690 §8.3, §8.19; RFC 5280 §4.1.2.5). */
import * as asn1js from 'asn1js';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hexToBytes, utf8ToBytes } from '../bytes.ts';
import { Asn1Error } from './asn1-error.ts';
import { derElement } from './definite.ts';
import { elementAt } from './elements.ts';
import { readIntegerHex, readOid, readSmallInteger, readTime, readWholeOctets } from './values.ts';

const element = (hex: string) => elementAt(hexToBytes(hex), 0);
const time = (tag: number, text: string) => elementAt(derElement(tag, utf8ToBytes(text)), 0);

describe('readOid', () => {
  it('reads what asn1js writes', () => {
    const arc = fc.integer({ min: 0, max: 2 ** 31 - 1 });
    const oid = fc.oneof(
      fc.tuple(fc.constantFrom('0', '1'), fc.integer({ min: 0, max: 39 }), fc.array(arc, { maxLength: 12 })),
      fc.tuple(fc.constant('2'), fc.integer({ min: 0, max: 999 }), fc.array(arc, { maxLength: 12 })),
    );
    fc.assert(
      fc.property(oid, ([root, second, rest]) => {
        const value = [root, second, ...rest].join('.');
        const der = new Uint8Array(new asn1js.ObjectIdentifier({ value }).toBER());
        expect(readOid(elementAt(der, 0))).toBe(value);
      }),
    );
  });

  it.each([
    ['no octets', '0600'],
    ['an unfinished arc', '06022a86'],
    ['a padded arc', '06032a8001'],
    ['another type', '04012a'],
  ])('refuses %s', (_, hex) => {
    expect(() => readOid(element(hex))).toThrow(Asn1Error);
  });
});

describe('integers', () => {
  it.each([
    ['020100', '00'],
    ['02020080', '80'],
    ['020180', '80'],
    ['02020001', '0001'],
  ])('%s is %s', (hex, expected) => {
    expect(readIntegerHex(element(hex))).toBe(expected);
  });

  it('reads small ones and refuses negative and large ones', () => {
    expect(readSmallInteger(element('0203010000'))).toBe(65_536);
    expect(() => readSmallInteger(element('0201ff'))).toThrow(Asn1Error);
    expect(() => readSmallInteger(element('020401000000'))).toThrow(Asn1Error);
    expect(() => readIntegerHex(element('0200'))).toThrow(Asn1Error);
  });
});

describe('readWholeOctets', () => {
  it('gives the octets behind the count of unused bits', () => {
    expect(readWholeOctets(element('030300abcd'))).toEqual(hexToBytes('abcd'));
  });

  it.each(['030201ab', '0300', '0402abcd'])('refuses %s', hex => {
    expect(() => readWholeOctets(element(hex))).toThrow(Asn1Error);
  });
});

describe('readTime', () => {
  it.each([
    [0x17, '220728123448Z', '2022-07-28T12:34:48.000Z'],
    [0x17, '491231235959Z', '2049-12-31T23:59:59.000Z'],
    [0x17, '500101000000Z', '1950-01-01T00:00:00.000Z'],
    [0x17, '240229000000Z', '2024-02-29T00:00:00.000Z'],
    [0x18, '20500101000000Z', '2050-01-01T00:00:00.000Z'],
    [0x18, '00010101000000Z', '0001-01-01T00:00:00.000Z'],
  ])('%i %s', (tag, text, expected) => {
    expect(readTime(time(tag, text)).toISOString()).toBe(expected);
  });

  it.each([
    [0x17, '2207281234Z'],
    [0x17, '220728123448+0500'],
    [0x17, '220728123448'],
    [0x17, '230229000000Z'],
    [0x17, '221301000000Z'],
    [0x17, '220100000000Z'],
    [0x17, '220101240000Z'],
    [0x17, '220101006000Z'],
    [0x17, '220101000060Z'],
    [0x17, '20220728123448Z'],
    [0x18, '20220728123448.5Z'],
    [0x18, '220728123448Z'],
    [0x0c, '220728123448Z'],
  ])('refuses %i %s', (tag, text) => {
    expect(() => readTime(time(tag, text))).toThrow(Asn1Error);
  });
});
