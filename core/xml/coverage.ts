/** Whether what a signature covers is what a reader of the document takes for signed. */
import type { SignatureCoverage } from '../../contract/report.ts';
import { failed, failedBy, ok, unknown } from '../signing/findings.ts';
import type { Finding } from '../signing/findings.ts';
import { visible } from '../x509/names.ts';
import { isInSecurityHeader, isSoapEnvelope, readSoapMessage } from './soap.ts';
import { attributeOf, elementsOf, isBlank, pathOf } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';
import { WSU } from './names.ts';
import { selectElement } from './xpath.ts';

export type Target = XmlDocument | XmlElement;

export interface CoverageQuestion {
  readonly document: XmlDocument;
  readonly signature: XmlElement;
  readonly targets: readonly Target[];
  /** XPath of the element that the asker relies on. */
  readonly expected: string | null;
}

/**
 * ok: the signature covers the whole document, or the element that was asked for, or Body of a SOAP message whose
 * structure leaves no other Body to be taken for it. unknown: it covers some element, and whether that is what counts the
 * program cannot know; or it does not protect how a text is cut.
 */
export function coverageFinding(question: CoverageQuestion): Finding {
  const scope = scopeFinding(question);
  if (scope.status === 'failed') return scope;
  const [split] = question.targets.map(target => splitText(rootOf(target))).filter(found => found !== null);
  return split === undefined ? scope : unknown('xml.split-text', { element: nameOf(split) });
}

function scopeFinding(question: CoverageQuestion): Finding {
  const { document, signature, targets, expected } = question;
  const covered = new Set(targets.map(rootOf));
  if (expected !== null) return expectedFinding(document, covered, expected);
  if (coversDocument(document, targets)) return ok;
  if (isSoapEnvelope(document.root)) {
    const message = readSoapMessage(document);
    const protects = message !== null && covered.has(message.body) && isInSecurityHeader(message, signature);
    return protects ? ok : failed('xml.soap-structure', {});
  }
  return unknown('xml.partial', { element: nameOf([...covered][0] ?? document.root) });
}

/** An instruction beside the root can name a style sheet that shows another document: a reference to the root misses it. */
function coversDocument(document: XmlDocument, targets: readonly Target[]): boolean {
  const bare = document.children.every(({ kind }) => kind !== 'instruction');
  return targets.some(target => target === document || (target === document.root && bare));
}

function expectedFinding(document: XmlDocument, covered: ReadonlySet<XmlElement>, path: string): Finding {
  try {
    const wanted = selectElement(document, path);
    for (let at: XmlElement | null = wanted; at !== null; at = at.parent) if (covered.has(at)) return ok;
    return failed('xml.partial', { element: nameOf([...covered][0] ?? document.root) });
  } catch (error) {
    return failedBy(error);
  }
}

/** What the report says of it. */
export function coverageOf(targets: readonly Target[]): SignatureCoverage[] {
  return targets.map(target =>
    target.kind === 'document'
      ? { path: '/', id: null }
      : {
          path: shown(pathOf(target)),
          id: shownId(attributeOf(target, 'Id') ?? attributeOf(target, 'Id', WSU)),
        },
  );
}

/**
 * An element whose text is cut by a comment or a CDATA section's border. Canonical forms keep no trace of either, so
 * anyone may add the cut without breaking the signature, and a program that reads the first piece of text alone then sees
 * another value: "admin<!---->.example" for "admin.example".
 */
function splitText(root: XmlElement): XmlElement | null {
  for (const element of elementsOf(root)) if (hasSplitText(element)) return element;
  return null;
}

function hasSplitText(element: XmlElement): boolean {
  let pieces = 0;
  for (const child of element.children) {
    if (child.kind === 'element' || child.kind === 'instruction') pieces = 0;
    else if (child.kind === 'text' && !isBlank(child.data)) pieces++;
    if (pieces > 1) return true;
  }
  return false;
}

function rootOf(target: Target): XmlElement {
  return target.kind === 'document' ? target.root : target;
}

function nameOf(element: XmlElement): string {
  return shown(element.name);
}

function shownId(id: string | null): string | null {
  return id === null ? null : shown(id);
}

/** Names come from a stranger's document: no longer than a line, and without characters that pretend. */
function shown(text: string): string {
  return visible(text.slice(0, 200));
}
