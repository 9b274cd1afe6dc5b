/**
 * Strict reading of a document that will be signed or verified.
 *
 * saxes checks well-formedness (XML 1.0 fifth edition) and namespaces; this file adds what signatures need besides: no
 * document type (thus no entities, no default attributes, no ID types from outside), caps, and places in the text.
 * Why saxes: docs/adr/0009-xml-reading.md.
 */
import { SaxesParser } from 'saxes';
import type { SaxesTagNS } from 'saxes';
import { TanbaError } from '../../contract/errors/index.ts';
import { LIMITS } from './limits.ts';
import type { XmlAttribute, XmlDocument, XmlElement, XmlNode, XmlSpan } from './tree.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface OpenElement extends XmlElement {
  readonly children: XmlNode[];
  readonly span: Mutable<XmlSpan>;
}

const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
/** XML 1.0 production 4a: characters that may go on in a name and not begin one. */
const NOT_FIRST = /^[-.0-9\u00B7\u0300-\u036F\u203F\u2040]/;
const NO_NAMESPACES: ReadonlyMap<string, string> = new Map();

/**
 * The tree of an XML 1.0 document.
 * Errors: xml.doctype, xml.malformed (with the place), xml.too-large, xml.too-deep, xml.encoding (XML 1.1 counts as one:
 * it has other line ends and other characters).
 */
export function parseXml(text: string): XmlDocument {
  if (text.length > LIMITS.length || countOf(text, '&') > LIMITS.ampersands) throw tooLarge();
  return new Reader(text).read();
}

class Reader {
  readonly #text: string;
  readonly #parser: SaxesParser<{ xmlns: true }>;
  readonly #around: XmlNode[] = [];
  readonly #open: OpenElement[] = [];
  #root: XmlElement | null = null;
  #tagStart = 0;
  #nodes = 0;
  /** Of the tag that is being read. */
  #attributesRead = 0;

  constructor(text: string) {
    this.#text = text;
    this.#parser = new SaxesParser({ xmlns: true });
    this.#listen(this.#parser);
  }

  read(): XmlDocument {
    this.#parser.write(this.#text).close();
    if (this.#root === null) throw this.#malformed();
    return { kind: 'document', text: this.#text, root: this.#root, children: this.#around };
  }

  #listen(parser: SaxesParser<{ xmlns: true }>): void {
    parser.on('error', cause => {
      throw this.#malformed(cause);
    });
    parser.on('doctype', () => {
      throw new TanbaError('xml.doctype', {});
    });
    parser.on('xmldecl', declaration => {
      if (declaration.version !== '1.0') throw new TanbaError('xml.encoding', { encoding: 'XML 1.1' });
    });
    parser.on('opentagstart', () => {
      this.#tagStart = this.#text.lastIndexOf('<', parser.position - 1);
      this.#attributesRead = 0;
    });
    parser.on('attribute', () => {
      if (++this.#attributesRead > LIMITS.attributes) throw tooLarge();
    });
    parser.on('opentag', tag => this.#openElement(tag, parser.position));
    parser.on('closetag', tag => this.#closeElement(tag, parser.position));
    parser.on('text', data => this.#addText(data, false));
    parser.on('cdata', data => this.#addText(data, true));
    parser.on('comment', data => this.#add({ kind: 'comment', data }));
    parser.on('processinginstruction', ({ target, body }) => {
      // saxes takes `<?p?x?>` for `<?p ?x?>`, and nobody needs the latter.
      if (body.startsWith('?')) throw this.#malformed();
      this.#add({ kind: 'instruction', target, data: body });
    });
  }

  #openElement(tag: SaxesTagNS, position: number): void {
    if (this.#open.length >= LIMITS.depth) throw new TanbaError('xml.too-deep', { limit: LIMITS.depth });
    this.#expectName(tag.local);
    const { attributes, namespaces } = this.#attributes(tag);
    const element: OpenElement = {
      kind: 'element',
      name: tag.name,
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      attributes,
      namespaces,
      parent: this.#open.at(-1) ?? null,
      children: [],
      span: { start: this.#tagStart, contentStart: position, contentEnd: position, end: position },
    };
    this.#add(element);
    this.#root ??= element;
    this.#open.push(element);
  }

  #attributes(tag: SaxesTagNS): {
    attributes: XmlAttribute[];
    namespaces: ReadonlyMap<string, string>;
  } {
    const attributes: XmlAttribute[] = [];
    const namespaces = new Map<string, string>();
    for (const { name, prefix, local, uri, value } of Object.values(tag.attributes)) {
      this.#count();
      this.#expectName(local);
      if (uri === XMLNS_NAMESPACE) namespaces.set(prefix === '' ? '' : local, value);
      else attributes.push({ name, prefix, local, uri, value });
    }
    return { attributes, namespaces: namespaces.size === 0 ? NO_NAMESPACES : namespaces };
  }

  /** Namespaces in XML 1.0 §4: what stands after a colon is a name of its own; saxes checks its characters, not its first. */
  #expectName(local: string): void {
    if (NOT_FIRST.test(local)) throw this.#malformed();
  }

  #closeElement(tag: SaxesTagNS, position: number): void {
    const element = this.#open.pop();
    if (element === undefined || tag.isSelfClosing) return;
    // An end tag holds no '<' but its first, so the last one before the position is where it starts.
    element.span.contentEnd = this.#text.lastIndexOf('<', position - 1);
    element.span.end = position;
  }

  #addText(data: string, cdata: boolean): void {
    // White space around the root is no part of XPath's data model, and saxes refuses anything else there.
    if (this.#open.length > 0) this.#add({ kind: 'text', data, cdata });
  }

  #add(node: XmlNode): void {
    this.#count();
    (this.#open.at(-1)?.children ?? this.#around).push(node);
  }

  #count(): void {
    if (++this.#nodes > LIMITS.nodes) throw tooLarge();
  }

  #malformed(cause?: unknown): TanbaError {
    const { line, column } = this.#parser;
    return new TanbaError('xml.malformed', { line, column }, { cause });
  }
}

function countOf(text: string, character: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at >= 0; at = text.indexOf(character, at + 1)) count++;
  return count;
}

function tooLarge(): TanbaError {
  return new TanbaError('xml.too-large', { limit: `${LIMITS.length / (1024 * 1024)} MB` });
}
