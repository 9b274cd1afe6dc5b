/**
 * All keys of the sandbox at once, as files to be written: key files under the names that НУЦ РК gives them, the
 * authorities' certificates, a list for programs and one for people. Nothing here touches the disk.
 */
import { utf8ToBytes } from '../../core/bytes.ts';
import { buildPkcs12 } from '../../core/pkcs12/build.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { pkiUrls } from '../pki/urls.ts';
import type { SandboxPkiUrls } from '../pki/urls.ts';
import { registerName } from '../pki/restore.ts';
import type { PkiRegister } from '../pki/restore.ts';
import { certificatePem, createAuthorities, keyIdText, privateKeyPem } from './authorities.ts';
import type { AuthorityChain, AuthorityTerm } from './authorities.ts';
import { issueKey } from './issue-key.ts';
import type { IssuedKey } from './issue-key.ts';
import { sandboxPassword } from './password.ts';
import { keyOrders } from './profiles.ts';
import type { KeyOrder, KeyTerm } from './profiles.ts';
import { randomSource } from './random.ts';
import type { RandomFor } from './random.ts';
import { readme } from './readme.ts';

export interface SandboxOptions {
  /** The same seed and day make the same files; null: new keys each time. */
  readonly seed: string | null;
  /** Around which time the terms are laid out. */
  readonly now: Date;
  /** Only these keys of the list, and only their authorities: RSA ones take seconds to make. */
  readonly ids?: readonly string[];
  /** Address of sandbox/pki that the certificates are to name for OCSP and lists of revoked ones: `http://127.0.0.1:8480`. */
  readonly services?: string | null;
}

export interface SandboxFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly content: Uint8Array;
  /** Holds a private key. */
  readonly secret: boolean;
}

/** One key as keys.json lists it. */
export interface SandboxKey {
  readonly id: string;
  readonly file: string;
  readonly password: string;
  readonly about: string;
  readonly algorithm: string;
  readonly role: string;
  readonly subjectType: string;
  readonly position: string | null;
  readonly name: string;
  readonly iin: string | null;
  readonly bin: string | null;
  readonly organisation: string | null;
  readonly notBefore: string;
  readonly notAfter: string;
}

export interface SandboxKeys {
  readonly files: readonly SandboxFile[];
  readonly keys: readonly SandboxKey[];
}

export function issueSandboxKeys({ seed, now, ids, services = null }: SandboxOptions): SandboxKeys {
  const randomFor = randomSource(seed);
  const terms = termsAround(now);
  const orders = keyOrders.filter(({ id }) => ids === undefined || ids.includes(id));
  const families = new Set(orders.map(({ profile }) => profile.family));
  const urls = services === null ? null : pkiUrls(services);
  const chains = [...families].map(family => createAuthorities(family, terms.authority, randomFor, urls));
  const issued = orders.map(order => issue(order, chains, terms[order.term], randomFor, urls));
  const keys = issued.map(({ key }) => key);
  const register: PkiRegister = {
    authorities: chains.flatMap(({ root, issuing }) => [root.id, issuing.id]),
    issued: [...chains.map(({ issuing }) => issuing), ...issued].map(serialOf),
  };
  const files = [
    ...issued.map(({ file }) => file),
    ...chains.flatMap(authorityFiles),
    textFile(`pki/${registerName}`, `${JSON.stringify(register, null, 2)}\n`),
    textFile('keys.json', `${JSON.stringify({ password: sandboxPassword, keys }, null, 2)}\n`),
    textFile('README.txt', readme(keys)),
  ];
  return { files, keys };
}

type Terms = Readonly<Record<KeyTerm | 'authority', AuthorityTerm>>;

/** Terms begin at midnight, so that one seed makes the same certificates all day; a key in a file lives a year. */
function termsAround(now: Date): Terms {
  const at = (years: number, days = 0): Date =>
    new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate() + days));
  return {
    authority: { notBefore: at(-5), notAfter: at(15) },
    current: { notBefore: at(0, -1), notAfter: at(1, -1) },
    expired: { notBefore: at(-2), notAfter: at(-1) },
    future: { notBefore: at(1), notAfter: at(2) },
  };
}

interface IssuedFile {
  readonly file: SandboxFile;
  readonly key: SandboxKey;
  readonly certificateDer: Uint8Array;
}

function issue(
  order: KeyOrder,
  chains: readonly AuthorityChain[],
  term: AuthorityTerm,
  randomFor: RandomFor,
  urls: SandboxPkiUrls | null,
): IssuedFile {
  const { issuing } = chains.find(chain => chain.issuing.key.family === order.profile.family)!;
  const issued = issueKey(order, issuing, term, randomFor(`key ${order.id}`), urls);
  const path = `${order.profile.filePrefix}${keyIdText(issued.key)}.p12`;
  const file = { path, content: keyFile(issued, randomFor), secret: true };
  return { file, key: listed(issued, path), certificateDer: issued.certificateDer };
}

function serialOf({ certificateDer }: { readonly certificateDer: Uint8Array }): string {
  return parseCertificate(certificateDer).serial;
}

function keyFile({ order, key, certificateDer }: IssuedKey, randomFor: RandomFor): Uint8Array {
  return buildPkcs12({
    privateKeyInfo: key.privateKeyDer,
    certificateDer,
    password: utf8ToBytes(sandboxPassword),
    random: randomFor(`file ${order.id}`),
  });
}

function listed({ order, certificateDer }: IssuedKey, file: string): SandboxKey {
  const { algorithm, role, subjectType, position, name, iin, bin, organisation, notBefore, notAfter } =
    describeCertificate(parseCertificate(certificateDer));
  const owner = { algorithm, role, subjectType, position, name, iin, bin, organisation };
  return { id: order.id, file, password: sandboxPassword, about: order.about, ...owner, notBefore, notAfter };
}

function authorityFiles({ root, issuing }: AuthorityChain): SandboxFile[] {
  return [root, issuing].flatMap(authority => [
    textFile(`ca/${authority.id}.pem`, certificatePem(authority)),
    { ...textFile(`pki/${authority.id}.key`, privateKeyPem(authority.key)), secret: true },
  ]);
}

function textFile(path: string, text: string): SandboxFile {
  return { path, content: utf8ToBytes(text), secret: false };
}
