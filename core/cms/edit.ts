/**
 * Adds to a SignedData what may be added without touching what was signed: another signer, a time-stamp. Works on the skeleton that
 * splitSignedData() gives, so that the content may be of any size.
 */
import { ObjectIdentifier } from 'asn1js';
import { malformed } from '../asn1/asn1-error.ts';
import { derElement } from '../asn1/definite.ts';
import { elementsOf, Fields, soleElement } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { inDerOrder } from '../asn1/set-of.ts';
import { contextTag, tags } from '../asn1/tlv.ts';
import { equalBytes, hexToBytes } from '../bytes.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import { cmsOids } from './oids.ts';

interface Parts {
  readonly infoType: Uint8Array;
  readonly version: Uint8Array;
  readonly algorithms: readonly Uint8Array[];
  readonly contentInfo: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  /** CRLs, where the signature carries them: kept as they stand. */
  readonly revocations: Uint8Array;
  readonly signers: readonly Element[];
}

const maxListed = 256;

function take(skeleton: Uint8Array): Parts {
  const info = new Fields(soleElement(skeleton, tags.sequence).content);
  const infoType = info.take(tags.oid).raw;
  const data = new Fields(soleElement(info.take(contextTag(0)).content, tags.sequence).content);
  const version = data.take(tags.integer).raw;
  const algorithms = elementsOf(data.take(tags.set).content, maxListed).map(element => element.raw);
  const contentInfo = data.take(tags.sequence).raw;
  const certificates = elementsOf(data.optional(contextTag(0))?.content ?? new Uint8Array(0), maxListed).map(
    element => element.raw,
  );
  const revocations = data.optional(contextTag(1))?.raw ?? new Uint8Array(0);
  const signers = elementsOf(data.take(tags.set).content, maxListed, tags.sequence);
  return { infoType, version, algorithms, contentInfo, certificates, revocations, signers };
}

function put(parts: Omit<Parts, 'signers'> & { readonly signers: readonly Uint8Array[] }): Uint8Array {
  const certificates =
    parts.certificates.length === 0 ? [] : [derElement(contextTag(0), ...inDerOrder(parts.certificates))];
  const data = derElement(
    tags.sequence,
    parts.version,
    derElement(tags.set, ...inDerOrder(parts.algorithms)),
    parts.contentInfo,
    ...certificates,
    parts.revocations,
    derElement(tags.set, ...inDerOrder(parts.signers)),
  );
  return derElement(tags.sequence, parts.infoType, derElement(contextTag(0), data));
}

const withMember = (members: readonly Uint8Array[], added: Uint8Array): Uint8Array[] =>
  members.some(member => equalBytes(member, added)) ? [...members] : [...members, added];

/**
 * The skeleton with one more signer.
 * @param signerInfo what finishSignerInfo() gives, over the same content
 * @throws Asn1Error where the skeleton is damaged
 */
export function withSigner(
  skeleton: Uint8Array,
  certificate: Certificate,
  signerInfo: Uint8Array,
): Uint8Array {
  const parts = take(skeleton);
  const digestIdentifier = hexToBytes(publicKeyOf(certificate).algorithm.digestIdentifier);
  return put({
    ...parts,
    algorithms: withMember(parts.algorithms, digestIdentifier),
    certificates: withMember(parts.certificates, certificate.der),
    signers: [...parts.signers.map(signer => signer.raw), signerInfo],
  });
}

/** The skeleton with a time-stamp token in the unsigned attributes of the signer whose signature value is given. */
export function withTimestamp(skeleton: Uint8Array, signature: Uint8Array, token: Uint8Array): Uint8Array {
  const parts = take(skeleton);
  let found = false;
  const signers = parts.signers.map(signer => {
    const { before, value, unsigned } = takeSigner(signer);
    if (found || !equalBytes(value, signature)) return signer.raw;
    found = true;
    const attribute = derElement(tags.sequence, timeStampOid(), derElement(tags.set, token));
    return derElement(
      tags.sequence,
      ...before,
      derElement(contextTag(1), ...inDerOrder([...unsigned, attribute])),
    );
  });
  if (!found) throw malformed('no signer with this signature');
  return put({ ...parts, signers });
}

function timeStampOid(): Uint8Array {
  return new Uint8Array(new ObjectIdentifier({ value: cmsOids.timeStampToken }).toBER());
}

/** A SignerInfo cut before its unsigned attributes. */
function takeSigner(signer: Element) {
  const before: Uint8Array[] = [];
  let value = new Uint8Array(0);
  let unsigned: Uint8Array[] = [];
  for (const element of elementsOf(signer.content, 8)) {
    if (element.tag === contextTag(1))
      unsigned = elementsOf(element.content, maxListed).map(attribute => attribute.raw);
    else before.push(element.raw);
    if (element.tag === tags.octetString) value = new Uint8Array(element.content);
  }
  return { before, value, unsigned };
}

/** The skeleton without any unsigned attribute: what two forms of the same signature have in common. */
export function withoutUnsigned(skeleton: Uint8Array): Uint8Array {
  const parts = take(skeleton);
  const signers = parts.signers.map(signer => derElement(tags.sequence, ...takeSigner(signer).before));
  return put({ ...parts, signers });
}
