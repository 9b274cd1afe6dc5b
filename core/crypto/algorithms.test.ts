import { describe, expect, it } from 'vitest';
import { Fields, soleElement } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { hexToBytes } from '../bytes.ts';
import { digestByOid, keyAlgorithmByOid, keyAlgorithms, signatureAlgorithmByOid } from './algorithms.ts';
import { digestAlgorithms } from './digest.ts';

/** The OID of an AlgorithmIdentifier whose parameters are NULL. */
function oidWithNull(hex: string): string {
  const fields = new Fields(soleElement(hexToBytes(hex), tags.sequence).content);
  const oid = readOid(fields.take(tags.oid));
  expect(fields.take(tags.null).content).toHaveLength(0);
  fields.end();
  return oid;
}

describe.each(Object.values(keyAlgorithms))('$family', algorithm => {
  it('is found by its key OID', () => {
    expect(keyAlgorithmByOid(algorithm.keyOid)).toBe(algorithm);
  });

  it('has identifiers that say the same as its OIDs', () => {
    expect(oidWithNull(algorithm.digestIdentifier)).toBe(algorithm.digestOid);
    expect(oidWithNull(algorithm.signatureIdentifier)).toBe(algorithm.signatureOid);
  });

  it('is named by its signature OID, hash function included, and by its key OID without it', () => {
    const { family, digest } = algorithm;
    expect(signatureAlgorithmByOid(algorithm.signatureOid)).toEqual({ family, digest });
    expect(signatureAlgorithmByOid(algorithm.keyOid)).toEqual({ family, digest: undefined });
  });

  it('accepts what it signs with, and never SHA-1', () => {
    expect(algorithm.accepts).toContain(algorithm.digest);
    expect(algorithm.accepts).not.toContain('sha1');
  });

  it('has curves whose width is that of its hash', () => {
    for (const curve of Object.values(algorithm.curves)) {
      expect(curve.width).toBe(digestAlgorithms[algorithm.digest].length);
    }
  });
});

describe('hash functions', () => {
  it.each([
    ['sha1', '1.3.14.3.2.26'],
    ['sha384', '2.16.840.1.101.3.4.2.2'],
    ['sha512', '2.16.840.1.101.3.4.2.3'],
    ...Object.values(keyAlgorithms).map(({ digest, digestOid }) => [digest, digestOid]),
  ])('%s is known by its OID', (name, oid) => {
    expect(digestByOid(oid!)).toBe(name);
  });
});

describe('OIDs that are not ours', () => {
  it.each([
    '',
    '1.2.3',
    '1.2.840.10045.2.1',
    '1.2.840.113549.1.1.5',
    '1.2.398.3.10.1.1.1',
    'constructor',
    '__proto__',
  ])('%s is unknown', oid => {
    expect(keyAlgorithmByOid(oid)).toBeUndefined();
    expect(signatureAlgorithmByOid(oid)).toBeUndefined();
    expect(digestByOid(oid)).toBeUndefined();
  });
});
