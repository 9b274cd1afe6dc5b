/** Hash functions, signatures and public keys against vectors: what each case is and where it is from, its file says. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../../contract/errors/index.ts';
import { bytesToHex, hexToBytes } from '../../../core/bytes.ts';
import { digest } from '../../../core/crypto/digest.ts';
import type { DigestName } from '../../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from '../../../core/crypto/gost-curves.ts';
import type { GostCurve } from '../../../core/crypto/gost-curves.ts';
import {
  createGostVerifier,
  derivePublicKey,
  isPointOnCurve,
  signDigest,
  verifyDigest,
} from '../../../core/crypto/gost3410.ts';
import { keyLabel, publicKeyFromSpki } from '../../../core/crypto/public-key.ts';
import type { PublicKey } from '../../../core/crypto/public-key.ts';
import { verifyRsaPkcs1 } from '../../../core/crypto/rsa.ts';
import { readVectors } from '../read-vector.ts';
import type { Vector } from '../read-vector.ts';

const vectors = (folder: string): readonly (readonly [string, Vector])[] =>
  readVectors(import.meta.dirname, folder).map(vector => [vector.name, vector]);

const named = [tc26Gost512A, cryptoProA, tc26Gost256A];

/** The standard's examples bring curves of their own. */
function curveOf(vector: Vector): GostCurve {
  const name = vector.text('curve');
  const known = named.find(curve => curve.name === name);
  if (known) return known;
  expect(name).toBe('given');
  const [p, a, b, q, x, y] = ['p', 'a', 'b', 'q', 'x', 'y'].map(field => vector.number(`curve-${field}`)) as [
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return { name, p, a, b, q, x, y, cofactor: 1n, width: p >> 256n === 0n ? 32 : 64 };
}

/** What came of it: 'valid' or 'invalid', or an error's code. */
function outcome(work: () => boolean): string {
  try {
    return work() ? 'valid' : 'invalid';
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
}

describe('hash functions', () => {
  it.each(vectors('digest'))('%s', (_, vector) => {
    expect(vector.expect).toBe('equal');
    const name = vector.text('algorithm') as DigestName;
    expect(bytesToHex(digest(name, vector.bytes('message')))).toBe(bytesToHex(vector.bytes('digest')));
  });
});

describe('verification by GOST R 34.10', () => {
  it.each(vectors('signature'))('%s', (_, vector) => {
    const curve = curveOf(vector);
    const [key, hash, signature] = [vector.bytes('public'), vector.bytes('digest'), vector.bytes('signature')];
    expect(outcome(() => verifyDigest(curve, key, hash, signature))).toBe(vector.expect);
    const expected = isPointOnCurve(curve, key) ? vector.expect : 'key.point-off-curve';
    expect(outcome(() => createGostVerifier(curve, key).verify(hash, signature))).toBe(expected);
  });
});

describe('signing by GOST R 34.10', () => {
  const cases = vectors('sign');

  it.each(cases.filter(([, vector]) => vector.expect === 'equal'))('%s', (_, vector) => {
    const curve = curveOf(vector);
    const [key, hash] = [vector.bytes('private'), vector.bytes('digest')];
    const options = { digestName: vector.text('algorithm') as DigestName, extraEntropy: vector.bytes('entropy') };
    expect(bytesToHex(derivePublicKey(curve, key))).toBe(bytesToHex(vector.bytes('public')));
    expect(bytesToHex(signDigest(curve, key, hash, options))).toBe(bytesToHex(vector.bytes('signature')));
  });

  it.each(cases.filter(([, vector]) => vector.expect !== 'equal'))('%s', (_, vector) => {
    const curve = curveOf(vector);
    const [key, hash] = [vector.bytes('private'), vector.bytes('digest')];
    const options = { digestName: vector.text('algorithm') as DigestName, extraEntropy: vector.bytes('entropy') };
    expect(outcome(() => signDigest(curve, key, hash, options).length > 0)).toBe(vector.expect);
    expect(outcome(() => derivePublicKey(curve, key).length > 0)).toBe(vector.expect);
  });
});

describe('verification by RSA', () => {
  it.each(vectors('rsa'))('%s', (_, vector) => {
    const [modulus, exponent] = [vector.number('modulus'), vector.number('exponent')];
    const name = vector.text('algorithm') as DigestName;
    const [hash, signature] = [vector.bytes('digest'), vector.bytes('signature')];
    expect(outcome(() => verifyRsaPkcs1(modulus, exponent, name, hash, signature))).toBe(vector.expect);
  });
});

/** The label of a key, or the code of the error and the OID that it names. */
function labelOrError(spki: Uint8Array): { expect: string; oid?: unknown; key?: PublicKey } {
  try {
    const key = publicKeyFromSpki(spki);
    return { expect: keyLabel(key), key };
  } catch (error) {
    if (!(error instanceof TanbaError)) throw error;
    return { expect: error.code, oid: error.params['oid'] };
  }
}

describe('public keys', () => {
  it.each(vectors('spki'))('%s', (_, vector) => {
    const result = labelOrError(vector.bytes('spki'));
    expect(result.expect).toBe(vector.expect);
    if (vector.has('oid')) expect(result.oid).toBe(vector.text('oid'));
    if (vector.has('point')) {
      expect(result.key).toMatchObject({ kind: 'gost', point: hexToBytes(bytesToHex(vector.bytes('point'))) });
    }
    if (vector.has('modulus')) {
      const [modulus, exponent] = [vector.number('modulus'), vector.number('exponent')];
      expect(result.key).toMatchObject({ kind: 'rsa', modulus, exponent });
    }
  });
});
