/** XML signatures as the portals of Kazakhstan expect them, in three steps: prepare, sign (elsewhere), finish. */
import { TanbaError } from '../../contract/errors/index.ts';
import { digest } from '../crypto/digest.ts';
import type { DigestName } from '../crypto/digest.ts';
import type { Signer } from '../signing/signer.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { canonicalize } from './c14n.ts';
import type { Canonicalization } from './c14n.ts';
import { checkSignatures } from './check-signatures.ts';
import type { SignatureCheck } from './check-signatures.ts';
import { signatureText, signatureValueText } from './layout.ts';
import type { XmlLayout } from './layout.ts';
import { canonicalizations } from './names.ts';
import { parseXml } from './parse.ts';
import { place } from './placement.ts';
import type { Placement, XmlReferenceRequest } from './placement.ts';
import { findSignatures } from './read-signature.ts';
import { append, applySplices, openingOf } from './splice.ts';
import { childElements } from './tree.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

export type { XmlLayout } from './layout.ts';
export type { XmlReferenceRequest } from './placement.ts';

export interface PrepareXmlRequest {
  /** Bytes in the encoding that they declare, or text. */
  readonly xml: Uint8Array | string;
  readonly certificate: Certificate;
  readonly layout: XmlLayout;
  readonly reference: XmlReferenceRequest;
}

export interface SignXmlRequest extends Omit<PrepareXmlRequest, 'certificate'> {
  readonly signer: Signer;
}

/** A document that waits for the signature of one digest. */
export interface PreparedXml {
  readonly digestName: DigestName;
  /** The canonical SignedInfo, which is what is signed. */
  readonly signedInfo: Uint8Array;
  readonly digest: Uint8Array;
  /**
   * The signed document, as text to be written in UTF-8.
   * @param signature as Signer.signDigest() gives it
   * @throws TanbaError `key.wrong-signature` where it is not the certificate's; `xml.breaks-signature`
   */
  readonly finish: (signature: Uint8Array) => string;
}

/**
 * Signs one document. The key is asked once, and the result is parsed and verified before it is handed out.
 * @throws TanbaError what reading and placing throw (xml.malformed, xml.doctype, xml.too-large, xml.too-deep, xml.encoding,
 *   xml.xpath, xml.element-not-one, xml.no-id, xml.not-soap), xml.relative-namespace, what finish() throws, and what the signer is rejected with
 */
export async function signXml({ signer, ...request }: SignXmlRequest): Promise<string> {
  const prepared = prepareXml({ ...request, certificate: signer.certificate });
  return prepared.finish(await signer.signDigest(prepared.digestName, prepared.digest));
}

/** The first of the three steps: all that needs no key. Errors as of signXml(). */
export function prepareXml({ xml, certificate, layout, reference }: PrepareXmlRequest): PreparedXml {
  const placement = place(xml, reference);
  const { document, parent, keyInfo, uri, transforms, canonicalization } = placement;
  const { algorithm } = publicKeyOf(certificate);
  const names = { layout, algorithm, certificate, keyInfo, uri, transforms, canonicalization };
  const { before, after } = signatureText({
    ...names,
    digest: digest(algorithm.digest, targetOctets(placement)),
  });
  const withValue = (value: string): string =>
    applySplices(document.text, [append(document.text, parent, before + value + after)]);
  const start = withValue('').indexOf(before, parent.span.start);
  const signedInfo = signedInfoOctets(document.text, parent, before + after, canonicalization);
  return {
    digestName: algorithm.digest,
    signedInfo,
    digest: digest(algorithm.digest, signedInfo),
    finish: signature =>
      verified(withValue(signatureValueText(layout, signature)), start, certificate, placement.original),
  };
}

/** Nothing is left out: this signature is not there yet, and a later signature covers the earlier ones. */
function targetOctets({ target, transforms }: Placement): Uint8Array {
  return canonicalize(target, formOf(transforms.at(-1)!));
}

function formOf(uri: string): Canonicalization {
  return { exclusive: canonicalizations.get(uri)!.exclusive, comments: false, inclusivePrefixes: [] };
}

/** The canonical form depends on the start tags around it and on nothing else of the document, which is not read again for it. */
function signedInfoOctets(
  text: string,
  parent: XmlElement,
  signature: string,
  canonicalization: string,
): Uint8Array {
  let [opening, closing] = ['', ''];
  for (let at: XmlElement | null = parent; at !== null; at = at.parent) {
    opening = openingOf(text, at) + opening;
    closing += `</${at.name}>`;
  }
  const { root } = parseXml(opening + signature + closing);
  const element = findSignatures(root).find(({ span }) => span.start === opening.length);
  const [signedInfo] = childElements(element!);
  return canonicalize(signedInfo!, formOf(canonicalization));
}

/** The text, once it has been read back and its signatures have been checked as a stranger would check them. */
function verified(text: string, start: number, certificate: Certificate, original: XmlDocument): string {
  const options = { certificates: [certificate], expected: null };
  const after = checkSignatures(parseXml(text), options);
  const at = after.findIndex(({ element }) => element.span.start === start);
  const [made] = after.splice(at, 1);
  if (made?.signature.status !== 'ok') throw new TanbaError('key.wrong-signature', {});
  if (made.digest.status !== 'ok') throw new Error('the digest of a signature just made does not hold');
  const before = after.length === 0 ? [] : checkSignatures(original, options);
  if (before.some((check, index) => holds(check) && !holds(after[index]))) {
    throw new TanbaError('xml.breaks-signature', {});
  }
  return text;
}

function holds(check: SignatureCheck | undefined): boolean {
  return check?.digest.status === 'ok' && check.signature.status !== 'failed';
}
