/** SOAP messages (1.1 and 1.2) with a Web Services Security header: read strictly, and made ready for a signature. */
import { TanbaError } from '../../contract/errors/index.ts';
import { escapeAttribute } from './layout.ts';
import { SOAP, WSSE, WSU } from './names.ts';
import { addAttributes, append, applySplices, before } from './splice.ts';
import type { Splice } from './splice.ts';
import { attributeOf, childElements, isElement, lookupNamespace } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

export interface SoapMessage {
  readonly envelope: XmlElement;
  readonly header: XmlElement | null;
  readonly body: XmlElement;
}

export function isSoapEnvelope(element: XmlElement): boolean {
  return element.local === 'Envelope' && SOAP.includes(element.uri);
}

/** Header where there is one, and then Body, and nothing else; null for any other structure. */
export function readSoapMessage({ root }: XmlDocument): SoapMessage | null {
  if (!isSoapEnvelope(root)) return null;
  const children = childElements(root);
  const body = children.pop();
  const header = children.pop() ?? null;
  const fits =
    body !== undefined &&
    isElement(body, root.uri, 'Body') &&
    (header === null || isElement(header, root.uri, 'Header')) &&
    children.length === 0;
  return fits ? { envelope: root, header, body } : null;
}

/** The Security header in which an element stands directly; null where it does not stand in one. */
export function isInSecurityHeader({ header }: SoapMessage, element: XmlElement): boolean {
  const security = element.parent;
  return (
    security !== null &&
    isElement(security, WSSE, 'Security') &&
    header !== null &&
    security.parent === header
  );
}

/** The Security header for the final receiver: the one without an actor or role. */
export function findSecurityHeader({ header }: SoapMessage): XmlElement | null {
  if (header === null) return null;
  const candidates = childElements(header).filter(
    child =>
      isElement(child, WSSE, 'Security') &&
      !child.attributes.some(
        ({ local, uri }) => SOAP.includes(uri) && (local === 'actor' || local === 'role'),
      ),
  );
  return candidates[0] ?? null;
}

/**
 * The message with all that a signature needs: a Security header, and a wsu:Id on Body.
 * @param bodyId used where Body has none
 * @throws TanbaError `xml.not-soap`
 */
export function withSecurityHeader(document: XmlDocument, bodyId: string): string {
  const message = readSoapMessage(document);
  if (message === null) throw new TanbaError('xml.not-soap', {});
  const splices: Splice[] = [];
  if (attributeOf(message.body, 'Id', WSU) === null) splices.push(bodyIdSplice(message.body, bodyId));
  if (findSecurityHeader(message) === null) splices.push(securitySplice(document.text, message));
  return applySplices(document.text, splices);
}

function bodyIdSplice(body: XmlElement, id: string): Splice {
  const prefix = ['wsu', 'wsu1', 'wsu2'].find(
    candidate => lookupNamespace(body, candidate) === WSU || !body.namespaces.has(candidate),
  );
  const declaration = lookupNamespace(body, prefix!) === WSU ? '' : ` xmlns:${prefix}="${WSU}"`;
  return addAttributes(body, `${declaration} ${prefix}:Id="${escapeAttribute(id)}"`);
}

function securitySplice(text: string, { envelope, header, body }: SoapMessage): Splice {
  const { prefix, uri } = header ?? envelope;
  // An attribute without a prefix has no namespace, so a default namespace does not serve here.
  const soap = prefix === '' ? ` xmlns:soap="${uri}" soap` : ` ${prefix}`;
  const security = `<wsse:Security xmlns:wsse="${WSSE}"${soap}:mustUnderstand="1"></wsse:Security>`;
  if (header !== null) return append(text, header, security);
  const name = prefix === '' ? 'Header' : `${prefix}:Header`;
  return before(body, `<${name}>${security}</${name}>`);
}
