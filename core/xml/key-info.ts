/**
 * ds:KeyInfo: the signer's certificate, or its name. It is not signed, so nothing here is believed: a certificate from it
 * counts only after the signature has held under its key and its chain has led to an anchor.
 */
import { parseCertificate } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { nameText, readName } from '../x509/names.ts';
import { LIMITS } from './limits.ts';
import { BASE64_BINARY, DS, WSSE, X509V3 } from './names.ts';
import { Shape, base64Content, misshapen, plainText } from './shape.ts';
import { attributeOf, childElements, isElement } from './tree.ts';
import type { XmlElement } from './tree.ts';

/** X509IssuerSerial: the text of the name as it stands, and the number in hex as Certificate has it. */
export interface IssuerSerial {
  readonly issuer: string;
  readonly serial: string;
}

export interface XmlKeyInfo {
  /** The first is the signer's; others may help to build the chain. */
  readonly certificates: readonly Certificate[];
  readonly issuerSerial: IssuerSerial | null;
}

const NOTHING: XmlKeyInfo = { certificates: [], issuerSerial: null };

/** What Java libraries write beside the certificate and what says nothing that it does not say better. */
const PASSED_OVER: readonly string[] = ['KeyName', 'KeyValue'];
const DATA_PASSED_OVER: readonly string[] = ['X509SubjectName', 'X509SKI', 'X509CRL'];

/** Errors: xml.structure, key.bad-certificate. */
export function readKeyInfo(keyInfo: XmlElement | null): XmlKeyInfo {
  if (keyInfo === null) return NOTHING;
  new Shape(keyInfo);
  const told = childElements(keyInfo).filter(
    child => !(child.uri === DS && PASSED_OVER.includes(child.local)),
  );
  const [only, ...others] = told;
  if (others.length > 0) throw misshapen(others[0]!);
  if (only === undefined) return NOTHING;
  if (isElement(only, DS, 'X509Data')) return readX509Data(only);
  if (isElement(only, WSSE, 'SecurityTokenReference')) return readTokenReference(only);
  throw misshapen(only);
}

function readX509Data(data: XmlElement): XmlKeyInfo {
  new Shape(data);
  const certificates: Certificate[] = [];
  let issuerSerial: IssuerSerial | null = null;
  for (const child of childElements(data)) {
    const local = child.uri === DS ? child.local : '';
    if (local === 'X509Certificate') {
      if (certificates.length === LIMITS.certificates) throw misshapen(child);
      certificates.push(parseCertificate(base64Content(child)));
    } else if (local === 'X509IssuerSerial' && issuerSerial === null) issuerSerial = readIssuerSerial(child);
    else if (!DATA_PASSED_OVER.includes(local)) throw misshapen(child);
  }
  return { certificates, issuerSerial };
}

/** Web Services Security X.509 Token Profile 1.0 §3.2: the certificate itself, or its issuer and number. */
function readTokenReference(reference: XmlElement): XmlKeyInfo {
  const shape = new Shape(reference);
  const identifier = shape.optional('KeyIdentifier', WSSE);
  const data = identifier === null ? shape.take('X509Data') : null;
  shape.end();
  if (data !== null) return readX509Data(data);
  if (identifier === null || attributeOf(identifier, 'ValueType') !== X509V3)
    throw misshapen(identifier ?? reference);
  if ((attributeOf(identifier, 'EncodingType') ?? BASE64_BINARY) !== BASE64_BINARY)
    throw misshapen(identifier);
  const der = base64Content(identifier, ['ValueType', 'EncodingType']);
  return { certificates: [parseCertificate(der)], issuerSerial: null };
}

function readIssuerSerial(element: XmlElement): IssuerSerial {
  const shape = new Shape(element);
  const issuer = plainText(shape.take('X509IssuerName')).trim();
  const serialElement = shape.take('X509SerialNumber');
  shape.end();
  const decimal = plainText(serialElement).trim();
  // 20 octets (RFC 5280 §4.1.2.2) are at most 49 digits.
  if (!/^[0-9]{1,49}$/.test(decimal)) throw misshapen(serialElement);
  return { issuer, serial: serialHex(BigInt(decimal)) };
}

function serialHex(number: bigint): string {
  const hex = number.toString(16);
  return hex.length % 2 === 0 ? hex : `0${hex}`;
}

/** The certificate that an X509IssuerSerial names: same number, same values in the issuer's name in whatever order. */
export function findByIssuerSerial(
  wanted: IssuerSerial,
  certificates: readonly Certificate[],
): Certificate | undefined {
  return certificates.find(
    ({ serial, issuerDer }) =>
      BigInt(`0x${serial}`) === BigInt(`0x${wanted.serial}`) &&
      nameParts(wanted.issuer) === nameParts(issuerName(issuerDer)),
  );
}

/** RFC 4514 §2.1: the last of the encoding comes first. */
export function issuerName(issuerDer: Uint8Array): string {
  return readName(issuerDer)
    .map(attribute => nameText([attribute]))
    .reverse()
    .join(',');
}

/** Values of a name in an order of their own: writers differ in the order and in the names of attribute types. */
function nameParts(name: string): string {
  return [...name.matchAll(/(?:[^,+\\]|\\.)+/gs)]
    .map(([part]) => part.slice(part.indexOf('=') + 1).trim())
    .sort()
    .join(',');
}

/** The number of a certificate in decimal, as X509SerialNumber has it. */
export function serialDecimal(certificate: Certificate): string {
  return BigInt(`0x${certificate.serial}`).toString();
}
