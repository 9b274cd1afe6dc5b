/** From a reference to the octets that it digests: what it points at, and what is left out. */
import { TanbaError } from '../../contract/errors/index.ts';
import { equalBytes } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import { verifySignature } from '../crypto/public-key.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import { canonicalize } from './c14n.ts';
import { elementsById } from './ids.ts';
import { LIMITS } from './limits.ts';
import { DS } from './names.ts';
import type { XmlReference, XmlSignature } from './read-signature.ts';
import { contains, isElement } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

/** A parsed document while its signatures are checked, from the last to the first. */
export class SignedXml {
  readonly document: XmlDocument;
  readonly #ids: ReadonlyMap<string, readonly XmlElement[]>;
  readonly #removed = new Set<XmlElement>();
  #work = 0;

  constructor(document: XmlDocument) {
    this.document = document;
    this.#ids = elementsById(document.root);
  }

  /** For the signatures before it, a signature that was checked is no longer there. */
  remove(signature: XmlElement): void {
    this.#removed.add(signature);
  }

  /**
   * What the reference points at: the document, or the one element with the Id.
   * Errors: xml.id-not-one, xml.transforms, xml.reference.
   */
  target(signature: XmlSignature, { uri, enveloped }: XmlReference): XmlDocument | XmlElement {
    const target = uri === '' ? this.document : this.#byId(uri.slice(1));
    // What holds the signature can only have been digested without it, and nothing else can have left it out.
    const holdsIt = target.kind === 'document' || contains(target, signature.element);
    if (enveloped !== holdsIt) throw new TanbaError('xml.transforms', {});
    if (target.kind === 'element' && isInSignature(target)) {
      throw new TanbaError('xml.reference', { uri: uri.slice(0, 120) });
    }
    return target;
  }

  #byId(id: string): XmlElement {
    const [element, ...others] = this.#ids.get(id) ?? [];
    if (element === undefined || others.length > 0) {
      const count = element === undefined ? 0 : 1 + others.length;
      throw new TanbaError('xml.id-not-one', { id: id.slice(0, 120), count });
    }
    return element;
  }

  /** Counts what so many references may cost. Errors: xml.too-complex. */
  expectWork(references: number): void {
    this.#work += references * this.document.text.length;
    if (this.#work > LIMITS.work) throw new TanbaError('xml.too-complex', {});
  }

  /** Whether the target still has the digest that the reference gives. Errors: xml.relative-namespace. */
  digestHolds(signature: XmlSignature, reference: XmlReference, target: XmlDocument | XmlElement): boolean {
    const octets = canonicalize(
      target,
      // XMLDSig §4.3.3.3: a same-document reference without XPointer never has comments, whatever the transform's name.
      { ...reference.canonicalization, comments: false },
      reference.enveloped ? new Set([...this.#removed, signature.element]) : this.#removed,
    );
    return equalBytes(digest(reference.digestName, octets), reference.digest);
  }
}

/** Whether SignatureValue is the key's signature over SignedInfo. Errors: xml.relative-namespace. */
export function signatureHolds(signature: XmlSignature, publicKey: PublicKey): boolean {
  const { family, digest: digestName } = signature.algorithm;
  if (publicKey.algorithm.family !== family) return false;
  const octets = canonicalize(signature.signedInfo, signature.canonicalization);
  return verifySignature(publicKey, digestName, digest(digestName, octets), signature.value);
}

function isInSignature(element: XmlElement): boolean {
  for (let at: XmlElement | null = element; at !== null; at = at.parent) {
    if (isElement(at, DS, 'Signature')) return true;
  }
  return false;
}
