/**
 * How a signature is written. Readers do not care, portals do: some compare, some parse and drop white space, and what
 * stands inside SignedInfo is signed with its line ends.
 */
import { bytesToBase64 } from '../bytes.ts';
import type { KeyAlgorithm } from '../crypto/algorithms.ts';
import type { Certificate } from '../x509/certificate.ts';
import { issuerName, serialDecimal } from './key-info.ts';
import { BASE64_BINARY, DS, X509V3 } from './names.ts';

/**
 * santuario: as Apache Santuario and thus NCALayer's commonUtils write: a line feed after every tag, base64 in lines of 76
 * that end in CR LF, the CR as `&#13;`. compact: nothing but the tags and the values, as NCALayer's basics writes; egov.kz
 * takes only this one.
 */
export type XmlLayout = 'santuario' | 'compact';

export type KeyInfoForm =
  | { readonly kind: 'x509' }
  /** `prefix` is bound to WSSE where the signature is put; with its colon, or ''. */
  | { readonly kind: 'X509v3' | 'issuerSerial'; readonly prefix: string };

export interface SignatureText {
  readonly layout: XmlLayout;
  readonly algorithm: KeyAlgorithm;
  readonly canonicalization: string;
  readonly uri: string;
  readonly transforms: readonly string[];
  readonly digest: Uint8Array;
  readonly certificate: Certificate;
  readonly keyInfo: KeyInfoForm;
}

/** What Java's serialiser writes before a document, and what portals expect to find there. */
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>';

const LINE_ENDS: Readonly<Record<XmlLayout, string>> = { santuario: '\n', compact: '' };

/** The signature in two parts: SignatureValue's content belongs between them. */
export function signatureText(parts: SignatureText): { readonly before: string; readonly after: string } {
  const content = [signedInfo(parts), tag(parts.layout, 'SignatureValue', [HOLE]), keyInfo(parts)];
  const text = tag(parts.layout, 'Signature', content, ` xmlns:ds="${DS}"`);
  const at = text.indexOf(HOLE);
  return { before: text.slice(0, at), after: text.slice(at + HOLE.length) };
}

/** Content of SignatureValue. */
export function signatureValueText(layout: XmlLayout, signature: Uint8Array): string {
  return base64(layout, signature);
}

// No XML holds this character, so the hole cannot be mistaken.
const HOLE = '\0';

function signedInfo({ layout, algorithm, canonicalization, uri, transforms, digest }: SignatureText): string {
  return tag(layout, 'SignedInfo', [
    method('CanonicalizationMethod', canonicalization),
    method('SignatureMethod', algorithm.xmlSignature),
    tag(
      layout,
      'Reference',
      [
        tag(
          layout,
          'Transforms',
          transforms.map(transform => method('Transform', transform)),
        ),
        method('DigestMethod', algorithm.xmlDigest),
        // Santuario sets this one value close to its tags, the others apart.
        `<ds:DigestValue>${base64(layout, digest)}</ds:DigestValue>`,
      ],
      ` URI="${escapeAttribute(uri)}"`,
    ),
  ]);
}

function keyInfo({ layout, certificate, keyInfo: form }: SignatureText): string {
  if (form.kind === 'x509') {
    const value = tag(layout, 'X509Certificate', [base64(layout, certificate.der)]);
    return tag(layout, 'KeyInfo', [tag(layout, 'X509Data', [value])]);
  }
  const content =
    form.kind === 'X509v3' ? keyIdentifier(form.prefix, certificate) : issuerSerial(certificate);
  const name = `${form.prefix}SecurityTokenReference`;
  return tag(layout, 'KeyInfo', [`<${name}>${content}</${name}>`]);
}

function keyIdentifier(prefix: string, certificate: Certificate): string {
  const name = `${prefix}KeyIdentifier`;
  const types = `EncodingType="${BASE64_BINARY}" ValueType="${X509V3}"`;
  return `<${name} ${types}>${bytesToBase64(certificate.der)}</${name}>`;
}

function issuerSerial(certificate: Certificate): string {
  const issuer = tag('compact', 'X509IssuerName', [escapeText(issuerName(certificate.issuerDer))]);
  const serial = tag('compact', 'X509SerialNumber', [serialDecimal(certificate)]);
  return tag('compact', 'X509Data', [tag('compact', 'X509IssuerSerial', [issuer, serial])]);
}

function tag(layout: XmlLayout, local: string, content: readonly string[], attributes = ''): string {
  const end = LINE_ENDS[layout];
  return [`<ds:${local}${attributes}>`, ...content, `</ds:${local}>`].join(end);
}

function method(local: string, uri: string): string {
  return `<ds:${local} Algorithm="${uri}"/>`;
}

function base64(layout: XmlLayout, bytes: Uint8Array): string {
  const text = bytesToBase64(bytes);
  return layout === 'compact' ? text : (text.match(/.{1,76}/g) ?? []).join('&#13;\n');
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
