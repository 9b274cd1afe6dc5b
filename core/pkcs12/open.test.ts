import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import { assemble, material, PASSWORD, simple, writing } from '../../tests/vectors/pkcs12/material.ts';
import { readVectors } from '../../tests/vectors/read-vector.ts';
import type { Vector } from '../../tests/vectors/read-vector.ts';
import { concatBytes, utf8ToBytes } from '../bytes.ts';
import { parseCertificate, publicKeyOf } from '../x509/certificate.ts';
import { maxPkcs12Bytes, openPkcs12 } from './open.ts';
import type { Pkcs12Entry } from './open.ts';
import { certificateBag, dataContents, encryptedContents, keyBag, pfx } from './write.ts';

const folder = fileURLToPath(new URL('../../tests/vectors/pkcs12', import.meta.url));
const vectors = readVectors(folder);
const sound = vectors.filter(vector => vector.expect === 'ok');
const refused = vectors.filter(vector => vector.expect !== 'ok');

const STORE = 'vector.p12';
/** Bad input is answered within two seconds. Of work: how long they take is the business of who else uses the computer. */
const LIMIT_MS = 2_000;

function workOf<T>(act: () => T): { readonly result: T; readonly milliseconds: number } {
  const before = process.cpuUsage();
  const result = act();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}

const open = (file: Uint8Array, password: string): readonly Pkcs12Entry[] =>
  openPkcs12(file, utf8ToBytes(password), STORE).entries;

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof TanbaError) return error.code;
    throw error;
  }
  return 'ok';
}

/** `key-0: alias family` lines. */
function expectedKeys(vector: Vector): string[] {
  const keys: string[] = [];
  while (vector.has(`key-${keys.length}`)) keys.push(vector.text(`key-${keys.length}`));
  return keys;
}

describe('key files that open', () => {
  it.each(sound.map(vector => [vector.name, vector] as const))('%s', (_name, vector) => {
    const entries = open(vector.file(), vector.text('password'));
    expect(entries.map(({ alias, privateKey }) => `${alias} ${privateKey.algorithm.family}`)).toEqual(
      expectedKeys(vector),
    );
    expect(entries.length).toBeGreaterThan(0);
  });

  it('gives keys of the width of their curve and certificates that read', () => {
    for (const vector of sound) {
      for (const { privateKey, certificateDer } of open(vector.file(), vector.text('password'))) {
        if (privateKey.kind === 'gost') expect(privateKey.d.length).toBe(privateKey.curve.width);
        expect(publicKeyOf(parseCertificate(certificateDer)).algorithm).toBe(privateKey.algorithm);
      }
    }
  });

  it('leaves the file and the password as they were', () => {
    const vector = sound[0]!;
    const file = vector.file();
    const password = utf8ToBytes(vector.text('password'));
    openPkcs12(file, password, STORE);
    expect(file).toEqual(vector.file());
    expect(password).toEqual(utf8ToBytes(vector.text('password')));
  });

  it('gives copies: zeroing the file does not touch the keys', () => {
    const vector = sound.find(({ name }) => name === 'ok-bare-key')!;
    const file = vector.file();
    const [entry] = open(file, vector.text('password'));
    file.fill(0);
    expect(entry).toEqual(open(vector.file(), vector.text('password'))[0]);
  });
});

describe('key files that are refused', () => {
  it.each(refused.map(vector => [vector.name, vector] as const))('%s', (_name, vector) => {
    const file = vector.file();
    const { result, milliseconds } = workOf(() => codeOf(() => open(file, vector.text('password'))));
    expect(result).toBe(vector.expect);
    expect(milliseconds).toBeLessThan(LIMIT_MS);
  });

  it('names the store and nothing else of it', () => {
    const vector = refused.find(({ expect: code }) => code === 'keystore.unsupported-cipher')!;
    try {
      open(vector.file(), vector.text('password'));
    } catch (error) {
      expect(error instanceof TanbaError && error.params).toEqual({
        store: STORE,
        oid: '1.2.840.113549.1.7.3',
      });
    }
    expect.assertions(1);
  });

  it.each([
    [
      '10,000 sequences of indefinite length',
      Uint8Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80)),
      'keystore.nested-too-deep',
    ],
    ['a megabyte of zeros and one more', new Uint8Array(maxPkcs12Bytes + 1), 'keystore.too-large'],
    ['a megabyte of zeros', new Uint8Array(maxPkcs12Bytes), 'keystore.not-pkcs12'],
    ['a megabyte of empty elements', manyElements(), 'keystore.too-large'],
  ])('%s', (_name, file, code) => {
    const { result, milliseconds } = workOf(() => codeOf(() => open(file, 'x')));
    expect(result).toBe(code);
    expect(milliseconds).toBeLessThan(LIMIT_MS);
  });

  it.each([
    ['as many keys and certificates as there may be, none fitting another', 32, 'keystore.key-mismatch'],
    ['one more of each', 33, 'keystore.too-large'],
  ])('%s', (_name, count, code) => {
    const file = strangers(count);
    const { result, milliseconds } = workOf(() => codeOf(() => open(file, PASSWORD)));
    expect(result).toBe(code);
    expect(milliseconds).toBeLessThan(LIMIT_MS);
  });

  it('takes bytes that are no text for a wrong password', () => {
    for (const bytes of ['ff', 'c080', 'eda080', 'e282', 'f4908080'].map(hex =>
      Uint8Array.from(Buffer.from(hex, 'hex')),
    )) {
      expect(codeOf(() => openPkcs12(sound[0]!.file(), bytes, STORE))).toBe('keystore.pin-incorrect');
    }
  });

  it('holds memory under 256 MB over all of them, in a process of its own', async () => {
    const script = fileURLToPath(new URL('../../tests/vectors/pkcs12/measure-memory.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    const { opened, megabytes } = JSON.parse(stdout) as { opened: number; megabytes: number };
    expect(opened).toBeGreaterThan(refused.length);
    expect(megabytes).toBeLessThan(256);
  });
});

/** Keys of one owner and certificates of another, over and over. */
function strangers(count: number): Uint8Array {
  const write = writing('strangers', { iterations: 1 });
  const [one, other] = [material('GOST-2015-512', 'one'), material('GOST-2015-512', 'other')];
  return assemble(
    write,
    Array.from({ length: count }, () => keyBag(write, one.pair.privateKeyDer, one.names)),
    Array.from({ length: count }, () => certificateBag(other.certificateDer, other.names)),
  );
}

function manyElements(): Uint8Array {
  const file = new Uint8Array(maxPkcs12Bytes);
  file.set([0x30, 0x83, 0x0f, 0xff, 0xfb]);
  for (let at = 5; at + 1 < file.length; at += 2) file[at] = 0x04;
  file[file.length - 1] = 0;
  return file;
}

/** Some octets of a file set to something else, and perhaps its end cut off. */
const damage = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  cut: fc.option(fc.nat(), { freq: 4 }),
});

function damaged(
  bytes: Uint8Array,
  { changes, cut }: { changes: [number, number][]; cut: number | null },
): Uint8Array {
  const copy = bytes.slice();
  for (const [at, value] of changes) copy[at % copy.length] = value;
  return copy.subarray(0, cut === null ? copy.length : cut % copy.length);
}

describe('files that went through somebody else’s hands', () => {
  const cheap = (name: string) => writing(name, { iterations: 1, indefinite: false });
  const { pair, certificateDer, names } = material('GOST-2015-512', 'fuzzed');
  const rsa = material('RSA', 'fuzzed');

  /** Each layer by itself: a MAC that fits keeps nobody who knows the password from writing nonsense under it. */
  const layers = {
    file: (change: Change) => change(simple(cheap('file'), { pair, certificateDer, names })),
    safe: (change: Change) => {
      const write = cheap('safe');
      const key = dataContents(write, [keyBag(write, pair.privateKeyDer, names)]);
      return pfx(write, [
        change(concatBytes(key, encryptedContents(write, [certificateBag(certificateDer, names)]))),
      ]);
    },
    bags: (change: Change) => {
      const write = cheap('bags');
      const bags = concatBytes(
        keyBag(write, pair.privateKeyDer, names),
        certificateBag(certificateDer, names),
      );
      return pfx(write, [encryptedContents(write, [change(bags)])]);
    },
    'GOST key': (change: Change) => {
      const write = cheap('key');
      return assemble(
        write,
        [keyBag(write, change(pair.privateKeyDer), names)],
        [certificateBag(certificateDer, names)],
      );
    },
    'RSA key': (change: Change) => {
      const write = cheap('rsa');
      const certificates = [certificateBag(rsa.certificateDer, rsa.names)];
      return assemble(write, [keyBag(write, change(rsa.pair.privateKeyDer), rsa.names)], certificates);
    },
    certificate: (change: Change) => {
      const write = cheap('certificate');
      return assemble(
        write,
        [keyBag(write, pair.privateKeyDer, names)],
        [certificateBag(change(certificateDer), names)],
      );
    },
  };

  it.each(Object.entries(layers))(
    'open, or are refused with a code, whatever was changed in the %s',
    (_name, layer) => {
      const codes = new Set<string>();
      fc.assert(
        fc.property(damage, change => {
          const file = layer(bytes => damaged(bytes, change));
          const { result: code, milliseconds } = workOf(() => codeOf(() => open(file, PASSWORD)));
          expect(code === 'ok' || /^(keystore|key)\./.test(code)).toBe(true);
          expect(milliseconds).toBeLessThan(LIMIT_MS);
          codes.add(code);
        }),
        { numRuns: 250, seed: 12 },
      );
      // Damage of all kinds must have been met, or the layer was not reached.
      expect(codes.size).toBeGreaterThan(2);
    },
  );
});

type Change = (bytes: Uint8Array) => Uint8Array;
