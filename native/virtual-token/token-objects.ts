/**
 * Puts keys and certificates on a virtual token by writing its object files (README.md), so that tests and demonstrations need no
 * PKCS#11 caller of their own. Keys come as core/pkcs12 reads them out of key files.
 */
import { createPrivateKey } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { bigIntToBytesBE, hexToBytes } from '../../core/bytes.ts';
import { cryptoProA, tc26Gost256A, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import type { GostCurve } from '../../core/crypto/gost-curves.ts';
import type { SoftwarePrivateKey } from '../../core/pkcs12/open.ts';
import { parseCertificate, publicKeyOf } from '../../core/x509/certificate.ts';
import type { SlotPlace } from './token-folder.ts';
import { tokenPath } from './token-folder.ts';

/** Attribute types that this module writes; numbers of the standard (src/pkcs11-constants.h). */
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

/** Values of CKA_CLASS and CKA_KEY_TYPE. */
export const CKO = { CERTIFICATE: 1, PUBLIC_KEY: 2, PRIVATE_KEY: 3 } as const;
export const CKK = { RSA: 0x0, GOSTR3410: 0x30, GOSTR3410_512: 0xd4321003 } as const;

/**
 * CKA_GOSTR3410_PARAMS, the DER of the curve's object identifier: Kazakhstan's registry and Russia's name the same curves differently,
 * and which one a vendor's token shows for keys of НУЦ is not known.
 */
const curveNames: ReadonlyMap<GostCurve, { readonly kz: string; readonly ru: string }> = new Map([
  [tc26Gost512A, { kz: '060a2a830e030a0101020201', ru: '06092a8503070102010201' }],
  [cryptoProA, { kz: '060a2a830e030a0101010101', ru: '06072a850302022301' }],
  [tc26Gost256A, { kz: '060a2a830e030a0101020101', ru: '06092a8503070102010101' }],
]);

/** An attribute's value: bytes, text (UTF-8), a CK_ULONG or a CK_BBOOL. */
export type AttributeValue = Uint8Array | string | number | boolean;
type Attributes = readonly (readonly [number, AttributeValue])[];

export interface ObjectOptions {
  /** CKA_ID: joins private key, public key and certificate. */
  readonly id: Uint8Array;
  readonly label?: string;
  /** Whose object identifier names the curve; `kz` unless given. */
  readonly curveName?: 'kz' | 'ru';
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

function formatLine([type, value]: readonly [number, AttributeValue]): string {
  const hex = Buffer.from(valueBytes(value)).toString('hex');
  return `0x${type.toString(16).padStart(8, '0')} = ${hex}\n`;
}

/**
 * Writes one object. Attributes that are left out get the library's defaults (private keys: private, sensitive, not extractable,
 * signing allowed). The token may be inserted, pulled or open; a search by the library finds the object.
 */
export function addObject(place: SlotPlace, attributes: Attributes): void {
  mkdirSync(tokenPath(place, 'objects'), { recursive: true, mode: 0o700 });
  const all = new Map([[CKA.TOKEN, true], ...attributes]);
  const path = nextFile(place);
  writeFileSync(`${path}.tmp`, [...all].map(formatLine).join(''), { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

function readObject(place: SlotPlace, name: string): ReadonlyMap<number, Uint8Array> {
  const text = readFileSync(tokenPath(place, 'objects', name), 'utf8');
  const lines = [...text.matchAll(/^(0x[0-9a-f]+) = ([0-9a-f]*)$/gm)];
  return new Map(lines.map(([, type, hex]) => [Number(type), hexToBytes(hex!)]));
}

/** The objects on the token in the order of the library's search: attribute type → bytes. */
export function readObjects(place: SlotPlace): readonly ReadonlyMap<number, Uint8Array>[] {
  const folder = tokenPath(place, 'objects');
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.object')) : [];
  return names.sort().map(name => readObject(place, name));
}

function named({ id, label }: ObjectOptions): Attributes {
  return [
    [CKA.ID, id],
    [CKA.LABEL, label ?? ''],
  ];
}

function onCurve(curve: GostCurve, value: Uint8Array, { curveName }: ObjectOptions): Attributes {
  const names = curveNames.get(curve);
  if (!names) throw new RangeError(`the token has no curve ${curve.name}`);
  return [
    [CKA.KEY_TYPE, curve.width === 64 ? CKK.GOSTR3410_512 : CKK.GOSTR3410],
    [CKA.VALUE, value],
    [CKA.GOSTR3410_PARAMS, hexToBytes(names[curveName ?? 'kz'])],
  ];
}

/** PKCS#11 and JWK name the same eight numbers; both are big-endian without leading zeros. */
const rsaNumbers = [
  [CKA.MODULUS, 'n'],
  [CKA.PUBLIC_EXPONENT, 'e'],
  [CKA.PRIVATE_EXPONENT, 'd'],
  [CKA.PRIME_1, 'p'],
  [CKA.PRIME_2, 'q'],
  [CKA.EXPONENT_1, 'dp'],
  [CKA.EXPONENT_2, 'dq'],
  [CKA.COEFFICIENT, 'qi'],
] as const;

function rsaMaterial(pkcs8: Uint8Array): Attributes {
  const jwk = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' }).export({
    format: 'jwk',
  });
  return [
    [CKA.KEY_TYPE, CKK.RSA],
    ...rsaNumbers.map(([type, name]) => [type, Buffer.from(jwk[name]!, 'base64url')] as const),
  ];
}

/** Adds a private key of any family. `alwaysAuthenticate`: it asks for the PIN at every signature. */
export function addPrivateKey(
  place: SlotPlace,
  key: SoftwarePrivateKey,
  options: ObjectOptions & { readonly alwaysAuthenticate?: boolean },
): void {
  addObject(place, [
    [CKA.CLASS, CKO.PRIVATE_KEY],
    [CKA.ALWAYS_AUTHENTICATE, options.alwaysAuthenticate ?? false],
    ...named(options),
    ...(key.kind === 'gost' ? onCurve(key.curve, key.d, options) : rsaMaterial(key.pkcs8)),
  ]);
}

/** Adds the public key of a certificate. Many tokens hold none beside the certificate: the caller chooses. */
export function addPublicKey(place: SlotPlace, certificateDer: Uint8Array, options: ObjectOptions): void {
  const key = publicKeyOf(parseCertificate(certificateDer));
  const material: Attributes =
    key.kind === 'gost'
      ? onCurve(key.curve, key.point, options)
      : [
          [CKA.KEY_TYPE, CKK.RSA],
          [CKA.MODULUS, bigIntToBytesBE(key.modulus, Math.ceil(key.bits / 8))],
          [
            CKA.PUBLIC_EXPONENT,
            bigIntToBytesBE(key.exponent, Math.ceil(key.exponent.toString(16).length / 2)),
          ],
        ];
  addObject(place, [[CKA.CLASS, CKO.PUBLIC_KEY], ...named(options), ...material]);
}

/** Adds an X.509 certificate with the attributes that hosts search by. */
export function addCertificate(place: SlotPlace, certificateDer: Uint8Array, options: ObjectOptions): void {
  const { subjectDer, issuerDer, serialDer } = parseCertificate(certificateDer);
  addObject(place, [
    [CKA.CLASS, CKO.CERTIFICATE],
    [CKA.CERTIFICATE_TYPE, 0],
    ...named(options),
    [CKA.VALUE, certificateDer],
    [CKA.SUBJECT, subjectDer],
    [CKA.ISSUER, issuerDer],
    [CKA.SERIAL_NUMBER, serialDer],
  ]);
}
