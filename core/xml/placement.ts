/** What is signed and where the signature goes, for each kind of reference that portals ask for. */
import { TanbaError } from '../../contract/errors/index.ts';
import { readText, xmlDeclaration } from './encoding.ts';
import { elementsById } from './ids.ts';
import { DECLARATION } from './layout.ts';
import type { KeyInfoForm } from './layout.ts';
import { C14N, C14N_WITH_COMMENTS, ENVELOPED, EXC_C14N, WSU } from './names.ts';
import { parseXml } from './parse.ts';
import { findSecurityHeader, readSoapMessage, withSecurityHeader } from './soap.ts';
import { isReferable } from './read-signature.ts';
import { attributeOf, contains } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';
import { selectElement } from './xpath.ts';

export type XmlReferenceRequest =
  /** The whole document; the signature becomes the last child of the root. */
  | { readonly kind: 'enveloped' }
  /**
   * The element with this Id, or the one that the XPath selects (it needs an attribute `Id`). The signature becomes the last
   * child of the element that `parentXPath` selects, else of the root.
   */
  | {
      readonly kind: 'id';
      readonly id?: string;
      readonly elementXPath?: string;
      readonly parentXPath?: string;
    }
  /** Body of a SOAP message, by its wsu:Id; `bodyId` is what Body gets where it has none. */
  | {
      readonly kind: 'wsse';
      readonly keyIdentifier: 'X509v3' | 'issuerSerial';
      readonly bodyId: string;
    };

export interface Placement {
  /** As it came. */
  readonly original: XmlDocument;
  /** With all that the signature needs around it. */
  readonly document: XmlDocument;
  readonly parent: XmlElement;
  readonly target: XmlDocument | XmlElement;
  readonly uri: string;
  readonly canonicalization: string;
  readonly transforms: readonly string[];
  readonly keyInfo: KeyInfoForm;
}

/**
 * Errors: those of readText() and parseXml(), xml.xpath, xml.element-not-one, xml.no-id, xml.not-soap.
 */
export function place(xml: Uint8Array | string, reference: XmlReferenceRequest): Placement {
  const document = parseXml(withDeclaration(readText(xml)));
  if (reference.kind === 'enveloped') return placeEnveloped(document);
  if (reference.kind === 'id') return placeById(document, reference);
  return placeInSecurityHeader(document, reference);
}

/** Signed text is UTF-8 whatever it was before, and says so. */
function withDeclaration(text: string): string {
  return DECLARATION + text.slice(xmlDeclaration(text)?.length ?? 0).trimStart();
}

function placeEnveloped(document: XmlDocument): Placement {
  return {
    original: document,
    document,
    parent: document.root,
    target: document,
    uri: '',
    canonicalization: C14N,
    transforms: [ENVELOPED, C14N_WITH_COMMENTS],
    keyInfo: { kind: 'x509' },
  };
}

function placeById(
  document: XmlDocument,
  { id, elementXPath, parentXPath }: Extract<XmlReferenceRequest, { kind: 'id' }>,
): Placement {
  const target = elementById(document, id ?? idAt(document, elementXPath ?? ''));
  if (elementXPath !== undefined && selectElement(document, elementXPath) !== target) throw noId(target);
  const parent = parentXPath === undefined ? document.root : selectElement(document, parentXPath);
  return {
    original: document,
    document,
    parent,
    target,
    uri: `#${attributeOf(target, 'Id')}`,
    canonicalization: EXC_C14N,
    // Kalkan writes the canonical form alone; inside its own target a signature must also leave itself out.
    transforms: contains(target, parent) ? [ENVELOPED, C14N_WITH_COMMENTS] : [C14N_WITH_COMMENTS],
    keyInfo: { kind: 'x509' },
  };
}

function idAt(document: XmlDocument, path: string): string {
  const element = selectElement(document, path);
  const id = attributeOf(element, 'Id');
  if (id === null) throw noId(element);
  return id;
}

/** The element that every reader will find: with `Id`, as Kalkan wants it, and with no other that could be meant. */
function elementById({ root }: XmlDocument, id: string): XmlElement {
  const found = elementsById(root).get(id) ?? [];
  const [element] = found;
  if (element === undefined || found.length > 1) {
    throw new TanbaError('xml.element-not-one', { path: `#${id}`, count: found.length });
  }
  if (attributeOf(element, 'Id') !== id || !isReferable(id)) throw noId(element);
  return element;
}

function noId(element: XmlElement): TanbaError {
  return new TanbaError('xml.no-id', { element: element.name });
}

function placeInSecurityHeader(
  original: XmlDocument,
  { keyIdentifier, bodyId }: Extract<XmlReferenceRequest, { kind: 'wsse' }>,
): Placement {
  const document = parseXml(withSecurityHeader(original, bodyId));
  const message = readSoapMessage(document);
  const security = message === null ? null : findSecurityHeader(message);
  if (message === null || security === null) throw new TanbaError('xml.not-soap', {});
  return {
    original,
    document,
    parent: security,
    target: message.body,
    uri: `#${attributeOf(message.body, 'Id', WSU)}`,
    canonicalization: EXC_C14N,
    transforms: [EXC_C14N],
    keyInfo: { kind: keyIdentifier, prefix: security.prefix === '' ? '' : `${security.prefix}:` },
  };
}
