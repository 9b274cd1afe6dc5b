/** The values that the answers of authorities are made of, as DER. */
import { ObjectIdentifier } from 'asn1js';
import { derElement } from '../../core/asn1/definite.ts';
import { contextTag, tags } from '../../core/asn1/tlv.ts';
import { hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import type { CertificateExtension } from '../../core/x509/build-certificate.ts';

type Bytes = Uint8Array;

export const sequence = (...parts: readonly Bytes[]): Bytes => derElement(tags.sequence, ...parts);
export const set = (...parts: readonly Bytes[]): Bytes => derElement(tags.set, ...parts);
export const octets = (...parts: readonly Bytes[]): Bytes => derElement(tags.octetString, ...parts);
export const explicit = (number: number, ...parts: readonly Bytes[]): Bytes =>
  derElement(contextTag(number), ...parts);
export const oid = (dotted: string): Bytes => new Uint8Array(new ObjectIdentifier({ value: dotted }).toBER());
export const enumerated = (value: number): Bytes => derElement(0x0a, Uint8Array.of(value));
/** A BIT STRING of whole octets. */
export const bits = (value: Bytes): Bytes => derElement(tags.bitString, Uint8Array.of(0), value);
export const yes = derElement(tags.boolean, Uint8Array.of(0xff));

/** A non-negative INTEGER from its octets, big-endian. */
export function integer(value: Bytes | number): Bytes {
  const all = typeof value === 'number' ? hexOctets(value.toString(16)) : value;
  const first = all.findIndex(octet => octet !== 0);
  const minimal = first < 0 ? Uint8Array.of(0) : all.subarray(first);
  return derElement(tags.integer, ...(minimal[0]! >= 0x80 ? [Uint8Array.of(0)] : []), minimal);
}

/** Octets of a hexadecimal number of any length. */
export function hexOctets(hex: string): Bytes {
  return hexToBytes(hex.length % 2 === 0 ? hex : `0${hex}`);
}

const digits = (time: Date): string => time.toISOString().replace(/\.\d+|[-:T]/g, '');

export const generalizedTime = (time: Date): Bytes =>
  derElement(tags.generalizedTime, utf8ToBytes(digits(time)));

/** Certificates and lists write years before 2050 with two digits (RFC 5280 §4.1.2.5, §5.1.2.4). */
export const listTime = (time: Date): Bytes =>
  time.getUTCFullYear() >= 1950 && time.getUTCFullYear() < 2050
    ? derElement(tags.utcTime, utf8ToBytes(digits(time).slice(2)))
    : generalizedTime(time);

/** Extensions ::= SEQUENCE OF SEQUENCE { extnID, critical DEFAULT FALSE, extnValue OCTET STRING } */
export function extensions(...list: readonly CertificateExtension[]): Bytes {
  return sequence(
    ...list.map(({ oid: id, critical, value }) =>
      sequence(oid(id), ...(critical ? [yes] : []), octets(value)),
    ),
  );
}
