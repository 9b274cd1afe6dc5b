/** Makes key files (PKCS#12, RFC 7292): as НУЦ РК makes them, for the sandbox, and as programs of today do, for tests. */
import { hexToBytes, zeroize } from '../bytes.ts';
import { parseCertificate } from '../x509/certificate.ts';
import { readPassword } from './password.ts';
import { certificateBag, dataContents, encryptedContents, keyBag, pfx } from './write.ts';
import type { Pkcs12Style, Random, WrittenNames } from './write.ts';

export { gostPrivateKeyInfo, rsaPrivateKeyInfo } from './private-key.ts';
export type { Pkcs12Style, Random } from './write.ts';

/**
 * НУЦ РК since 2018 at least: 3DES for the key, RC2-40 for the certificate, SHA-1 everywhere, 1024 iterations, salts of 20
 * octets, and indefinite lengths inside the AuthenticatedSafe.
 */
export const nucStyle: Pkcs12Style = {
  keyCipher: '1.2.840.113549.1.12.1.3',
  certificateCipher: '1.2.840.113549.1.12.1.6',
  prf: '1.2.840.113549.2.7',
  macHash: '1.3.14.3.2.26',
  iterations: 1024,
  saltLength: 20,
  indefinite: true,
};

/** OpenSSL 3 and Java 17: PBES2 with AES-256 and HMAC-SHA-256. */
export const modernStyle: Pkcs12Style = {
  keyCipher: '2.16.840.1.101.3.4.1.42',
  certificateCipher: '2.16.840.1.101.3.4.1.42',
  prf: '1.2.840.113549.2.9',
  macHash: '2.16.840.1.101.3.4.2.1',
  iterations: 10_000,
  saltLength: 20,
  indefinite: false,
};

export interface Pkcs12Content {
  /** PrivateKeyInfo, DER: see gostPrivateKeyInfo() and rsaPrivateKeyInfo(); the caller zeroes it. */
  readonly privateKeyInfo: Uint8Array;
  /** The certificate must have a subject key identifier: it ties the two together. */
  readonly certificateDer: Uint8Array;
  /** friendlyName of both bags; the subject key identifier in hex where there is none, as НУЦ has it. */
  readonly alias?: string;
  /** UTF-8; the caller zeroes it. */
  readonly password: Uint8Array;
  readonly random: Random;
  /** НУЦ's, unless given. */
  readonly style?: Pkcs12Style;
}

/**
 * Makes a key file with one key and its certificate. The same randomness makes the same file.
 * @throws RangeError when the password is not UTF-8 or the certificate has no key identifier; TanbaError
 *   key.bad-certificate
 */
export function buildPkcs12(content: Pkcs12Content): Uint8Array {
  const password = readPassword(content.password);
  if (password === undefined) throw new RangeError('the password is not UTF-8');
  const writing = { style: content.style ?? nucStyle, password, random: content.random };
  const names = namesOf(content);
  const key = dataContents(writing, [keyBag(writing, content.privateKeyInfo, names)]);
  const certificate = encryptedContents(writing, [certificateBag(content.certificateDer, names)]);
  const file = pfx(writing, [key, certificate]);
  zeroize(password.bmp);
  return file;
}

function namesOf({ certificateDer, alias }: Pkcs12Content): WrittenNames {
  const { subjectKeyId } = parseCertificate(certificateDer);
  if (subjectKeyId === null) throw new RangeError('a certificate without a key identifier');
  return { friendlyName: alias ?? subjectKeyId, localKeyId: hexToBytes(subjectKeyId) };
}
