/**
 * Reading with a closed expectation: the children in their order, the attributes by name, nothing else. Signature wrapping
 * lives on readers that take the first thing that fits and pass over the rest.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { base64ToBytes, bytesToBase64 } from '../bytes.ts';
import { DS, WSU } from './names.ts';
import { attributeOf, isBlank, isElement } from './tree.ts';
import type { XmlElement } from './tree.ts';

/** What does not have the shape that it must have. */
export function misshapen(element: XmlElement): TanbaError {
  return new TanbaError('xml.structure', { element: element.name.slice(0, 60) });
}

/** Attributes that may stand anywhere in a signature and mean nothing to us. */
function isIdentifier(local: string, uri: string): boolean {
  return (local === 'Id' && uri === '') || (local === 'Id' && uri === WSU);
}

/** The children of one element, taken one after another. Errors: xml.structure. */
export class Shape {
  readonly #owner: XmlElement;
  readonly #children: readonly XmlElement[];
  #next = 0;

  /** Refuses attributes that are not expected, text, comments and instructions. */
  constructor(owner: XmlElement, attributes: readonly string[] = []) {
    this.#owner = owner;
    expectAttributes(owner, attributes);
    this.#children = owner.children.flatMap(child => {
      if (child.kind === 'element') return [child];
      if (child.kind !== 'text' || child.cdata || !isBlank(child.data)) throw misshapen(owner);
      return [];
    });
  }

  optional(local: string, uri: string = DS): XmlElement | null {
    const child = this.#children[this.#next];
    if (!isElement(child, uri, local)) return null;
    this.#next++;
    return child;
  }

  take(local: string, uri: string = DS): XmlElement {
    const child = this.optional(local, uri);
    if (child === null) throw misshapen(this.#children[this.#next] ?? this.#owner);
    return child;
  }

  /** As many as there are of one name. */
  all(local: string, uri: string = DS): XmlElement[] {
    const found: XmlElement[] = [];
    for (let child = this.optional(local, uri); child !== null; child = this.optional(local, uri)) {
      found.push(child);
    }
    return found;
  }

  end(): void {
    const child = this.#children[this.#next];
    if (child !== undefined) throw misshapen(child);
  }
}

function expectAttributes(element: XmlElement, names: readonly string[]): void {
  for (const { local, uri } of element.attributes) {
    if (!isIdentifier(local, uri) && !(uri === '' && names.includes(local))) throw misshapen(element);
  }
}

/** Value of an attribute that must be there, without a namespace. */
export function requiredAttribute(element: XmlElement, local: string): string {
  const value = attributeOf(element, local);
  if (value === null) throw misshapen(element);
  return value;
}

/** Text of an element that holds nothing but text. */
export function plainText(element: XmlElement, attributes: readonly string[] = []): string {
  expectAttributes(element, attributes);
  return element.children
    .map(child => {
      if (child.kind !== 'text' || child.cdata) throw misshapen(element);
      return child.data;
    })
    .join('');
}

/** Bytes of an element that holds base64: white space of XML may stand anywhere, nothing else may, and not a bit is left over. */
export function base64Content(element: XmlElement, attributes: readonly string[] = []): Uint8Array {
  const text = plainText(element, attributes).replace(/[\t\n\r ]+/g, '');
  try {
    const bytes = base64ToBytes(text);
    if (bytes.length > 0 && bytesToBase64(bytes) === text) return bytes;
  } catch {
    // Said below: what is not base64 is misshapen, whatever the decoder calls it.
  }
  throw misshapen(element);
}
