import { describe, expect, it } from 'vitest';
import { derElement } from '../asn1/definite.ts';
import { elementAt } from '../asn1/elements.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { signedForms } from './attributes.ts';

const attribute = (digit: number): Uint8Array =>
  derElement(tags.sequence, Uint8Array.of(tags.integer, 1, digit));

describe('the forms that a signature over attributes may be of', () => {
  it('are one where the attributes stand in DER, and two where they do not', () => {
    const forms = (...digits: readonly number[]) =>
      signedForms(elementAt(derElement(contextTag(0), ...digits.map(attribute)), 0));
    const der = derElement(tags.set, attribute(1), attribute(2));
    expect(forms(1, 2)).toEqual([der]);
    expect(forms(2, 1)).toEqual([derElement(tags.set, attribute(2), attribute(1)), der]);
  });

  it('leave the attributes as they stand, also in bytes of Node', () => {
    const file = Buffer.from(derElement(contextTag(0), attribute(2), attribute(1)));
    const before = Buffer.from(file);
    const [asTheyStand] = signedForms(elementAt(file, 0));
    expect(file.equals(before)).toBe(true);
    file.fill(0);
    expect(asTheyStand).toEqual(derElement(tags.set, attribute(2), attribute(1)));
  });
});
