/**
 * Puts keys and certificates on a virtual token by writing its object files (README.md), so that tests and demonstrations need no
 * PKCS#11 caller of their own. Keys come as PKCS#8, certificates as DER, as they lie in .p12 files.
 */
import { AsnConvert } from '@peculiar/asn1-schema';
import { PrivateKeyInfo } from '@peculiar/asn1-pkcs8';
import { RSAPrivateKey, RSAPublicKey } from '@peculiar/asn1-rsa';
import { Certificate } from '@peculiar/asn1-x509';
import type { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { Integer, ObjectIdentifier, OctetString, Sequence, fromBER } from 'asn1js';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { SlotPlace } from './token-folder.ts';
import { tokenPath } from './token-folder.ts';

/** Attribute types and values that this module writes; numbers of the standard (src/pkcs11-constants.h). */
export const CKA = {
  CLASS: 0x0,
  TOKEN: 0x1,
  LABEL: 0x3,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  ISSUER: 0x81,
  SERIAL_NUMBER: 0x82,
  KEY_TYPE: 0x100,
  SUBJECT: 0x101,
  ID: 0x102,
  MODULUS: 0x120,
  PUBLIC_EXPONENT: 0x122,
  PRIVATE_EXPONENT: 0x123,
  PRIME_1: 0x124,
  PRIME_2: 0x125,
  EXPONENT_1: 0x126,
  EXPONENT_2: 0x127,
  COEFFICIENT: 0x128,
  ALWAYS_AUTHENTICATE: 0x202,
  GOSTR3410_PARAMS: 0x250,
} as const;

const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;
const CKK = { RSA: 0x0, GOSTR3410: 0x30, GOSTR3410_512: 0xd4321003 } as const;

/** Which key type an algorithm of a key means: Russian (1.2.643) and Kazakh (1.2.398) object identifiers. */
const gostAlgorithms: Readonly<Record<string, { readonly keyType: number; readonly size: number }>> = {
  '1.2.643.2.2.19': { keyType: CKK.GOSTR3410, size: 32 },
  '1.2.643.7.1.1.1.1': { keyType: CKK.GOSTR3410, size: 32 },
  '1.2.643.7.1.1.1.2': { keyType: CKK.GOSTR3410_512, size: 64 },
  '1.2.398.3.10.1.1.1.1': { keyType: CKK.GOSTR3410, size: 32 },
  '1.2.398.3.10.1.1.2.1': { keyType: CKK.GOSTR3410, size: 32 },
  '1.2.398.3.10.1.1.2.2': { keyType: CKK.GOSTR3410_512, size: 64 },
};

/** An attribute's value: bytes, text (UTF-8), a CK_ULONG or a CK_BBOOL. */
export type AttributeValue = Uint8Array | string | number | boolean;
export type TokenObject = ReadonlyMap<number, AttributeValue>;

export interface ObjectNames {
  /** CKA_ID: joins private key, public key and certificate. */
  readonly id: Uint8Array;
  readonly label?: string;
}

function valueBytes(value: AttributeValue): Uint8Array {
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  if (typeof value !== 'number') return value;
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
}

function nextFile(place: SlotPlace): string {
  for (let number = 1; ; number += 1) {
    const path = tokenPath(place, 'objects', `${String(number).padStart(4, '0')}.object`);
    if (!existsSync(path)) return path;
  }
}

/**
 * Writes one object. Attributes that are left out get the library's defaults (private keys: private, sensitive, not extractable,
 * signing allowed). The token may be inserted, pulled or open; a search by the library finds the object.
 */
export function addObject(place: SlotPlace, attributes: TokenObject): void {
  mkdirSync(tokenPath(place, 'objects'), { recursive: true, mode: 0o700 });
  const lines = [...new Map([[CKA.TOKEN, true as AttributeValue], ...attributes])].map(
    ([type, value]) =>
      `0x${type.toString(16).padStart(8, '0')} = ${Buffer.from(valueBytes(value)).toString('hex')}\n`,
  );
  const path = nextFile(place);
  writeFileSync(`${path}.tmp`, lines.join(''), { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

/** The objects on the token, in the order of the library's search: attribute type → bytes. */
export function readObjects(place: SlotPlace): readonly ReadonlyMap<number, Uint8Array>[] {
  const folder = tokenPath(place, 'objects');
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter(name => name.endsWith('.object'))
        .sort()
    : [];
  return names.map(name => {
    const matches = readFileSync(tokenPath(place, 'objects', name), 'utf8').matchAll(
      /^(0x[0-9a-f]+) = ([0-9a-f]*)$/gm,
    );
    return new Map(
      [...matches].map(([, type, hex]) => [Number(type), Uint8Array.from(Buffer.from(hex!, 'hex'))]),
    );
  });
}

function names({ id, label }: ObjectNames): [number, AttributeValue][] {
  return [
    [CKA.ID, id],
    [CKA.LABEL, label ?? ''],
  ];
}

/** GOST parameters are SEQUENCE { curve OBJECT IDENTIFIER, … }: the DER of the curve's name. */
function curveName(algorithm: AlgorithmIdentifier): Uint8Array {
  const parameters = fromBER(algorithm.parameters ?? new ArrayBuffer(0)).result;
  const curve = parameters instanceof Sequence ? parameters.valueBlock.value[0] : undefined;
  if (!(curve instanceof ObjectIdentifier)) throw new RangeError('the key names no curve');
  return new Uint8Array(curve.toBER());
}

function gostAlgorithm(algorithm: AlgorithmIdentifier): { keyType: number; size: number } {
  const found = gostAlgorithms[algorithm.algorithm];
  if (!found) throw new RangeError(`keys of algorithm ${algorithm.algorithm} are not for this token`);
  return found;
}

/**
 * d, little-endian and of the curve's size. Kazakh keys hold an OCTET STRING (little-endian) or an INTEGER (big-endian); Russian ones
 * may also hold the bare bytes, as RFC 9548 and OpenSSL's gost engine write them.
 */
function gostPrivateValue(algorithm: string, der: ArrayBuffer, size: number): Uint8Array {
  if (algorithm.startsWith('1.2.643.') && der.byteLength === size) return new Uint8Array(der);
  const inner = fromBER(der).result;
  if (inner instanceof OctetString) return new Uint8Array(inner.getValue());
  if (!(inner instanceof Integer))
    throw new RangeError('the private key is neither OCTET STRING nor INTEGER');
  const digits = inner
    .toBigInt()
    .toString(16)
    .padStart(2 * size, '0');
  return Uint8Array.from(Buffer.from(digits, 'hex')).reverse();
}

const rsaPrivateNumbers: readonly [number, keyof RSAPrivateKey][] = [
  [CKA.MODULUS, 'modulus'],
  [CKA.PUBLIC_EXPONENT, 'publicExponent'],
  [CKA.PRIVATE_EXPONENT, 'privateExponent'],
  [CKA.PRIME_1, 'prime1'],
  [CKA.PRIME_2, 'prime2'],
  [CKA.EXPONENT_1, 'exponent1'],
  [CKA.EXPONENT_2, 'exponent2'],
  [CKA.COEFFICIENT, 'coefficient'],
];

/** PKCS#11 numbers are big-endian without the leading zero that DER may need. */
function unsigned(integer: ArrayBuffer): Uint8Array {
  const bytes = new Uint8Array(integer);
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

const rsaEncryption = '1.2.840.113549.1.1.1';

function privateMaterial(info: PrivateKeyInfo): [number, AttributeValue][] {
  const inner = info.privateKey.buffer as ArrayBuffer;
  if (info.privateKeyAlgorithm.algorithm === rsaEncryption) {
    const key = AsnConvert.parse(inner, RSAPrivateKey);
    return [
      [CKA.KEY_TYPE, CKK.RSA],
      ...rsaPrivateNumbers.map(
        ([type, name]) => [type, unsigned(key[name] as ArrayBuffer)] as [number, Uint8Array],
      ),
    ];
  }
  const { keyType, size } = gostAlgorithm(info.privateKeyAlgorithm);
  return [
    [CKA.KEY_TYPE, keyType],
    [CKA.VALUE, gostPrivateValue(info.privateKeyAlgorithm.algorithm, inner, size)],
    [CKA.GOSTR3410_PARAMS, curveName(info.privateKeyAlgorithm)],
  ];
}

/** A private key from PKCS#8: RSA, or GOST with Russian or Kazakh parameters. Throws RangeError for other algorithms. */
export function addPrivateKey(
  place: SlotPlace,
  pkcs8: Uint8Array,
  options: ObjectNames & { readonly alwaysAuthenticate?: boolean },
): void {
  const info = AsnConvert.parse(pkcs8, PrivateKeyInfo);
  const asks: [number, AttributeValue][] = options.alwaysAuthenticate
    ? [[CKA.ALWAYS_AUTHENTICATE, true]]
    : [];
  addObject(
    place,
    new Map([[CKA.CLASS, CKO.PRIVATE_KEY], ...names(options), ...privateMaterial(info), ...asks]),
  );
}

/** The public key of a certificate. Many tokens have none beside the certificate: a choice of the caller. */
export function addPublicKey(place: SlotPlace, certificateDer: Uint8Array, options: ObjectNames): void {
  const { algorithm, subjectPublicKey } = AsnConvert.parse(certificateDer, Certificate).tbsCertificate
    .subjectPublicKeyInfo;
  const common: [number, AttributeValue][] = [[CKA.CLASS, CKO.PUBLIC_KEY], ...names(options)];
  if (algorithm.algorithm === rsaEncryption) {
    const key = AsnConvert.parse(subjectPublicKey, RSAPublicKey);
    const numbers: [number, AttributeValue][] = [
      [CKA.KEY_TYPE, CKK.RSA],
      [CKA.MODULUS, unsigned(key.modulus)],
      [CKA.PUBLIC_EXPONENT, unsigned(key.publicExponent)],
    ];
    return addObject(place, new Map([...common, ...numbers]));
  }
  const point = fromBER(subjectPublicKey).result;
  if (!(point instanceof OctetString)) throw new RangeError('the public key is no OCTET STRING');
  const material: [number, AttributeValue][] = [
    [CKA.KEY_TYPE, gostAlgorithm(algorithm).keyType],
    [CKA.VALUE, new Uint8Array(point.getValue())],
    [CKA.GOSTR3410_PARAMS, curveName(algorithm)],
  ];
  addObject(place, new Map([...common, ...material]));
}

/** An X.509 certificate with the attributes that hosts search by. */
export function addCertificate(place: SlotPlace, der: Uint8Array, options: ObjectNames): void {
  const { subject, issuer, serialNumber } = AsnConvert.parse(der, Certificate).tbsCertificate;
  const serial = new Integer({ valueHex: serialNumber });
  addObject(
    place,
    new Map<number, AttributeValue>([
      [CKA.CLASS, CKO.CERTIFICATE],
      [CKA.CERTIFICATE_TYPE, 0],
      ...names(options),
      [CKA.VALUE, der],
      [CKA.SUBJECT, new Uint8Array(AsnConvert.serialize(subject))],
      [CKA.ISSUER, new Uint8Array(AsnConvert.serialize(issuer))],
      [CKA.SERIAL_NUMBER, new Uint8Array(serial.toBER())],
    ]),
  );
}
