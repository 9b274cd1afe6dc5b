/** DER as a tree that can be written wrongly: every element with a length of its own making. */
import { derHeader } from '../../../core/asn1/definite.ts';
import { elementEnd, readHeader, tags } from '../../../core/asn1/tlv.ts';
import { concatBytes } from '../../../core/bytes.ts';

/** How an element's length is written; `lie` writes another length than there is. */
export type LengthForm =
  | { readonly kind: 'der' | 'indefinite' | 'endless' }
  | { readonly kind: 'padded'; readonly octets: number }
  | { readonly kind: 'lie'; readonly length: number };

export interface DerNode {
  tag: number;
  form: LengthForm;
  /** Octets before the children: the count of unused bits of a BIT STRING that holds DER. */
  lead: Uint8Array;
  /** Null for what is not made of elements. */
  children: DerNode[] | null;
  content: Uint8Array;
}

const none = new Uint8Array();
const der: LengthForm = { kind: 'der' };

export function leaf(tag: number, content: Uint8Array): DerNode {
  return { tag, form: der, lead: none, children: null, content };
}

export function parent(tag: number, children: DerNode[]): DerNode {
  return { tag, form: der, lead: none, children, content: none };
}

/** All elements of the bytes, those hidden in octet and bit strings among them; null where the bytes are not made of elements. */
export function readTree(bytes: Uint8Array): DerNode[] | null {
  try {
    const nodes: DerNode[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = elementEnd(bytes, at);
      nodes.push(readNode(bytes.subarray(at, end)));
      at = end;
    }
    return nodes;
  } catch {
    return null;
  }
}

function readNode(bytes: Uint8Array): DerNode {
  const { tag, constructed, headerLength, length } = readHeader(bytes, 0);
  const content = bytes.subarray(headerLength, length === null ? bytes.length - 2 : headerLength + length);
  const form: LengthForm = { kind: length === null ? 'indefinite' : 'der' };
  if (constructed) return { ...parent(tag, readTree(content) ?? []), form };
  const lead = content.subarray(0, tag === tags.bitString ? 1 : 0);
  const inner = content.subarray(lead.length);
  const hides = (tag === tags.octetString || tag === tags.bitString) && looksLikeElement(inner);
  const children = hides ? readTree(inner) : null;
  return children === null ? leaf(tag, content) : { tag, form, lead, children, content: none };
}

/** Few things that are not DER begin like it and end where it says. */
function looksLikeElement(bytes: Uint8Array): boolean {
  return (
    bytes.length > 2 &&
    [tags.sequence, tags.set, tags.octetString, tags.integer].some(tag => tag === bytes[0])
  );
}

export function writeTree(nodes: readonly DerNode[]): Uint8Array {
  return concatBytes(...nodes.map(writeNode));
}

function writeNode(node: DerNode): Uint8Array {
  const content = node.children === null ? node.content : concatBytes(node.lead, writeTree(node.children));
  const { tag, form } = node;
  if (form.kind === 'indefinite') return concatBytes(Uint8Array.of(tag, 0x80), content, new Uint8Array(2));
  if (form.kind === 'endless') return concatBytes(Uint8Array.of(tag, 0x80), content);
  if (form.kind === 'padded') return concatBytes(paddedHeader(tag, content.length, form.octets), content);
  return concatBytes(derHeader(tag, form.kind === 'lie' ? form.length : content.length), content);
}

/** A length with zeros in front, which BER allows. */
function paddedHeader(tag: number, length: number, octets: number): Uint8Array {
  const header = new Uint8Array(2 + octets);
  header.set([tag, 0x80 | octets]);
  for (let at = octets + 1, rest = length; at > 1; at--, rest = Math.floor(rest / 256)) header[at] = rest;
  return header;
}

export function copyNode(node: DerNode): DerNode {
  return { ...node, children: node.children?.map(copyNode) ?? null };
}
