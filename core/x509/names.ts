/** Distinguished names: read, shown and compared. */
import { Name } from '@peculiar/asn1-x509';
import { parseAs } from '../asn1/schema.ts';

/** One attribute of a name. */
export interface NameAttribute {
  readonly oid: string;
  /** The text as it stands; hex of the DER where the value is not a string. */
  readonly value: string;
}

export const nameOids = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  state: '2.5.4.8',
  organisation: '2.5.4.10',
  unit: '2.5.4.11',
  businessCategory: '2.5.4.15',
  givenName: '2.5.4.42',
  userId: '0.9.2342.19200300.100.1.1',
  domainComponent: '0.9.2342.19200300.100.1.25',
  email: '1.2.840.113549.1.9.1',
} as const;

/** Short names of RFC 4514 §3 and RFC 4519; `GN` (givenName) holds the patronymic in names of НУЦ РК. */
const shortNames: Readonly<Record<string, string>> = {
  [nameOids.commonName]: 'CN',
  [nameOids.surname]: 'SN',
  [nameOids.serialNumber]: 'serialNumber',
  [nameOids.country]: 'C',
  [nameOids.locality]: 'L',
  [nameOids.state]: 'ST',
  [nameOids.organisation]: 'O',
  [nameOids.unit]: 'OU',
  [nameOids.businessCategory]: 'businessCategory',
  [nameOids.givenName]: 'GN',
  [nameOids.userId]: 'UID',
  [nameOids.domainComponent]: 'DC',
  [nameOids.email]: 'emailAddress',
};

/** The attributes in the order of the encoding; those of one multi-valued RDN follow each other. */
export function readName(der: Uint8Array): readonly NameAttribute[] {
  return parseAs(Name, der).flatMap(rdn =>
    rdn.map(({ type, value }) => ({ oid: type, value: value.toString() })),
  );
}

/** The first value of an attribute. */
export function attributeOf(name: readonly NameAttribute[], oid: string): string | null {
  return name.find(attribute => attribute.oid === oid)?.value ?? null;
}

/**
 * A name for people, escaped as in RFC 4514 §2.4 but in the order of the encoding: Kazakhstan’s names put the person first, and
 * reversing would put the country there.
 */
export function nameText(name: readonly NameAttribute[]): string {
  return name.map(({ oid, value }) => `${shortNames[oid] ?? oid}=${escaped(value)}`).join(', ');
}

function escaped(value: string): string {
  return visible(value)
    .replace(/[\\",+;<>]/g, '\\$&')
    .replace(/^[ #]/, '\\$&')
    .replace(/ $/, '\\ ');
}

/** Control characters and those that turn the direction of text: a name could use them to look like another one. */
const deceptive = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** The text with every deceptive character shown as U+FFFD. */
export function visible(text: string): string {
  return text.replace(deceptive, '\ufffd');
}
