/** The cryptography and the structure of all signatures of a document, before anybody asks who the signers are. */
import { TanbaError } from '../../contract/errors/index.ts';
import { failed, failedBy, ok, openBecauseOf, unknown } from '../signing/findings.ts';
import type { Finding } from '../signing/findings.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { coverageFinding } from './coverage.ts';
import type { Target } from './coverage.ts';
import { findByIssuerSerial } from './key-info.ts';
import type { XmlKeyInfo } from './key-info.ts';
import { LIMITS } from './limits.ts';
import { findSignatures, readSignature } from './read-signature.ts';
import type { XmlSignature } from './read-signature.ts';
import { SignedXml, signatureHolds } from './references.ts';
import type { XmlDocument, XmlElement } from './tree.ts';

export interface SignatureCheck {
  readonly element: XmlElement;
  readonly format: Finding;
  readonly digest: Finding;
  readonly signature: Finding;
  /** The signer's first; none where the signature does not carry it and nobody gave it. */
  readonly certificates: readonly Certificate[];
  /** Number of the certificate, where the signature names it so; lower-case hex. */
  readonly serial: string | null;
  /** Key family that the signature names; null where it cannot be read. */
  readonly algorithm: string | null;
  readonly targets: readonly Target[];
}

export interface CheckOptions {
  /** Candidates for signatures that only name their certificate. */
  readonly certificates: readonly Certificate[];
  readonly expected: string | null;
}

/**
 * Checks from the last signature to the first: a later one covers those before it, and did not exist for them.
 * @returns in document order
 * @throws TanbaError `xml.too-complex`
 */
export function checkSignatures(document: XmlDocument, options: CheckOptions): SignatureCheck[] {
  const elements = findSignatures(document.root);
  if (elements.length > LIMITS.signatures) throw new TanbaError('xml.too-complex', {});
  const signed = new SignedXml(document);
  const checks = elements.reverse().map(element => {
    const check = checkOne(signed, element, options);
    signed.remove(element);
    return check;
  });
  return checks.reverse();
}

function checkOne(signed: SignedXml, element: XmlElement, options: CheckOptions): SignatureCheck {
  let signature: XmlSignature;
  let targets: readonly Target[];
  try {
    signature = readSignature(element);
    targets = signature.references.map(reference => signed.target(signature, reference));
  } catch (error) {
    return unreadable(element, failedBy(error));
  }
  signed.expectWork(targets.length);
  const certificates = certificatesOf(signature.keyInfo, options.certificates);
  return {
    element,
    format: coverageFinding({
      document: signed.document,
      signature: element,
      targets,
      expected: options.expected,
    }),
    digest: digestFinding(signed, signature, targets),
    signature: signatureFinding(signature, certificates[0]),
    certificates,
    serial: signature.keyInfo.issuerSerial?.serial ?? null,
    algorithm: signature.algorithm.family,
    targets,
  };
}

function unreadable(element: XmlElement, format: Finding): SignatureCheck {
  const open = openBecauseOf(format);
  const nobody = { certificates: [], serial: null, algorithm: null, targets: [] };
  return { element, format, digest: open, signature: open, ...nobody };
}

/** Every reference must hold: one that does not is content that is not what was signed. */
function digestFinding(signed: SignedXml, signature: XmlSignature, targets: readonly Target[]): Finding {
  try {
    const holds = signature.references.every((reference, index) =>
      signed.digestHolds(signature, reference, targets[index]!),
    );
    return holds ? ok : failed('digest.mismatch', {});
  } catch (error) {
    return failedBy(error);
  }
}

function signatureFinding(signature: XmlSignature, certificate: Certificate | undefined): Finding {
  if (certificate === undefined) return unknown('certificate.missing', {});
  try {
    return signatureHolds(signature, publicKeyOf(certificate)) ? ok : failed('signature.wrong', {});
  } catch (error) {
    return failedBy(error);
  }
}

function certificatesOf(keyInfo: XmlKeyInfo, candidates: readonly Certificate[]): readonly Certificate[] {
  if (keyInfo.certificates.length > 0 || keyInfo.issuerSerial === null) return keyInfo.certificates;
  const named = findByIssuerSerial(keyInfo.issuerSerial, candidates);
  return named === undefined ? [] : [named];
}
