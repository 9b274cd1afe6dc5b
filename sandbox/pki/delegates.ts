/** The certificates with which an authority's services sign: an OCSP responder's and a time-stamping authority's. */
import { concatBytes, hexToBytes } from '../../core/bytes.ts';
import { issueCertificate } from '../../core/x509/build-certificate.ts';
import type { CertificateExtension } from '../../core/x509/build-certificate.ts';
import { nameOids } from '../../core/x509/names.ts';
import { servicesOf } from '../ca/authorities.ts';
import type { Authority, AuthorityTerm } from '../ca/authorities.ts';
import {
  authorityKeyIdentifier,
  extendedKeyUsage,
  keyUsage,
  ocspNoCheck,
  policies,
  subjectKeyIdentifier,
} from '../ca/extensions.ts';
import { generateKeyPair } from '../ca/key-pair.ts';
import type { IssuedFamily, KeyPair } from '../ca/key-pair.ts';
import { randomSource } from '../ca/random.ts';
import type { SandboxPkiUrls } from './urls.ts';

export interface Delegate {
  readonly key: KeyPair;
  readonly certificateDer: Uint8Array;
}

const roles = {
  ocsp: {
    title: 'SANDBOX OCSP',
    extensions: (): CertificateExtension[] => [
      extendedKeyUsage(['1.3.6.1.5.5.7.3.9'], { critical: false }),
      ocspNoCheck(),
    ],
  },
  tsa: {
    title: 'SANDBOX TSA',
    // RFC 3161 §2.3: one usage, critical.
    extensions: (): CertificateExtension[] => [
      extendedKeyUsage(['1.3.6.1.5.5.7.3.8'], { critical: true }),
      policies(['1.2.398.3.3.2.6']),
    ],
  },
} as const;
export type DelegateRole = keyof typeof roles;

/** Makes the key of a service; RSA ones take a second. */
export type MakeKey = (family: IssuedFamily, purpose: string) => KeyPair;

export const freshKeys: MakeKey = (family, purpose) =>
  generateKeyPair(family, 'owner', randomSource(null)(purpose));

/**
 * A service makes itself a key at each start, and keeps a book of none: what it signed before is known by the first octets of its serial
 * number, in hex.
 */
export const delegateMark = '5e41ce50';

const day = 24 * 60 * 60_000;

/** Makes each certificate when it is first needed. One whose term is over shares the key of the good one. */
export class Delegates {
  readonly #makeKey: MakeKey;
  readonly #now: () => Date;
  readonly #urls: SandboxPkiUrls | null;
  readonly #keys = new Map<string, KeyPair>();
  readonly #made = new Map<string, Delegate>();

  /** @param urls of the services that certificates are to name; null: none */
  constructor(makeKey: MakeKey, now: () => Date, urls: SandboxPkiUrls | null = null) {
    this.#makeKey = makeKey;
    this.#now = now;
    this.#urls = urls;
  }

  of(authority: Authority, role: DelegateRole, expired: boolean): Delegate {
    const name = `${role} ${authority.id}`;
    const key = this.#keys.get(name) ?? this.#makeKey(authority.key.family, name);
    this.#keys.set(name, key);
    const id = `${name} ${expired}`;
    const delegate = this.#made.get(id) ?? {
      key,
      certificateDer: this.#issue(authority, role, expired, key),
    };
    this.#made.set(id, delegate);
    return delegate;
  }

  #issue(authority: Authority, role: DelegateRole, expired: boolean, key: KeyPair): Uint8Array {
    const { title, extensions } = roles[role];
    return issueCertificate(
      {
        ...this.#term(expired),
        subject: [
          { oid: nameOids.commonName, value: `${title} (${authority.key.family})`, encoding: 'utf8' },
          { oid: nameOids.country, value: 'KZ', encoding: 'printable' },
        ],
        issuer: authority.name,
        serial: concatBytes(hexToBytes(delegateMark), key.subjectKeyId.subarray(4)),
        spkiDer: key.spkiDer,
        extensions: [
          keyUsage(['digitalSignature', 'nonRepudiation']),
          ...extensions(),
          subjectKeyIdentifier(key.subjectKeyId),
          authorityKeyIdentifier(authority.key.subjectKeyId),
          ...servicesOf(authority, this.#urls),
        ],
      },
      authority.key,
    );
  }

  #term(expired: boolean): AuthorityTerm {
    const now = Math.floor(this.#now().getTime() / 1000) * 1000;
    return {
      notBefore: new Date(now - 700 * day),
      notAfter: new Date(expired ? now - 5 * day : now + 365 * day),
    };
  }
}
