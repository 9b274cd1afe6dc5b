/** What attacks on XML signatures are made with: the documents that are attacked, and changes that must find their place. */
/** enveloped: the document. byId: the element /doc/order. wsse: Body of a SOAP message. */
export type AttackedDocument = 'enveloped' | 'byId' | 'wsse';

export interface Attack {
  readonly on: AttackedDocument;
  /** The finding by which it is refused: first step that is not ok, or what reading throws. */
  readonly finding: string;
  readonly forge: (xml: string, stranger: Uint8Array) => string;
}

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
export const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

export const DOCUMENTS: Readonly<Record<AttackedDocument, string>> = {
  enveloped: '<p:doc xmlns:p="urn:pay"><p:amount>100</p:amount><p:to iban="KZ1">Асан</p:to></p:doc>',
  byId: '<doc><order Id="o1"><amount>100</amount></order><place/></doc>',
  wsse:
    '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/>' +
    '<s:Body><pay><amount>100</amount></pay></s:Body></s:Envelope>',
};

/** A replacement that must find what it replaces: an attack that changes nothing proves nothing. */
export function swap(xml: string, what: string | RegExp, into: string): string {
  const result = xml.replace(what, () => into);
  if (result === xml) throw new Error(`nothing to replace: ${String(what)}`);
  return result;
}

export function part(xml: string, pattern: RegExp): string {
  const found = pattern.exec(xml)?.[0];
  if (found === undefined) throw new Error(`nothing to take: ${String(pattern)}`);
  return found;
}

export const SIGNATURE = /<ds:Signature .*<\/ds:Signature>/s;
export const ORDER = /<order .*?<\/order>/s;
export const BODY = /<s:Body.*?<\/s:Body>/s;
export const evil = (element: string): string => element.replace('100', '1000000');

/** Changes the text of the first element ds:`tag`. */
export function inside(xml: string, tag: string, change: (content: string) => string): string {
  const content = part(xml, new RegExp(`<ds:${tag}>[^<]*`)).slice(tag.length + 5);
  return swap(xml, `<ds:${tag}>${content}`, `<ds:${tag}>${change(content)}`);
}

export const withTransform =
  (uri: string, content = ''): ((xml: string) => string) =>
  xml =>
    swap(
      xml,
      '</ds:Transforms>',
      `<ds:Transform Algorithm="${uri}">${content}</ds:Transform></ds:Transforms>`,
    );

export const withUri =
  (uri: string): ((xml: string) => string) =>
  xml =>
    swap(xml, / URI="[^"]*"/, ` URI="${uri}"`);

export const withMethod =
  (uri: string, content = ''): ((xml: string) => string) =>
  xml =>
    swap(
      xml,
      /<ds:SignatureMethod [^>]*\/>/,
      `<ds:SignatureMethod Algorithm="${uri}">${content}</ds:SignatureMethod>`,
    );

/** The signed order goes elsewhere and another takes its place. */
export const relocate =
  (to: (order: string) => string, substitute: string): ((xml: string) => string) =>
  xml => {
    const order = part(xml, ORDER);
    return swap(swap(xml, order, substitute), '<place/>', to(order));
  };

/** The signed order goes into the signature, and one with another amount takes its place. */
export const hide =
  (into: (order: string) => string, closing: string): ((xml: string) => string) =>
  xml => {
    const order = part(xml, ORDER);
    return swap(swap(xml, order, evil(order).replace('o1', 'o2')), closing, into(order));
  };

export const secondId =
  (attribute: string): ((xml: string) => string) =>
  xml =>
    swap(xml, '<place/>', `<order ${attribute}><amount>1000000</amount></order>`);
