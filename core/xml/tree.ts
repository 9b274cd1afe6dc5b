/**
 * The tree that the reader builds: what Canonical XML's data model needs (namespaces already resolved, references already
 * replaced) and, for every element, where it stands in the text, so that a signature is put in without rewriting the rest.
 */

export interface XmlAttribute {
  /** As written, with its prefix. */
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  /** Namespace name; '' for none. */
  readonly uri: string;
  readonly value: string;
}

/** Places in the text, in UTF-16 units. A self-closed element has no content: both content places are its end. */
export interface XmlSpan {
  readonly start: number;
  readonly contentStart: number;
  readonly contentEnd: number;
  readonly end: number;
}

export interface XmlElement {
  readonly kind: 'element';
  readonly name: string;
  readonly prefix: string;
  readonly local: string;
  readonly uri: string;
  /** Without the namespace declarations. */
  readonly attributes: readonly XmlAttribute[];
  /** The declarations written on this element: prefix ('' for the default one) to namespace name. */
  readonly namespaces: ReadonlyMap<string, string>;
  readonly parent: XmlElement | null;
  readonly children: readonly XmlNode[];
  readonly span: XmlSpan;
}

export interface XmlText {
  readonly kind: 'text';
  readonly data: string;
  /** Canonical forms do not tell a CDATA section from text; whoever reads the document next may. */
  readonly cdata: boolean;
}

export interface XmlComment {
  readonly kind: 'comment';
  readonly data: string;
}

export interface XmlInstruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly data: string;
}

export type XmlNode = XmlElement | XmlText | XmlComment | XmlInstruction;

export interface XmlDocument {
  readonly kind: 'document';
  readonly text: string;
  readonly root: XmlElement;
  /** The root, and the comments and instructions around it. */
  readonly children: readonly XmlNode[];
}

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** Namespace name to which `prefix` is bound at this element; undefined for none, '' for a default that was taken back. */
export function lookupNamespace(element: XmlElement | null, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE;
  for (let at = element; at !== null; at = at.parent) {
    const uri = at.namespaces.get(prefix);
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** Every element in document order, without recursion: the depth of a stranger's document is not our stack's. */
export function* elementsOf(root: XmlElement): Generator<XmlElement> {
  const stack: XmlElement[] = [root];
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    yield element;
    for (let index = element.children.length - 1; index >= 0; index--) {
      const child = element.children[index];
      if (child?.kind === 'element') stack.push(child);
    }
  }
}

export function childElements(parent: XmlElement): XmlElement[] {
  return parent.children.filter(child => child.kind === 'element');
}

/** Value of the attribute with this local name and namespace; null where there is none. */
export function attributeOf(element: XmlElement, local: string, uri = ''): string | null {
  return element.attributes.find(found => found.local === local && found.uri === uri)?.value ?? null;
}

/** Whether a node is an element of this namespace and name. */
export function isElement(node: XmlElement, uri: string, local: string): boolean;
export function isElement(node: XmlNode | undefined, uri: string, local: string): node is XmlElement;
export function isElement(node: XmlNode | undefined, uri: string, local: string): boolean {
  return node?.kind === 'element' && node.local === local && node.uri === uri;
}

/** Whether `inner` is `outer` or inside of it. */
export function contains(outer: XmlElement, inner: XmlElement): boolean {
  for (let at: XmlElement | null = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** White space of XML 1.0 §2.3 and nothing else; a no-break space is content. */
export function isBlank(text: string): boolean {
  return /^[\t\n\r ]*$/.test(text);
}

/** Where an element stands, for a person: names with their position among brothers of the same name. */
export function pathOf(element: XmlElement): string {
  const steps: string[] = [];
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    const { name, parent } = at;
    const same = parent === null ? [] : childElements(parent).filter(child => child.name === name);
    steps.unshift(same.length > 1 ? `${name}[${same.indexOf(at) + 1}]` : name);
  }
  return `/${steps.join('/')}`;
}
