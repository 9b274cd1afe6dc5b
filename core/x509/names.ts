/** Distinguished names: read, shown and compared. */
import { malformed } from '../asn1/asn1-error.ts';
import { elementsOf, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { readOid } from '../asn1/values.ts';
import { bytesToHex, bytesToLatin1, bytesToUtf8 } from '../bytes.ts';

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

/** More than any honest name has, by far. */
const maxParts = 5_000;

/**
 * The attributes in the order of the encoding; those of one multi-valued RDN follow each other.
 *
 *     Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value ANY }
 *
 * By hand, since names are most of a certificate and a general reader takes longer over them than over all the rest.
 * @throws Asn1Error
 */
export function readName(der: Uint8Array): readonly NameAttribute[] {
  const parts = elementsOf(soleElement(der, tags.sequence).content, maxParts, tags.set);
  return parts.flatMap(part => elementsOf(part.content, maxParts, tags.sequence).map(readAttribute));
}

function readAttribute({ content }: Element): NameAttribute {
  const [type, value] = elementsOf(content, 2);
  if (type === undefined || value === undefined) throw malformed('an attribute without a value');
  return { oid: readOid(type), value: (strings[value.tag] ?? asHex)(value) };
}

/** UTF-8 that is none is shown octet by octet: a name that nobody can read is a name all the same. */
function utf8({ content }: Element): string {
  try {
    return bytesToUtf8(content);
  } catch {
    return bytesToLatin1(content);
  }
}

const latin1 = ({ content }: Element): string => bytesToLatin1(content);
const asHex = ({ raw }: Element): string => bytesToHex(raw);

/** Characters of so many octets each, the most significant one first. */
const wide =
  (width: number) =>
  ({ content }: Element): string => {
    let text = '';
    for (let at = 0; at + width <= content.length; at += width) {
      const code = content.subarray(at, at + width).reduce((value, octet) => value * 256 + octet, 0);
      text += code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
    }
    return text;
  };

/** DirectoryString (RFC 5280 §4.1.2.4) and IA5String by their tags: what else there is has no text. */
const strings: Readonly<Record<number, (element: Element) => string>> = {
  [tags.utf8String]: utf8,
  /** PrintableString, TeletexString, IA5String */
  0x13: latin1,
  0x14: latin1,
  0x16: latin1,
  /** UniversalString, BMPString */
  0x1c: wide(4),
  0x1e: wide(2),
};

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
