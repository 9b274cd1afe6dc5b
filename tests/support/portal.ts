/** The real sandbox portal over HTTP, with a small authority of its own and a key for whoever the registry has. */
import { randomUUID } from 'node:crypto';
import { idempotencyHeader, isChange } from '../../contract/portal/define.ts';
import { operationOf, pathOf } from '../../contract/portal-api.ts';
import type { OperationName, PortalBody, PortalResponse } from '../../contract/portal-api.ts';
import type { Challenge } from '../../contract/portal/model.ts';
import { bytesToBase64, concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { readPrivateKey } from '../../core/pkcs12/private-key.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import { signXml } from '../../core/xml/sign.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { signWith } from '../../native/software-signer.ts';
import { createAuthorities } from '../../sandbox/ca/authorities.ts';
import type { AuthorityTerm } from '../../sandbox/ca/authorities.ts';
import { issueKey } from '../../sandbox/ca/issue-key.ts';
import type { IssuedKey } from '../../sandbox/ca/issue-key.ts';
import { personalOrder } from '../../sandbox/ca/profiles.ts';
import type { KeyProfileName } from '../../sandbox/ca/profiles.ts';
import { randomSource } from '../../sandbox/ca/random.ts';
import type { Company, Person } from '../../sandbox/ca/people.ts';
import { completeList, deltaList } from '../../sandbox/pki/crl.ts';
import { Registry } from '../../sandbox/pki/registry.ts';
import { startPortal } from '../../sandbox/portal/portal.ts';
import type { RunningPortal } from '../../sandbox/portal/portal.ts';
import type { PasswordCost } from '../../sandbox/portal/secrets.ts';
import type { PortalOptions } from '../../sandbox/portal/options.ts';

const year = new Date().getUTCFullYear();
const term: AuthorityTerm = {
  notBefore: new Date(Date.UTC(year - 1, 0, 1)),
  notAfter: new Date(Date.UTC(year + 1, 11, 31)),
};
const randomFor = randomSource('the portal of the tests');
const chain = createAuthorities('GOST-2015-512', term, randomFor);
const issued = new Map<string, IssuedKey>();

export interface KeyWish {
  readonly person: Person;
  readonly company?: Company;
  readonly profile?: KeyProfileName;
  readonly term?: AuthorityTerm;
}

/** A key of the portal's authority, made once for each wish. */
export function issuedKeyFor({ person, company, profile, term: own }: KeyWish): IssuedKey {
  const name = profile ?? (company === undefined ? 'individual' : 'head');
  const id = [name, person.iin, company?.bin, own?.notAfter.toISOString()].join(' ');
  const known = issued.get(id);
  if (known !== undefined) return known;
  const order = personalOrder(id, name, { person, company: company ?? null });
  const made = issueKey(order, chain.issuing, own ?? term, randomFor(id));
  issued.set(id, made);
  return made;
}

export function signerFor(wish: KeyWish): Signer {
  const { key, certificateDer } = issuedKeyFor(wish);
  const secret = readPrivateKey(key.privateKeyDer);
  return {
    certificate: parseCertificate(certificateDer),
    signDigest: (digestName, digest) => Promise.resolve(signWith(secret, digestName, digest)),
  };
}

export async function detachedCms(text: string, signer: Signer): Promise<string> {
  const pieces: Uint8Array[] = [];
  const request = { content: bytesSource(utf8ToBytes(text)), name: 'text', signer, detached: true };
  for await (const piece of signCms({ ...request, signingTime: new Date() })) pieces.push(piece);
  return bytesToBase64(concatBytes(...pieces));
}

export async function signed(challenge: Challenge, signer: Signer) {
  return { challenge: challenge.id, signature: await detachedCms(challenge.text, signer) };
}

export function signedTicket(xml: string, signer: Signer): Promise<string> {
  return signXml({ xml, signer, layout: 'santuario', reference: { kind: 'enveloped' } });
}

export interface CallOptions {
  readonly params?: Readonly<Record<string, string>>;
  readonly token?: string;
  readonly key?: string;
}

export type Answer<N extends OperationName> = {
  readonly status: number;
  readonly code: string;
} & PortalResponse<N>;

export interface TestPortal extends RunningPortal {
  /** The answer, or the error's code under `code`. */
  call<N extends OperationName>(name: N, body: PortalBody<N>, options?: CallOptions): Promise<Answer<N>>;
  /** The secret of the last link that was mailed to the address. */
  lastLink(recipient: string): string;
}

/** The list of revoked certificates and its delta, signed by the authority of the keys. */
export function revocationLists(...wishes: readonly KeyWish[]): Uint8Array[] {
  const registry = new Registry(null, () => new Date());
  for (const wish of wishes) registry.revoke(parseCertificate(issuedKeyFor(wish).certificateDer).serial);
  registry.publish();
  const service = { registry, now: () => new Date() };
  return [chain.issuing, chain.root].flatMap(authority => [
    completeList(service, authority, 'http://127.0.0.1/delta', null),
    deltaList(service, authority, null),
  ]);
}

export const anchors = [anchorFromCertificate(parseCertificate(chain.root.certificateDer))];
export const intermediates = [parseCertificate(chain.issuing.certificateDer)];

export const cheapPasswords: PasswordCost = { N: 2 ** 10, p: 1 };

export async function startTestPortal(options: Partial<PortalOptions> = {}, port = 0): Promise<TestPortal> {
  const portal = await startPortal(
    {
      database: ':memory:',
      anchors,
      intermediates,
      evidence: null,
      keyPolicy: 'current',
      passwordCost: cheapPasswords,
      now: () => new Date(),
      onFault: error => {
        // A fault of the portal is a failure of whatever test met it; the answer says 500 and this says why.
        console.error(error);
      },
      ...options,
    },
    port,
  );
  return {
    ...portal,
    call: (name, body, options) => callPortal(portal.origin, name, body, options),
    lastLink(recipient) {
      const row = portal.db.get<{ link: string }>(
        'SELECT link FROM mails WHERE recipient = ? AND link IS NOT NULL ORDER BY id DESC',
        recipient,
      );
      if (row === undefined) throw new Error(`no link was mailed to ${recipient}`);
      return row.link;
    },
  };
}

export async function callPortal<N extends OperationName>(
  origin: string,
  name: N,
  body: PortalBody<N>,
  { params = {}, token, key = randomUUID() }: CallOptions = {},
): Promise<Answer<N>> {
  const operation = operationOf(name);
  const response = await fetch(`${origin}${pathOf(name, params)}`, {
    method: operation.method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(isChange(operation) && { [idempotencyHeader]: key }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as object;
  return { status: response.status, code: '', ...answer } as Answer<N>;
}

/** The authorities of the keys as files are named with `--trust`: root and issuing, in PEM. */
export function authorityPem(): string {
  const pem = (der: Uint8Array): string =>
    `-----BEGIN CERTIFICATE-----\n${bytesToBase64(der).replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
  return [chain.root, chain.issuing].map(({ certificateDer }) => pem(certificateDer)).join('');
}
