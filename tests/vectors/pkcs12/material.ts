/** What the vectors are made of: keys from a seed, certificates for them, pieces of key files. For generate.ts only. */
import { derElement } from '../../../core/asn1/definite.ts';
import { tags } from '../../../core/asn1/tlv.ts';
import { bytesToHex, hexToBytes, utf8ToBytes } from '../../../core/bytes.ts';
import { nucStyle } from '../../../core/pkcs12/build.ts';
import { readPassword } from '../../../core/pkcs12/password.ts';
import { certificateBag, dataContents, encryptedContents, keyBag, pfx } from '../../../core/pkcs12/write.ts';
import type { Pkcs12Style, WrittenNames, Writing } from '../../../core/pkcs12/write.ts';
import { issueCertificate } from '../../../core/x509/build-certificate.ts';
import type { EncodedAttribute } from '../../../core/x509/build-certificate.ts';
import { nameOids } from '../../../core/x509/names.ts';
import { subjectKeyIdentifier } from '../../../sandbox/ca/extensions.ts';
import { generateKeyPair } from '../../../sandbox/ca/key-pair.ts';
import type { IssuedFamily, KeyPair } from '../../../sandbox/ca/key-pair.ts';
import { randomSource } from '../../../sandbox/ca/random.ts';
import type { Random } from '../../../sandbox/ca/random.ts';

export const PASSWORD = 'Vector-2026';

const source = randomSource('pkcs12 vectors');

/** Randomness of its own for each case, so that one case more changes no other. */
export const randomFor = (name: string): Random => source(name);

export interface Material {
  readonly pair: KeyPair;
  readonly certificateDer: Uint8Array;
  readonly names: WrittenNames;
}

const TERM = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') };

/** A key and the certificate that it gives itself. */
export function material(family: IssuedFamily, name: string, random: Random = randomFor(name)): Material {
  const pair = generateKeyPair(family, 'owner', random);
  return { pair, certificateDer: certificateOf(pair, name), names: namesOf(pair) };
}

/** A certificate for another public key, or without an identifier, where the case is about that. */
export function certificateOf(
  pair: KeyPair,
  name: string,
  { spkiDer = pair.spkiDer, identified = true }: { spkiDer?: Uint8Array; identified?: boolean } = {},
): Uint8Array {
  const subject: EncodedAttribute[] = [{ oid: nameOids.commonName, value: name, encoding: 'utf8' }];
  const extensions = identified ? [subjectKeyIdentifier(pair.subjectKeyId)] : [];
  return issueCertificate(
    { ...TERM, subject, issuer: subject, serial: Uint8Array.of(1), spkiDer, extensions },
    pair,
  );
}

export function namesOf({ subjectKeyId }: KeyPair): WrittenNames {
  return { friendlyName: bytesToHex(subjectKeyId), localKeyId: subjectKeyId };
}

export const nameless: WrittenNames = { friendlyName: null, localKeyId: null };

/** Writing one file: НУЦ's style with changes. */
export function writing(
  name: string,
  style: Partial<Pkcs12Style> = {},
  password: string = PASSWORD,
): Writing {
  const forms = readPassword(utf8ToBytes(password));
  if (forms === undefined) throw new Error('not UTF-8');
  return { style: { ...nucStyle, ...style }, password: forms, random: randomFor(`file ${name}`) };
}

/** Bags with a key each and bags with a certificate each, in two contents, as НУЦ has them. */
export function assemble(
  write: Writing,
  keys: readonly Uint8Array[],
  certificates: readonly Uint8Array[],
): Uint8Array {
  return pfx(write, [
    ...(keys.length === 0 ? [] : [dataContents(write, keys)]),
    ...(certificates.length === 0 ? [] : [encryptedContents(write, certificates)]),
  ]);
}

/** The file of one key and its certificate. */
export function simple(write: Writing, { pair, certificateDer, names }: Material): Uint8Array {
  return assemble(write, [keyBag(write, pair.privateKeyDer, names)], [certificateBag(certificateDer, names)]);
}

/** Puts other bytes in the place of the only, or the last, occurrence of some. */
export function patched(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const hex = bytesToHex(bytes);
  const at = hex.lastIndexOf(from);
  if (at < 0 || at % 2 !== 0 || from.length !== to.length) throw new Error(`nothing to patch: ${from}`);
  return hexToBytes(hex.slice(0, at) + to + hex.slice(at + from.length));
}

/** An element of indefinite length. */
export function indefinite(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from([tag, 0x80, ...parts.flatMap(part => [...part]), 0, 0]);
}

/** An OCTET STRING in two segments. */
export function segmented(bytes: Uint8Array): Uint8Array {
  const middle = bytes.length >> 1;
  return indefinite(
    tags.constructedOctetString,
    derElement(tags.octetString, bytes.subarray(0, middle)),
    derElement(tags.octetString, bytes.subarray(middle)),
  );
}
