/**
 * Password-based encryption of key files: which scheme an AlgorithmIdentifier names, and decrypting with it.
 *
 *     pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }              RFC 7292 appendix C
 *     PBES2-params ::= SEQUENCE {                                                          RFC 8018 appendix A.4
 *       keyDerivationFunc AlgorithmIdentifier,  -- PBKDF2
 *       encryptionScheme AlgorithmIdentifier }
 *     PBKDF2-params ::= SEQUENCE {                                                         RFC 8018 appendix A.2
 *       salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
 *       prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
 */
import { TanbaError } from '../../contract/errors/index.ts';
import { readAlgorithm } from '../asn1/algorithm.ts';
import { malformed } from '../asn1/asn1-error.ts';
import { Fields } from '../asn1/elements.ts';
import type { Element } from '../asn1/elements.ts';
import { tags } from '../asn1/tlv.ts';
import { readSmallInteger } from '../asn1/values.ts';
import { zeroize } from '../bytes.ts';
import { cipherLengths, decryptCbc, encryptCbc } from './cbc.ts';
import type { CipherName } from './cbc.ts';
import { derivePbkdf2, derivePkcs12 } from './kdf.ts';
import type { HashName, KeyDerivation } from './kdf.ts';
import type { Password } from './password.ts';
import type { WorkBudget } from './work-budget.ts';

export const oids = {
  pbes2: '1.2.840.113549.1.5.13',
  pbkdf2: '1.2.840.113549.1.5.12',
} as const;

/** Schemes of PKCS#12 itself: key and IV both come from the password, by SHA-1. */
export const pkcs12Schemes: Readonly<Record<string, CipherName>> = {
  '1.2.840.113549.1.12.1.3': '3des',
  '1.2.840.113549.1.12.1.6': 'rc2-40',
};

export const pbes2Ciphers: Readonly<Record<string, CipherName>> = {
  '2.16.840.1.101.3.4.1.2': 'aes-128',
  '2.16.840.1.101.3.4.1.22': 'aes-192',
  '2.16.840.1.101.3.4.1.42': 'aes-256',
};

export const pbkdf2Hashes: Readonly<Record<string, HashName>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** What a key file's name and password are wanted for while it is read. */
export interface Opening {
  /** The file's name, for errors. */
  readonly store: string;
  readonly password: Password;
  readonly budget: WorkBudget;
}

/** A way to encrypt with a password; `iv` is null where it comes from the password too. */
export interface EncryptionScheme extends KeyDerivation {
  readonly cipher: CipherName;
  readonly iv: Uint8Array | null;
}

/** The entry of a table, or keystore.unsupported-cipher with the OID that it lacks. */
export function known<T>(table: Readonly<Record<string, T>>, oid: string, store: string): T {
  const entry = table[oid];
  if (entry === undefined) throw new TanbaError('keystore.unsupported-cipher', { store, oid });
  return entry;
}

/**
 * Reads the AlgorithmIdentifier of an encryption.
 * @throws TanbaError keystore.unsupported-cipher; Asn1Error
 */
export function readScheme(identifier: Element, store: string): EncryptionScheme {
  const { oid, parameters } = readAlgorithm(identifier);
  if (oid === oids.pbes2) return readPbes2(parameters, store);
  const cipher = known(pkcs12Schemes, oid, store);
  const fields = new Fields(expectSequence(parameters).content);
  const salt = fields.take(tags.octetString).content;
  const iterations = readIterations(fields.take(tags.integer), store);
  fields.end();
  return { cipher, hash: 'sha1', salt, iterations, iv: null };
}

function readPbes2(parameters: Element | null, store: string): EncryptionScheme {
  const fields = new Fields(expectSequence(parameters).content);
  const derivation = readAlgorithm(fields.take(tags.sequence));
  const encryption = readAlgorithm(fields.take(tags.sequence));
  fields.end();
  known({ [oids.pbkdf2]: true }, derivation.oid, store);
  const cipher = known(pbes2Ciphers, encryption.oid, store);
  if (encryption.parameters?.tag !== tags.octetString) throw malformed('no IV');
  const iv = encryption.parameters.content;
  const { keyLength, ...rest } = readPbkdf2(expectSequence(derivation.parameters), store);
  const lengths = cipherLengths(cipher);
  if (iv.length !== lengths.block || (keyLength ?? lengths.key) !== lengths.key)
    throw malformed('IV or key length');
  return { cipher, iv, ...rest };
}

function readPbkdf2(
  parameters: Element,
  store: string,
): KeyDerivation & { readonly keyLength: number | null } {
  const fields = new Fields(parameters.content);
  const salt = fields.take(tags.octetString).content;
  const iterations = readIterations(fields.take(tags.integer), store);
  const length = fields.optional(tags.integer);
  const prf = fields.optional(tags.sequence);
  fields.end();
  const hash = prf === null ? 'sha1' : known(pbkdf2Hashes, readAlgorithm(prf).oid, store);
  return { salt, iterations, hash, keyLength: length === null ? null : readSmallInteger(length) };
}

/** An iteration count: at least 1; one that is no small number is beyond any budget. */
export function readIterations(element: Element, store: string): number {
  const octets = element.content;
  if (octets.length === 0 || octets[0]! >= 0x80) throw malformed('a negative number of iterations');
  if (octets.length > 4) throw new TanbaError('keystore.too-many-iterations', { store });
  const iterations = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (iterations === 0) throw malformed('no iterations');
  return iterations;
}

function expectSequence(element: Element | null): Element {
  if (element?.tag !== tags.sequence) throw malformed('no parameters');
  return element;
}

/**
 * Decrypts with the opening's password. The MAC of the file has been found right by now, so what does not decrypt is
 * damaged, not a wrong password.
 * @returns the plain bytes; the caller zeroes them
 * @throws TanbaError keystore.damaged, keystore.too-many-iterations
 */
export function decrypt(scheme: EncryptionScheme, encrypted: Uint8Array, opening: Opening): Uint8Array {
  const { key, iv } = deriveKey(scheme, opening.password, opening.budget);
  const plain = decryptCbc(scheme.cipher, key, iv, encrypted);
  zeroize(key);
  if (plain === undefined) throw new TanbaError('keystore.damaged', { store: opening.store });
  return plain;
}

/** Encrypts with a password. */
export function encrypt(
  scheme: EncryptionScheme,
  plain: Uint8Array,
  password: Password,
  budget: WorkBudget,
): Uint8Array {
  const { key, iv } = deriveKey(scheme, password, budget);
  const encrypted = encryptCbc(scheme.cipher, key, iv, plain);
  zeroize(key);
  return encrypted;
}

function deriveKey(scheme: EncryptionScheme, password: Password, budget: WorkBudget) {
  const lengths = cipherLengths(scheme.cipher);
  if (scheme.iv !== null) return { key: derivePbkdf2(password, scheme, lengths.key, budget), iv: scheme.iv };
  return {
    key: derivePkcs12(password, scheme, 'key', lengths.key, budget),
    iv: derivePkcs12(password, scheme, 'iv', lengths.block, budget),
  };
}
