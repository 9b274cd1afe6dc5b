/** Key files, and private keys by themselves. */
import { concatBytes, bytesToHex, utf8ToBytes } from '../../../core/bytes.ts';
import { derElement } from '../../../core/asn1/definite.ts';
import { Fields, soleElement } from '../../../core/asn1/elements.ts';
import { contextTag, tags } from '../../../core/asn1/tlv.ts';
import { modernStyle, nucStyle } from '../../../core/pkcs12/build.ts';
import { maxPkcs12Bytes, openPkcs12 } from '../../../core/pkcs12/open.ts';
import { readPassword } from '../../../core/pkcs12/password.ts';
import { ownershipOf, readPrivateKey } from '../../../core/pkcs12/private-key.ts';
import type { SoftwarePrivateKey } from '../../../core/pkcs12/private-key.ts';
import { bagTypes } from '../../../core/pkcs12/safe.ts';
import {
  certificateBag,
  dataContents,
  encryptedContents,
  keyBag,
  pfx,
  safeBag,
} from '../../../core/pkcs12/write.ts';
import type { Writing } from '../../../core/pkcs12/write.ts';
import { derivePublicKey } from '../../../core/crypto/gost3410.ts';
import { families, rootAndSigner } from '../../support/pki.ts';
import type { Identity } from '../../support/pki.ts';
import { readVectors } from '../../vectors/read-vector.ts';
import { mutateDer } from '../mutators/der.ts';
import { samples } from '../samples.ts';
import type { Claims, Seed, Target } from '../target.ts';

/** The keys that the file gives, and with which certificates. */
function readStore(bytes: Uint8Array, password: string): Claims {
  const { entries } = openPkcs12(bytes, utf8ToBytes(password), 'fuzzed.p12');
  return entries.map(({ privateKey }) => secretOf(privateKey));
}

function secretOf(key: SoftwarePrivateKey): string {
  return bytesToHex(key.kind === 'gost' ? derivePublicKey(key.curve, key.d) : rsaNumbers(key.pkcs8));
}

/** Attributes may stand behind the key: they are no part of it. */
function rsaNumbers(pkcs8: Uint8Array): Uint8Array {
  const fields = new Fields(soleElement(pkcs8, tags.sequence).content);
  fields.take(tags.integer);
  fields.take(tags.sequence);
  const numbers = new Fields(soleElement(fields.take(tags.octetString).content, tags.sequence).content);
  numbers.take(tags.integer);
  return numbers.take(tags.integer).content;
}

const password = 'Fuzz-2026';
const writing = (style: Partial<Writing['style']> = {}): Writing => ({
  style: { ...nucStyle, iterations: 2, ...style },
  password: readPassword(utf8ToBytes(password))!,
  random: length => new Uint8Array(length).fill(length),
});
const identities: readonly Identity[] = families.map(family => rootAndSigner(family).signer);
const namesOf = ({ key }: Identity) => ({ friendlyName: 'кілт', localKeyId: key.subjectKeyId });

function wholeFiles(): Seed[] {
  return [nucStyle, modernStyle].flatMap(style =>
    identities.map(identity => {
      const write = writing({ ...style, iterations: 2 });
      const key = dataContents(write, [keyBag(write, identity.key.privateKeyDer, namesOf(identity))]);
      const certificate = encryptedContents(write, [
        certificateBag(identity.certificate.der, namesOf(identity)),
      ]);
      const bytes = pfx(write, [key, certificate]);
      return { name: identity.key.family, bytes, read: (input: Uint8Array) => readStore(input, password) };
    }),
  );
}

/** Contents in the clear; the MAC is made after the damage, so that it reaches the bags and the keys. */
function insides(): Seed[] {
  const write = writing({ indefinite: false });
  return identities.map(identity => {
    const bags = [
      safeBag(bagTypes.key, identity.key.privateKeyDer, namesOf(identity)),
      keyBag(write, identity.key.privateKeyDer, namesOf(identity)),
      certificateBag(identity.certificate.der, namesOf(identity)),
    ];
    return {
      name: `inside ${identity.key.family}`,
      bytes: concatBytes(dataContents(write, bags), encryptedContents(write, bags)),
      wrap: damaged => pfx(write, [damaged]),
      read: input => readStore(input, password),
    };
  });
}

/** Vectors and samples as they are on disk; those that ask for much hashing cost too much to be read thousands of times. */
function filesOnDisk(): Seed[] {
  const vectors = readVectors(import.meta.dirname, '..', '..', 'vectors', 'pkcs12').filter(
    ({ name }) => !/iterations|pbes2|mac/.test(name),
  );
  const real = samples(['p12', '2026-gost512']).slice(0, 2);
  return [
    ...vectors.map(vector => ({
      name: vector.name,
      bytes: vector.file(),
      secret: vector.has('password') ? vector.text('password') : 'Vector-2026',
    })),
    ...real.map(({ name, bytes }) => ({ name, bytes, secret: 'Qwerty12' })),
  ].map(({ name, bytes, secret }) => ({ name, bytes, read: input => readStore(input, secret) }));
}

/** The most that may be asked for: every kind of content at its limit. */
function costly(): readonly Seed[] {
  const write = writing({ indefinite: false });
  const [gost, , rsa] = identities;
  const certificates = Array.from({ length: 63 }, () => certificateBag(gost!.certificate.der, namesOf(rsa!)));
  const keys = Array.from({ length: 63 }, () =>
    safeBag(bagTypes.key, gost!.key.privateKeyDer, namesOf(gost!)),
  );
  const list = (bags: readonly Uint8Array[]) => pfx(write, [dataContents(write, bags)]);
  const slow = (iterations: number) => pfx(writing({ iterations }), []);
  const segments = derElement(contextTag(0), ...Array.from({ length: 19_000 }, () => Uint8Array.of(4, 1, 7)));
  const files: Readonly<Record<string, Uint8Array>> = {
    'a key among 63 certificates': list([keys[0]!, ...certificates]),
    '63 keys and a certificate': list([...keys, certificateBag(gost!.certificate.der, namesOf(gost!))]),
    'the most iterations': slow(350_000),
    segments: list([derElement(tags.sequence, segments)]),
    'a megabyte': pfx(write, [derElement(tags.octetString, new Uint8Array(maxPkcs12Bytes - 4_000))]),
  };
  return Object.entries(files).map(([name, bytes]) => ({
    name,
    bytes,
    read: input => readStore(input, password),
  }));
}

export const pkcs12: Target = {
  name: 'pkcs12',
  share: 700,
  mutate: mutateDer,
  seeds: () => [...wholeFiles(), ...insides(), ...filesOnDisk()],
  costly,
};

/** A damaged number is another key, which nobody can tell: only errors and costs are looked at. */
function readKey(input: Uint8Array): Claims {
  ownershipOf(readPrivateKey(input));
  return [];
}

export const pkcs8: Target = {
  name: 'pkcs8',
  share: 600,
  isInner: true,
  mutate: mutateDer,
  seeds: () => identities.map(({ key }) => ({ name: key.family, bytes: key.privateKeyDer, read: readKey })),
};
