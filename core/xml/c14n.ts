/**
 * Canonical XML 1.0 (W3C REC-xml-c14n-20010315) and Exclusive XML Canonicalization 1.0 (REC-xml-exc-c14n-20020718), of a
 * whole document or of one element with all that is in it. Without recursion, and without copying what is in scope, so
 * that neither depth nor a crowd of namespaces costs more than its own length.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { utf8ToBytes } from '../bytes.ts';
import { lookupNamespace } from './tree.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlInstruction, XmlNode } from './tree.ts';

export interface Canonicalization {
  readonly exclusive: boolean;
  readonly comments: boolean;
  /** InclusiveNamespaces PrefixList of the exclusive form; '' is #default. */
  readonly inclusivePrefixes: readonly string[];
}

/** An element whose start tag is written and whose end tag is not. */
interface Frame {
  readonly element: XmlElement;
  readonly rendered: ReadonlyMap<string, string>;
  readonly outer: Frame | null;
  next: number;
}

const NOTHING: ReadonlyMap<string, string> = new Map();

/**
 * UTF-8 octets of the canonical form.
 * @throws TanbaError `xml.relative-namespace`: §2.1 forbids to go on
 * @param apex the document, or the element that stands at the top.
 * @param omit elements that are left out with their content (enveloped signatures).
 */
export function canonicalize(
  apex: XmlDocument | XmlElement,
  how: Canonicalization,
  omit: ReadonlySet<XmlElement> = new Set(),
): Uint8Array {
  const writer = new Writer(how, omit);
  if (apex.kind === 'element') writer.element(apex);
  else writer.document(apex);
  return utf8ToBytes(writer.parts.join(''));
}

class Writer {
  readonly parts: string[] = [];
  readonly #how: Canonicalization;
  readonly #omit: ReadonlySet<XmlElement>;

  constructor(how: Canonicalization, omit: ReadonlySet<XmlElement>) {
    this.#how = how;
    this.#omit = omit;
  }

  /** §2.3: what stands beside the root is set off from it by line feeds. */
  document(document: XmlDocument): void {
    let beforeRoot = true;
    for (const node of document.children) {
      if (node.kind === 'element') {
        this.element(node);
        beforeRoot = false;
        continue;
      }
      const written = this.#leaf(node);
      if (written !== '') this.parts.push(beforeRoot ? `${written}\n` : `\n${written}`);
    }
  }

  element(apex: XmlElement): void {
    if (this.#omit.has(apex)) return;
    let frame: Frame | null = this.#start(apex, null);
    while (frame !== null) {
      const child: XmlNode | undefined = frame.element.children[frame.next++];
      if (child === undefined) {
        this.parts.push(`</${frame.element.name}>`);
        frame = frame.outer;
      } else if (child.kind !== 'element') {
        this.parts.push(this.#leaf(child));
      } else if (!this.#omit.has(child)) {
        frame = this.#start(child, frame);
      }
    }
  }

  #start(element: XmlElement, outer: Frame | null): Frame {
    const rendered = this.#how.exclusive
      ? exclusiveNamespaces(element, outer, this.#how.inclusivePrefixes)
      : inclusiveNamespaces(element, outer);
    for (const uri of element.namespaces.values()) expectAbsolute(uri);
    if (outer === null) for (const uri of inScope(element).values()) expectAbsolute(uri);
    const inherited = outer === null && !this.#how.exclusive ? inheritedXmlAttributes(element) : [];
    const namespaces = [...rendered].sort((a, b) => compareCodePoints(a[0], b[0]));
    const attributes = [...inherited, ...element.attributes].sort(compareAttributes);
    this.parts.push(`<${element.name}`);
    for (const [prefix, uri] of namespaces) {
      this.parts.push(attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri));
    }
    for (const { name, value } of attributes) this.parts.push(attribute(name, value));
    this.parts.push('>');
    return { element, rendered, outer, next: 0 };
  }

  #leaf(node: Exclude<XmlNode, XmlElement>): string {
    if (node.kind === 'text') return escapeText(node.data);
    if (node.kind === 'instruction') return instruction(node);
    return this.#how.comments ? `<!--${escapeReturns(node.data)}-->` : '';
  }
}

/** A relative namespace name means another thing in each place; Santuario, libxml2 and the standard refuse it. */
function expectAbsolute(uri: string): void {
  if (uri !== '' && !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(uri)) {
    throw new TanbaError('xml.relative-namespace', { uri: uri.slice(0, 120) });
  }
}

/** C14N §2.3: every namespace in scope that the parent in the output does not have in scope with the same name. */
function inclusiveNamespaces(element: XmlElement, outer: Frame | null): ReadonlyMap<string, string> {
  if (outer === null) return inScope(element);
  if (element.namespaces.size === 0) return NOTHING;
  const rendered = new Map<string, string>();
  for (const [prefix, uri] of element.namespaces) {
    if (prefix !== 'xml' && uri !== (lookupNamespace(element.parent, prefix) ?? ''))
      rendered.set(prefix, uri);
  }
  return rendered;
}

function inScope(element: XmlElement): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    for (const [prefix, uri] of at.namespaces) if (!found.has(prefix)) found.set(prefix, uri);
  }
  found.delete('xml');
  if (found.get('') === '') found.delete('');
  return found;
}

/** Exclusive C14N §3: the prefixes that the element itself uses, and those of the list. */
function exclusiveNamespaces(
  element: XmlElement,
  outer: Frame | null,
  inclusivePrefixes: readonly string[],
): ReadonlyMap<string, string> {
  const used = new Set([element.prefix]);
  for (const { prefix } of element.attributes) if (prefix !== '') used.add(prefix);
  for (const prefix of inclusivePrefixes) {
    // Below the apex only a declaration can change what is in scope.
    if (outer === null || element.namespaces.has(prefix)) used.add(prefix);
  }
  used.delete('xml');
  const rendered = new Map<string, string>();
  for (const prefix of used) {
    const uri = lookupNamespace(element, prefix) ?? '';
    if (uri !== renderedAs(outer, prefix)) rendered.set(prefix, uri);
  }
  return rendered;
}

/** What the output has for a prefix already; '' for nothing. */
function renderedAs(frame: Frame | null, prefix: string): string {
  for (let at = frame; at !== null; at = at.outer) {
    const uri = at.rendered.get(prefix);
    if (uri !== undefined) return uri;
  }
  return '';
}

/** C14N §2.4: the top element of a subset takes the xml: attributes of its ancestors, the nearest of each name. */
function inheritedXmlAttributes(element: XmlElement): XmlAttribute[] {
  const found = new Map<string, XmlAttribute>();
  for (const { prefix, local } of element.attributes) if (prefix === 'xml') found.set(local, OWN);
  for (let at = element.parent; at !== null; at = at.parent) {
    for (const candidate of at.attributes) {
      if (candidate.prefix === 'xml' && !found.has(candidate.local)) found.set(candidate.local, candidate);
    }
  }
  return [...found.values()].filter(candidate => candidate !== OWN);
}

const OWN: XmlAttribute = { name: '', prefix: '', local: '', uri: '', value: '' };

function compareAttributes(a: XmlAttribute, b: XmlAttribute): number {
  return compareCodePoints(a.uri, b.uri) || compareCodePoints(a.local, b.local);
}

/** §2.2 sorts by code point; JavaScript's < compares UTF-16 units, which puts U+10000 before U+E000. */
function compareCodePoints(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  // Inside a surrogate pair the difference is that of the whole pair.
  if (at > 0 && /[\uDC00-\uDFFF]/.test(a.charAt(at) + b.charAt(at))) at--;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

function attribute(name: string, value: string): string {
  return ` ${name}="${value.replace(/[&<"\t\n\r]/g, character => IN_ATTRIBUTE[character] ?? character)}"`;
}

function escapeText(data: string): string {
  return data.replace(/[&<>\r]/g, character => IN_TEXT[character] ?? character);
}

function escapeReturns(data: string): string {
  return data.replaceAll('\r', '&#xD;');
}

function instruction({ target, data }: XmlInstruction): string {
  return data === '' ? `<?${target}?>` : `<?${target} ${escapeReturns(data)}?>`;
}

const IN_TEXT: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const IN_ATTRIBUTE: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
