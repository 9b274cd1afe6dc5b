/**
 * A ds:Signature element as data (W3C XMLDSig §4), out of the part of the standard that the field uses. Anything that this
 * reader does not know is an error, never passed over.
 *
 *     Signature  = SignedInfo SignatureValue KeyInfo?            (Object: refused)
 *     SignedInfo = CanonicalizationMethod SignatureMethod Reference+
 *     Reference  = Transforms? DigestMethod DigestValue          (Type: refused, thus manifests too)
 */
import { TanbaError } from '../../contract/errors/index.ts';
import type { DigestName } from '../crypto/digest.ts';
import type { Canonicalization } from './c14n.ts';
import { readKeyInfo } from './key-info.ts';
import type { XmlKeyInfo } from './key-info.ts';
import { LIMITS } from './limits.ts';
import {
  C14N,
  DS,
  ENVELOPED,
  EXC_C14N,
  canonicalizations,
  digestMethods,
  signatureMethods,
  weakMethods,
} from './names.ts';
import type { XmlSignatureAlgorithm } from './names.ts';
import { Shape, base64Content, misshapen, requiredAttribute } from './shape.ts';
import { attributeOf, elementsOf, isElement } from './tree.ts';
import type { XmlElement } from './tree.ts';

export interface XmlReference {
  /** '' for the document, else '#' and an Id. */
  readonly uri: string;
  /** Whether the signature itself is left out of what is digested. */
  readonly enveloped: boolean;
  readonly canonicalization: Canonicalization;
  readonly digestName: DigestName;
  readonly digest: Uint8Array;
}

export interface XmlSignature {
  readonly element: XmlElement;
  readonly signedInfo: XmlElement;
  readonly canonicalization: Canonicalization;
  readonly algorithm: XmlSignatureAlgorithm;
  readonly references: readonly XmlReference[];
  /** GOST: r ‖ s, each little-endian; RSA: big-endian. */
  readonly value: Uint8Array;
  readonly keyInfo: XmlKeyInfo;
}

/** All ds:Signature elements in document order, wherever they stand. */
export function findSignatures(root: XmlElement): XmlElement[] {
  return [...elementsOf(root)].filter(element => isElement(element, DS, 'Signature'));
}

/** Errors: xml.structure, xml.algorithm, xml.weak-algorithm, xml.transforms, xml.reference, key.bad-certificate. */
export function readSignature(element: XmlElement): XmlSignature {
  const shape = new Shape(element);
  const signedInfo = shape.take('SignedInfo');
  const signatureValue = shape.take('SignatureValue');
  const keyInfo = shape.optional('KeyInfo');
  shape.end();
  return {
    element,
    signedInfo,
    ...readSignedInfo(signedInfo),
    value: base64Content(signatureValue),
    keyInfo: readKeyInfo(keyInfo),
  };
}

function readSignedInfo(
  signedInfo: XmlElement,
): Pick<XmlSignature, 'canonicalization' | 'algorithm' | 'references'> {
  const shape = new Shape(signedInfo);
  const canonicalization = readCanonicalization(shape.take('CanonicalizationMethod'));
  const algorithm = readMethod(shape.take('SignatureMethod'), signatureMethods);
  const references = shape.all('Reference');
  shape.end();
  if (references.length === 0 || references.length > LIMITS.references) throw misshapen(signedInfo);
  return { canonicalization, algorithm, references: references.map(readReference) };
}

/** An Id that cannot be taken for anything but an Id: XPointer and addresses need the characters that are refused. */
export function isReferable(id: string): boolean {
  return /^[^#/?()\s]+$/u.test(id);
}

function readReference(reference: XmlElement): XmlReference {
  const uri = attributeOf(reference, 'URI');
  // XMLDSig §4.3.3.1: without URI the application must know what is meant; we know of nothing.
  if (uri === null || (uri !== '' && !(uri.startsWith('#') && isReferable(uri.slice(1))))) {
    throw new TanbaError('xml.reference', { uri: (uri ?? '').slice(0, 120) });
  }
  const shape = new Shape(reference, ['URI']);
  const transforms = shape.optional('Transforms');
  const digestName = readMethod(shape.take('DigestMethod'), digestMethods);
  const digest = base64Content(shape.take('DigestValue'));
  shape.end();
  return { uri, ...readTransforms(transforms), digestName, digest };
}

/** The one order that is accepted: enveloped-signature, then one canonical form; each may be missing (§4.3.3.2: C14N 1.0). */
function readTransforms(transforms: XmlElement | null): Pick<XmlReference, 'enveloped' | 'canonicalization'> {
  const list = transforms === null ? [] : takeAll(transforms, 'Transform');
  const enveloped = list[0] !== undefined && requiredAttribute(list[0], 'Algorithm') === ENVELOPED;
  if (enveloped) new Shape(list[0]!, ['Algorithm']).end();
  const [form, ...others] = enveloped ? list.slice(1) : list;
  if (others.length > 0) throw new TanbaError('xml.transforms', {});
  if (form === undefined) return { enveloped, canonicalization: canonicalizationOf(C14N, []) };
  if (!canonicalizations.has(requiredAttribute(form, 'Algorithm')))
    throw new TanbaError('xml.transforms', {});
  return { enveloped, canonicalization: readCanonicalization(form) };
}

function takeAll(parent: XmlElement, local: string): XmlElement[] {
  const shape = new Shape(parent);
  const found = shape.all(local);
  shape.end();
  return found;
}

function readCanonicalization(method: XmlElement): Canonicalization {
  const shape = new Shape(method, ['Algorithm']);
  const uri = requiredAttribute(method, 'Algorithm');
  const exclusive = canonicalizations.get(uri)?.exclusive === true;
  const list = exclusive ? shape.optional('InclusiveNamespaces', EXC_C14N) : null;
  shape.end();
  return canonicalizationOf(uri, list === null ? [] : readPrefixes(list));
}

function readPrefixes(list: XmlElement): string[] {
  new Shape(list, ['PrefixList']).end();
  const prefixes = requiredAttribute(list, 'PrefixList')
    .split(/[\t\n\r ]+/)
    .filter(prefix => prefix !== '');
  if (prefixes.length > LIMITS.prefixes) throw misshapen(list);
  return prefixes.map(prefix => (prefix === '#default' ? '' : prefix));
}

function canonicalizationOf(uri: string, inclusivePrefixes: readonly string[]): Canonicalization {
  const known = canonicalizations.get(uri);
  if (known === undefined) throw unknownMethod(uri);
  return { ...known, inclusivePrefixes };
}

/** A method without parameters: HMACOutputLength, which truncates, is one that we would see as a child. */
function readMethod<T>(method: XmlElement, known: ReadonlyMap<string, T>): T {
  new Shape(method, ['Algorithm']).end();
  const uri = requiredAttribute(method, 'Algorithm');
  const found = known.get(uri);
  if (found === undefined) throw unknownMethod(uri);
  return found;
}

function unknownMethod(uri: string): TanbaError {
  return new TanbaError(weakMethods.has(uri) ? 'xml.weak-algorithm' : 'xml.algorithm', {
    uri: uri.slice(0, 120),
  });
}
