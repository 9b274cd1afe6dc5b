/** Changes to a document's text at the places of its elements: everything else stays as its author wrote it. */
import type { XmlElement } from './tree.ts';

export interface Splice {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

/** Puts text at the end of an element's content, opening the element where it is self-closed. */
export function append(text: string, element: XmlElement, insert: string): Splice {
  const { start, contentEnd, end } = element.span;
  if (contentEnd < end) return { at: contentEnd, remove: 0, insert };
  return { at: start, remove: end - start, insert: `${openingOf(text, element)}${insert}</${element.name}>` };
}

/** The start tag of an element, also of one that is self-closed. */
export function openingOf(text: string, { span }: XmlElement): string {
  return text.slice(span.start, span.contentStart).replace(/\s*\/>$/, '>');
}

/** Puts text before an element. */
export function before(element: XmlElement, insert: string): Splice {
  return { at: element.span.start, remove: 0, insert };
}

/** Adds attributes to an element, as text with a leading space. */
export function addAttributes(element: XmlElement, insert: string): Splice {
  return { at: element.span.start + 1 + element.name.length, remove: 0, insert };
}

/** Applies changes whose places do not overlap. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((a, b) => b.at - a.at)
    .reduce(
      (result, { at, remove, insert }) => result.slice(0, at) + insert + result.slice(at + remove),
      text,
    );
}
