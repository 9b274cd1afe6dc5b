/**
 * The part of XPath 1.0 with which portals point at an element: paths over the child and descendant axes, names and `*`,
 * and predicates on position, name and attributes. No functions beyond those, no axes, no expressions: nothing that could
 * run long or mean more than it shows. Anything else is xml.xpath, never a guess.
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { childElements, elementsOf, lookupNamespace } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

type Test = (element: XmlElement, position: number, count: number) => boolean;
interface Step {
  /** After `//`: also below the children. */
  readonly deep: boolean;
  readonly name: Test;
  /** One per pair of brackets: each counts positions among what the one before let through (XPath 1.0 §2.4). */
  readonly predicates: readonly Test[];
}

const LONGEST = 2_000;
const NAME = String.raw`[\p{L}_][\p{L}\p{N}\p{M}._·-]*`;
const SPACE = String.raw`[\t\n\r ]*`;
const STEP = new RegExp(
  String.raw`${SPACE}(\/\/?)${SPACE}(?:child::)?(?:(?<prefix>${NAME}):)?(?<local>${NAME}|\*)(?![\p{L}\p{N}:(])`,
  'uy',
);
const PREDICATE = new RegExp(String.raw`${SPACE}\[((?:[^\]"']|"[^"]*"|'[^']*')*)\]`, 'uy');
const CONDITION = new RegExp(
  String.raw`^${SPACE}(?:(?:position\(\)${SPACE}=${SPACE})?(?<position>[1-9][0-9]{0,8})|(?<last>last\(\))|` +
    String.raw`(?:(?<fn>local-name|name|namespace-uri)\(\)|@(?:(?<prefix>${NAME}):)?(?<attribute>${NAME}))` +
    String.raw`${SPACE}=${SPACE}(?:"(?<double>[^"]*)"|'(?<single>[^']*)'))${SPACE}$`,
  'u',
);
const AND = /"[^"]*"|'[^']*'|[\t\n\r ]and[\t\n\r ]/g;

/**
 * The elements that `path` selects, each once. A path without a leading slash starts at the document as well. An unprefixed
 * name means no namespace, as in XPath 1.0; a prefix means what it is bound to where the element stands.
 * Errors: xml.xpath.
 */
export function selectElements(document: XmlDocument, path: string): XmlElement[] {
  let contexts: readonly (XmlElement | null)[] = [null];
  for (const step of parsePath(path)) {
    const from = step.deep ? withDescendants(document, contexts) : contexts;
    const found = new Set<XmlElement>();
    for (const context of from) {
      const children = context === null ? [document.root] : childElements(context);
      for (const element of choose(children, step)) found.add(element);
    }
    contexts = [...found];
  }
  return contexts.filter(element => element !== null);
}

/** The one element that `path` selects. Errors: xml.xpath, xml.element-not-one. */
export function selectElement(document: XmlDocument, path: string): XmlElement {
  const [element, ...others] = selectElements(document, path);
  if (element === undefined || others.length > 0) {
    throw new TanbaError('xml.element-not-one', {
      path,
      count: element === undefined ? 0 : 1 + others.length,
    });
  }
  return element;
}

function choose(children: readonly XmlElement[], step: Step): readonly XmlElement[] {
  let chosen = children.filter(child => step.name(child, 0, 0));
  for (const predicate of step.predicates) {
    const { length } = chosen;
    chosen = chosen.filter((element, index) => predicate(element, index + 1, length));
  }
  return chosen;
}

function withDescendants(
  document: XmlDocument,
  contexts: readonly (XmlElement | null)[],
): Iterable<XmlElement | null> {
  const found = new Set<XmlElement | null>();
  for (const context of contexts) {
    if (found.has(context)) continue;
    found.add(context);
    for (const element of elementsOf(context ?? document.root)) found.add(element);
  }
  return found;
}

function parsePath(path: string): Step[] {
  const refused = (): TanbaError => new TanbaError('xml.xpath', { path: path.slice(0, 200) });
  if (path.length > LONGEST) throw refused();
  const text = /^[\t\n\r ]*\//.test(path) ? path : `/${path}`;
  const steps: Step[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    STEP.lastIndex = at;
    const step = STEP.exec(text);
    if (step === null) throw refused();
    at = STEP.lastIndex;
    const predicates: Test[] = [];
    PREDICATE.lastIndex = at;
    for (let found = PREDICATE.exec(text); found !== null; found = PREDICATE.exec(text)) {
      at = PREDICATE.lastIndex;
      predicates.push(parsePredicate(found[1] ?? '', refused));
    }
    steps.push({ deep: step[1] === '//', name: nameTest(step.groups ?? {}), predicates });
  }
  return steps;
}

function nameTest({ prefix, local }: Readonly<Record<string, string | undefined>>): Test {
  return element => {
    if (local !== '*' && element.local !== local) return false;
    if (prefix !== undefined) return lookupNamespace(element, prefix) === element.uri;
    return local === '*' || element.uri === '';
  };
}

function parsePredicate(text: string, refused: () => TanbaError): Test {
  const conditions = splitAnd(text).map(part => {
    const found = CONDITION.exec(part);
    if (found === null) throw refused();
    return condition(found.groups ?? {});
  });
  return (element, position, count) => conditions.every(test => test(element, position, count));
}

/** Cuts at `and` between conditions, not at one inside a literal. */
function splitAnd(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const found of text.matchAll(AND)) {
    if (/^["']/.test(found[0])) continue;
    parts.push(text.slice(from, found.index));
    from = found.index + found[0].length;
  }
  return [...parts, text.slice(from)];
}

const FUNCTIONS: Readonly<Record<string, (element: XmlElement) => string>> = {
  'local-name': element => element.local,
  name: element => element.name,
  'namespace-uri': element => element.uri,
};

function condition(parts: Readonly<Record<string, string | undefined>>): Test {
  const { position, last, fn, prefix, attribute } = parts;
  if (position !== undefined) return (_element, at) => at === Number(position);
  if (last !== undefined) return (_element, at, count) => at === count;
  const value = parts['double'] ?? parts['single'] ?? '';
  if (fn !== undefined) return element => FUNCTIONS[fn]?.(element) === value;
  return element => {
    const uri = prefix === undefined ? '' : lookupNamespace(element, prefix);
    return element.attributes.some(
      found => found.local === attribute && found.uri === uri && found.value === value,
    );
  };
}
