/** The pieces of a key file as they are written: bags, contents, the shell with its MAC. build.ts puts them together. */
import { ObjectIdentifier } from 'asn1js';
import { derElement } from '../asn1/definite.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { bigIntToBytesBE, concatBytes, hexToBytes, zeroize } from '../bytes.ts';
import { hmac } from '../crypto/hmac.ts';
import { cipherLengths } from './cbc.ts';
import { encrypt, oids, pbes2Ciphers, pbkdf2Hashes, pkcs12Schemes } from './encryption.ts';
import type { EncryptionScheme } from './encryption.ts';
import { derivePkcs12 } from './kdf.ts';
import type { Password } from './password.ts';
import { contentTypes, macHashes } from './pfx.ts';
import { bagAttributes, bagTypes, x509Certificate } from './safe.ts';

/** Random bytes; those of a seed make the same file again. */
export type Random = (length: number) => Uint8Array;

/** How a key file is written. */
export interface Pkcs12Style {
  /** OIDs: a scheme of PKCS#12, or a cipher, which is then used by PBES2. */
  readonly keyCipher: string;
  readonly certificateCipher: string;
  /** OID of PBKDF2's hash function, where PBES2 is used. */
  readonly prf: string;
  /** OID of the MAC's hash function. */
  readonly macHash: string;
  readonly iterations: number;
  readonly saltLength: number;
  /** Write the constructed elements of the AuthenticatedSafe with indefinite lengths, as Java does. */
  readonly indefinite: boolean;
}

export interface Writing {
  readonly style: Pkcs12Style;
  readonly password: Password;
  readonly random: Random;
}

/** Attributes of a bag; those that are null are left out. */
export interface WrittenNames {
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
}

export const oidDer = (oid: string): Uint8Array =>
  new Uint8Array(new ObjectIdentifier({ value: oid }).toBER());
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => derElement(tags.sequence, ...parts);
const octets = (bytes: Uint8Array): Uint8Array => derElement(tags.octetString, bytes);
const explicit = (content: Uint8Array): Uint8Array => derElement(contextTag(0), content);
const nullDer = hexToBytes('0500');

function integer(value: number): Uint8Array {
  // One bit more than the number has, so that it reads as positive.
  const length = Math.floor(value.toString(2).length / 8) + 1;
  return derElement(tags.integer, bigIntToBytesBE(BigInt(value), length));
}

/** An element with the form that the style asks for (X.690 §8.1.3.6). */
function element({ style }: Writing, tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return style.indefinite
    ? concatBytes(Uint8Array.of(tag, 0x80), ...parts, Uint8Array.of(0, 0))
    : derElement(tag, ...parts);
}

function encrypted(writing: Writing, cipherOid: string, plain: Uint8Array) {
  const scheme = makeScheme(writing, cipherOid);
  // Who writes a file decides for himself how long it may take.
  const data = encrypt(scheme, plain, writing.password, { spend: () => undefined });
  return { algorithm: schemeDer(writing, cipherOid, scheme), data };
}

function makeScheme({ style, random }: Writing, cipherOid: string): EncryptionScheme {
  const salt = random(style.saltLength);
  const { iterations } = style;
  const own = pkcs12Schemes[cipherOid];
  if (own !== undefined) return { cipher: own, hash: 'sha1', salt, iterations, iv: null };
  const cipher = pbes2Ciphers[cipherOid];
  const hash = pbkdf2Hashes[style.prf];
  if (cipher === undefined || hash === undefined) throw new RangeError('a style with unknown algorithms');
  return { cipher, hash, salt, iterations, iv: random(cipherLengths(cipher).block) };
}

function schemeDer(
  { style }: Writing,
  cipherOid: string,
  { salt, iterations, iv }: EncryptionScheme,
): Uint8Array {
  if (iv === null) return sequence(oidDer(cipherOid), sequence(octets(salt), integer(iterations)));
  const prf = sequence(oidDer(style.prf), nullDer);
  const derivation = sequence(oidDer(oids.pbkdf2), sequence(octets(salt), integer(iterations), prf));
  return sequence(oidDer(oids.pbes2), sequence(derivation, sequence(oidDer(cipherOid), octets(iv))));
}

/** SafeBag with an encrypted PrivateKeyInfo. */
export function keyBag(writing: Writing, privateKeyInfo: Uint8Array, names: WrittenNames): Uint8Array {
  const { algorithm, data } = encrypted(writing, writing.style.keyCipher, privateKeyInfo);
  return safeBag(bagTypes.shroudedKey, sequence(algorithm, octets(data)), names);
}

/** SafeBag with a certificate. */
export function certificateBag(certificateDer: Uint8Array, names: WrittenNames): Uint8Array {
  return safeBag(
    bagTypes.certificate,
    sequence(oidDer(x509Certificate), explicit(octets(certificateDer))),
    names,
  );
}

/** SafeBag of any type around its value. */
export function safeBag(
  type: string,
  value: Uint8Array,
  { friendlyName, localKeyId }: WrittenNames,
): Uint8Array {
  const attributes = [
    ...(localKeyId === null ? [] : [attribute(bagAttributes.localKeyId, octets(localKeyId))]),
    ...(friendlyName === null ? [] : [attribute(bagAttributes.friendlyName, bmpString(friendlyName))]),
  ];
  const set = attributes.length === 0 ? [] : [derElement(tags.set, ...attributes)];
  return sequence(oidDer(type), explicit(value), ...set);
}

function attribute(oid: string, value: Uint8Array): Uint8Array {
  return sequence(oidDer(oid), derElement(tags.set, value));
}

function bmpString(text: string): Uint8Array {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return derElement(0x1e, Uint8Array.from(units.flatMap(unit => [unit >> 8, unit & 0xff])));
}

/** ContentInfo of bags in the clear. */
export function dataContents(writing: Writing, bags: readonly Uint8Array[]): Uint8Array {
  const content = element(writing, contextTag(0), octets(sequence(...bags)));
  return element(writing, tags.sequence, oidDer(contentTypes.data), content);
}

/** ContentInfo of encrypted bags. */
export function encryptedContents(writing: Writing, bags: readonly Uint8Array[]): Uint8Array {
  const { algorithm, data } = encrypted(writing, writing.style.certificateCipher, sequence(...bags));
  const content = writing.style.indefinite
    ? element(writing, contextTag(0), octets(data))
    : derElement(0x80, data);
  const info = element(writing, tags.sequence, oidDer(contentTypes.data), algorithm, content);
  const encryptedData = element(writing, tags.sequence, integer(0), info);
  return element(
    writing,
    tags.sequence,
    oidDer(contentTypes.encryptedData),
    element(writing, contextTag(0), encryptedData),
  );
}

/** PFX around the contents, with its MAC. */
export function pfx(writing: Writing, contents: readonly Uint8Array[]): Uint8Array {
  const safe = element(writing, tags.sequence, ...contents);
  const authSafe = sequence(oidDer(contentTypes.data), explicit(octets(safe)));
  return sequence(integer(3), authSafe, macData(writing, safe));
}

function macData({ style, password, random }: Writing, safe: Uint8Array): Uint8Array {
  const hash = macHashes[style.macHash];
  if (hash === undefined) throw new RangeError('a style with an unknown MAC');
  const salt = random(style.saltLength);
  const derivation = { hash: hash.name, salt, iterations: style.iterations };
  const key = derivePkcs12(password, derivation, 'mac', hash.length, { spend: () => undefined });
  const mac = hmac(hash.name, key, safe);
  zeroize(key);
  const digestInfo = sequence(sequence(oidDer(style.macHash), nullDer), octets(mac));
  return sequence(digestInfo, octets(salt), integer(style.iterations));
}
