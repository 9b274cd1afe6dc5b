/** Hashes and signatures made here are those of OpenSSL's gost engine, and the other way round. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytesToHex, concatBytes, hexToBytes } from '../../core/bytes.ts';
import { digest } from '../../core/crypto/digest.ts';
import type { DigestName } from '../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import type { GostCurve } from '../../core/crypto/gost-curves.ts';
import { createGostVerifier, derivePublicKey, signDigest, verifyDigest } from '../../core/crypto/gost3410.ts';
import { GostEngine, lacksGostEngine } from './openssl-gost.ts';

/** Bytes that look random and are the same in each run. */
function bytesFor(seed: string, length: number): Uint8Array {
  const blocks = Array.from({ length: Math.ceil(length / 64) }, (_, index) =>
    digest('sha512', new TextEncoder().encode(`${seed} ${index}`)),
  );
  return concatBytes(...blocks).subarray(0, length);
}

/** All lengths around three blocks, then longer and longer ones, past the 64 KiB of our input memory. */
const LENGTHS = [
  ...Array.from({ length: 200 }, (_, length) => length),
  ...[255, 256, 257, 1000, 4095, 4096, 65_535, 65_536, 65_537, 131_072, 200_001, 1_000_000],
];

const HASHES = [
  { name: 'streebog512', engineName: 'md_gost12_512' },
  { name: 'streebog256', engineName: 'md_gost12_256' },
] as const;

/** A curve of ours, and what the engine calls it. */
interface EngineFamily {
  readonly curve: GostCurve;
  readonly digestName: DigestName;
  readonly algorithm: string;
  readonly parameters: string;
}

const FAMILIES: readonly EngineFamily[] = [
  { curve: tc26Gost512A, digestName: 'streebog512', algorithm: 'gost2012_512', parameters: 'A' },
  { curve: cryptoProA, digestName: 'gost34311', algorithm: 'gost2001', parameters: 'A' },
  { curve: cryptoProA, digestName: 'gost34311', algorithm: 'gost2012_256', parameters: 'A' },
  { curve: tc26Gost256A, digestName: 'streebog256', algorithm: 'gost2012_256', parameters: 'TCA' },
];
const KEYS = 6;

const CASES = HASHES.length + FAMILIES.length * KEYS + 1;

describe.skipIf(lacksGostEngine('hashes and signatures', CASES))('the gost engine of OpenSSL', () => {
  let engine: GostEngine;
  beforeAll(() => {
    engine = new GostEngine();
  });
  afterAll(() => engine.close());

  it.each(HASHES)('has the same $name for messages of many lengths', ({ name, engineName }) => {
    const messages = LENGTHS.map(length => bytesFor(name, length));
    const theirs = engine.digests(engineName, messages).map(bytesToHex);
    expect(theirs).toEqual(messages.map(message => bytesToHex(digest(name, message))));
    expect(theirs).toHaveLength(LENGTHS.length);
  });

  describe.each(FAMILIES)(
    'with $algorithm on $curve.name',
    ({ curve, digestName, algorithm, parameters }) => {
      const { width } = curve;
      const options = { digestName, extraEntropy: bytesFor('entropy', 32) };
      /** The engine's key in our form: both end their files, d and X ‖ Y little-endian. */
      const fresh = () => {
        const theirs = engine.generate(algorithm, parameters);
        const [privateKey, publicKey] = [theirs.pkcs8.slice(-width), theirs.spki.slice(-2 * width)];
        return { ...theirs, privateKey, publicKey };
      };

      it.each(Array.from({ length: KEYS }, (_, index) => index))(
        'key %i: each accepts the signatures of the other',
        index => {
          const key = fresh();
          const hash = bytesFor(`hash ${index}`, width);
          expect(bytesToHex(derivePublicKey(curve, key.privateKey))).toBe(bytesToHex(key.publicKey));

          const ours = signDigest(curve, key.privateKey, hash, options);
          expect(engine.verifies(key.spki, hash, ours)).toBe(true);
          const broken = Uint8Array.from(ours, (byte, at) => (at === index ? byte ^ 1 : byte));
          expect(engine.verifies(key.spki, hash, broken)).toBe(false);

          const theirs = engine.sign(key.pkcs8, hash);
          expect(theirs).toHaveLength(2 * width);
          expect(verifyDigest(curve, key.publicKey, hash, theirs)).toBe(true);
          expect(createGostVerifier(curve, key.publicKey).verify(hash, theirs)).toBe(true);
          expect(
            verifyDigest(
              curve,
              key.publicKey,
              hash.map(byte => byte ^ 1),
              theirs,
            ),
          ).toBe(false);
        },
      );
    },
  );

  it('takes a signature of ours made without randomness', () => {
    const key = engine.generate('gost2012_512', 'A');
    const hash = digest('streebog512', hexToBytes('74616e6261'));
    const signature = signDigest(tc26Gost512A, key.pkcs8.slice(-64), hash, {
      digestName: 'streebog512',
      extraEntropy: new Uint8Array(),
    });
    expect(engine.verifies(key.spki, hash, signature)).toBe(true);
  });
});
