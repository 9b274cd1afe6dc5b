/** Opens a key file (PKCS#12, RFC 7292) of НУЦ РК or of anybody else: keys of three families, each with its certificate. */
import { TanbaError } from '../../contract/errors/index.ts';
import { Fields, soleElement } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { readWholeOctets } from '../asn1/values.ts';
import { bytesToHex, zeroize } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import { keyLabel } from '../crypto/public-key.ts';
import type { PublicKey } from '../crypto/public-key.ts';
import { MODULUS_BITS } from '../crypto/rsa.ts';
import { parseCertificate, publicKeyOf } from '../x509/certificate.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Opening } from './encryption.ts';
import { openPfx, orStoreError } from './pfx.ts';
import { readPassword } from './password.ts';
import { ownershipOf, readPrivateKey, zeroizeKey } from './private-key.ts';
import type { SoftwarePrivateKey } from './private-key.ts';
import { readBags } from './safe.ts';
import type { Bags, CertificateBag, KeyBag } from './safe.ts';
import { workBudget } from './work-budget.ts';

export { maxPkcs12Bytes } from './pfx.ts';
export { zeroizeKey } from './private-key.ts';
export type { SoftwareGostKey, SoftwarePrivateKey, SoftwareRsaKey } from './private-key.ts';

export interface Pkcs12Entry {
  /** The key's friendlyName, which НУЦ sets to the key identifier in hex; else that identifier. Unique in its store. */
  readonly alias: string;
  readonly privateKey: SoftwarePrivateKey;
  readonly certificateDer: Uint8Array;
}

export interface OpenedPkcs12 {
  /** At least one; every key was found to belong to its certificate. */
  readonly entries: readonly Pkcs12Entry[];
}

/**
 * Opens a key file. Nothing in it is trusted: size, nesting and asked-for hashing are bounded before any work is done.
 * @param bytes the file
 * @param password UTF-8; the caller zeroes it
 * @param store the file's name, for errors
 * @returns keys, which the caller zeroes with zeroizeKey()
 * @throws TanbaError
 *   keystore.not-pkcs12, .truncated, .damaged, .nested-too-deep, .too-large, .unprotected where the file itself is wrong;
 *   keystore.unsupported-cipher, .too-many-iterations where we will not decrypt it;
 *   keystore.pin-incorrect where its MAC does not fit the password (or that is no UTF-8), and nowhere else;
 *   keystore.no-key, .no-certificate, .key-mismatch, key.unsupported-algorithm, .unknown-curve, .point-off-curve,
 *   .out-of-range, .bad-certificate where no key in it can be used
 */
export function openPkcs12(bytes: Uint8Array, password: Uint8Array, store: string): OpenedPkcs12 {
  const forms = readPassword(password);
  // What is no text at all cannot have been the password of this file.
  if (forms === undefined) throw new TanbaError('keystore.pin-incorrect', { store });
  try {
    return openWith({ store, password: forms, budget: workBudget(store) }, bytes);
  } finally {
    zeroize(forms.bmp);
  }
}

function openWith(opening: Opening, bytes: Uint8Array): OpenedPkcs12 {
  const safe = openPfx(bytes, opening);
  const bags = orStoreError(opening.store, () => readBags(safe, opening));
  try {
    return { entries: usableEntries(bags, opening.store) };
  } finally {
    zeroize(...bags.keys.map(({ privateKeyInfo }) => privateKeyInfo));
  }
}

/** Keys that can sign. One that cannot is left out, as long as another can. */
function usableEntries(bags: Bags, store: string): Pkcs12Entry[] {
  if (bags.keys.length === 0) throw new TanbaError('keystore.no-key', { store });
  if (bags.certificates.length === 0) throw new TanbaError('keystore.no-certificate', { store });
  const certificates = bags.certificates.map(readCertificate);
  const entries: Pkcs12Entry[] = [];
  const problems: unknown[] = [];
  for (const bag of bags.keys) {
    try {
      const { privateKey, certificate } = orStoreError(store, () => matchedKey(bag, certificates, store));
      const taken = entries.map(({ alias }) => alias);
      entries.push({ alias: aliasOf(bag, certificate, taken), privateKey, certificateDer: certificate.der });
    } catch (problem) {
      problems.push(problem);
    }
  }
  if (entries.length === 0) throw problems[0];
  return entries;
}

type ReadCertificate = { readonly localKeyId: string | null } & (
  { readonly certificate: Certificate; readonly publicKey: PublicKey } | { readonly problem: unknown }
);

/** Many stores carry certificates that are nobody's business; what is wrong with one matters only if it is the key's. */
function readCertificate({ localKeyId, certificateDer }: CertificateBag): ReadCertificate {
  try {
    const certificate = parseCertificate(certificateDer);
    const publicKey = publicKeyOf(certificate);
    assertUsable(publicKey);
    return { localKeyId, certificate, publicKey };
  } catch (problem) {
    return { localKeyId, problem };
  }
}

function assertUsable(publicKey: PublicKey): void {
  if (publicKey.kind !== 'rsa') return;
  if (publicKey.bits >= MODULUS_BITS.min && publicKey.bits <= MODULUS_BITS.max) return;
  throw new TanbaError('key.unsupported-algorithm', { oid: keyLabel(publicKey) });
}

interface MatchedKey {
  readonly privateKey: SoftwarePrivateKey;
  readonly certificate: Certificate;
}

function matchedKey(bag: KeyBag, certificates: readonly ReadCertificate[], store: string): MatchedKey {
  const privateKey = readPrivateKey(bag.privateKeyInfo);
  try {
    const owns = ownershipOf(privateKey);
    const likeliestFirst = byLikelihood(bag, certificates);
    const match = likeliestFirst.find(it => 'publicKey' in it && owns(it.publicKey));
    if (match !== undefined && 'certificate' in match) return { privateKey, certificate: match.certificate };
    const [likeliest] = likeliestFirst;
    throw likeliest !== undefined && 'problem' in likeliest
      ? likeliest.problem
      : new TanbaError('keystore.key-mismatch', { store });
  } catch (error) {
    zeroizeKey(privateKey);
    throw error;
  }
}

/** The certificates that carry the key's identifier first; in stores that use none, all as they come. */
function byLikelihood(bag: KeyBag, certificates: readonly ReadCertificate[]): ReadCertificate[] {
  const named = (it: ReadCertificate): boolean => it.localKeyId !== null && it.localKeyId === bag.localKeyId;
  return [...certificates.filter(named), ...certificates.filter(it => !named(it))];
}

/** What people can read and type: no control or invisible characters. */
const presentable = /^\P{C}{1,512}$/u;

function aliasOf(bag: KeyBag, certificate: Certificate, taken: readonly string[]): string {
  const name = bag.friendlyName ?? '';
  if (presentable.test(name) && !taken.includes(name)) return name;
  const identifier = certificate.subjectKeyId ?? keyIdentifier(certificate.spkiDer);
  return taken.includes(identifier) ? `${identifier}-${taken.length}` : identifier;
}

/** SHA-1 over the content of the public key's BIT STRING (RFC 5280 §4.2.1.2, method 1), in hex. */
function keyIdentifier(spkiDer: Uint8Array): string {
  const fields = new Fields(soleElement(spkiDer, tags.sequence).content);
  fields.take(tags.sequence);
  return bytesToHex(digest('sha1', readWholeOctets(fields.take(tags.bitString))));
}
