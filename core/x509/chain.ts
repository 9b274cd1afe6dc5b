/**
 * Certification paths (RFC 5280 §6): from a certificate to one of the trust anchors. Authorities are found by name and key
 * identifier, since those of НУЦ РК share names between generations; all that fit are tried.
 */
import type { ErrorCode, ErrorData, ErrorParams } from '../../contract/errors/index.ts';
import type { TrustEnvironment } from '../../contract/report.ts';
import { equalBytes } from '../bytes.ts';
import type { Certificate } from './certificate.ts';
import { dateText } from './dates.ts';
import { extensionOids } from './extensions.ts';
import { signedObjectFault } from './signed-object.ts';

/** An authority that is trusted: its name and key, for a term. */
export interface TrustAnchor {
  readonly id?: string;
  /** Whose it is; the person's own where nothing is said. */
  readonly environment?: TrustEnvironment;
  readonly subjectDer: Uint8Array;
  readonly spkiDer: Uint8Array;
  /** Lower-case hex. */
  readonly subjectKeyId: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

/** Trusts what a certificate holds; the certificate need not be self-signed. */
export function anchorFromCertificate(certificate: Certificate, id?: string): TrustAnchor {
  const { subjectDer, spkiDer, subjectKeyId, notBefore, notAfter } = certificate;
  return { ...(id === undefined ? {} : { id }), subjectDer, spkiDer, subjectKeyId, notBefore, notAfter };
}

export interface ChainRequest {
  readonly certificate: Certificate;
  /** Certificates that may link to an anchor; nothing is believed of them. */
  readonly intermediates: readonly Certificate[];
  readonly anchors: readonly TrustAnchor[];
  /** The time for which the authorities must be valid. The certificate's own term is the caller's matter. */
  readonly at: Date;
  /** To be shared by requests that belong together; bounds their common work. */
  readonly links?: LinkChecker;
}

export interface ChainResult {
  /** unknown: no path leads to an anchor, or only through an authority whose term is over. */
  readonly status: 'ok' | 'failed' | 'unknown';
  readonly code?: ErrorCode;
  readonly params?: ErrorParams;
  /** The certificate first; the anchor itself is not in it. */
  readonly path: readonly Certificate[];
  readonly anchor: TrustAnchor | null;
}

/** The authority that issued the certificate at this place of the path; null at the end of one that leads to no anchor. */
export function issuerIn({ path, anchor }: ChainResult, index: number): Authority | null {
  const next = path[index + 1] ?? anchor;
  // The last certificate may be the anchor itself, which nobody vouches for.
  return next === null || isSameAuthority(next, path[index]!) ? null : next;
}

/** Extensions whose meaning we apply; any other that is critical makes a certificate unusable (RFC 5280 §4.2). */
const understood: ReadonlySet<string> = new Set(Object.values(extensionOids));

/** Certificates in a path; НУЦ's have two. */
const maxPathLength = 8;
/** Signatures checked for one request: a file may hold any number of certificates that pretend to fit. */
const defaultChecks = 64;

/**
 * Looks for a path from the certificate to an anchor: each link's signature, the right to issue (CA, keyCertSign, path
 * length), critical extensions, the authorities' terms. A certificate that is itself an anchor needs no link.
 */
export function buildChain(request: ChainRequest): ChainResult {
  return new PathSearch(request).from([request.certificate]);
}

/** What is known after a way was tried; the highest rank is reported. */
interface Outcome extends ChainResult {
  readonly rank: number;
}

const ranks = {
  /** The issuer is one that we do not know, or a certificate on the way forbids it. */
  deadEnd: 0,
  unknown: 1,
  /** The certificate names a trusted authority's name and key, which did not sign it: whatever else is offered. */
  forged: 2,
  ok: 3,
} as const;

class PathSearch {
  readonly #request: ChainRequest;
  readonly #links: LinkChecker;

  constructor(request: ChainRequest) {
    this.#request = request;
    this.#links = request.links ?? new LinkChecker();
  }

  /** The best outcome of all ways that go on from the last certificate of `path`. */
  from(path: readonly Certificate[]): Outcome {
    const last = path.at(-1)!;
    const unknownExtension = last.critical.find(oid => !understood.has(oid));
    if (unknownExtension !== undefined) {
      return failed(ranks.deadEnd, path, 'certificate.critical-extension', { oid: unknownExtension });
    }
    const self = this.#request.anchors.find(anchor => isSameAuthority(anchor, last));
    if (self !== undefined) return arrival(path, self, this.#request.at);
    let best: Outcome | null = null;
    for (const way of this.#ways(path)) {
      if (best === null || way.rank > best.rank) best = way;
      if (best.rank === ranks.ok) break;
    }
    return best ?? nowhere(path);
  }

  *#ways(path: readonly Certificate[]): Iterable<Outcome> {
    const last = path.at(-1)!;
    for (const anchor of this.#request.anchors) {
      if (!mayHaveIssued(anchor, last)) continue;
      const named = last.authorityKeyId !== null && anchor.subjectKeyId !== null;
      // Only the certificate in question: false ones sent along say nothing about it.
      const rankIfWrong = named && path.length === 1 ? ranks.forged : ranks.deadEnd;
      yield this.#step(path, anchor, rankIfWrong, () => arrival(path, anchor, this.#request.at));
    }
    if (path.length === maxPathLength) return;
    for (const authority of this.#request.intermediates) {
      if (!mayHaveIssued(authority, last) || path.some(passed => isSameAuthority(passed, authority)))
        continue;
      yield this.#step(path, authority, ranks.deadEnd, () => this.#through(path, authority));
    }
  }

  #step(
    path: readonly Certificate[],
    issuer: Authority,
    rankIfWrong: number,
    onward: () => Outcome,
  ): Outcome {
    const last = path.at(-1)!;
    if (!this.#links.affords(last, issuer.spkiDer)) return nowhere(path);
    const fault = this.#links.fault(last, issuer.spkiDer);
    return fault === null ? onward() : failed(rankIfWrong, path, fault.code, fault.params);
  }

  #through(path: readonly Certificate[], authority: Certificate): Outcome {
    const longer = [...path, authority];
    if (!mayIssue(authority, path)) return failed(ranks.deadEnd, longer, 'chain.not-a-ca', {});
    const onward = this.from(longer);
    const term = termFault(authority, this.#request.at);
    return onward.status === 'ok' && term !== null ? { ...onward, ...term, rank: ranks.unknown } : onward;
  }
}

/** Verifies signatures of certificates, each one once, and at most so many: hostile files offer thousands. */
export class LinkChecker {
  readonly #known = new Map<Certificate, Map<Uint8Array, ErrorData | null>>();
  #left: number;

  constructor(maxChecks = defaultChecks) {
    this.#left = maxChecks;
  }

  /** Whether the answer is known already or may still be worked out. */
  affords(certificate: Certificate, spkiDer: Uint8Array): boolean {
    return this.#left > 0 || this.#known.get(certificate)?.has(spkiDer) === true;
  }

  /** Why the certificate was not signed by the key, or null where it was. */
  fault(certificate: Certificate, spkiDer: Uint8Array): ErrorData | null {
    const byKey = this.#known.get(certificate) ?? new Map<Uint8Array, ErrorData | null>();
    this.#known.set(certificate, byKey);
    const known = byKey.get(spkiDer);
    if (known !== undefined) return known;
    this.#left--;
    const fault = linkFault(certificate, spkiDer);
    byKey.set(spkiDer, fault);
    return fault;
  }
}

function linkFault(certificate: Certificate, spkiDer: Uint8Array): ErrorData | null {
  const fault = signedObjectFault(certificate, spkiDer);
  return fault?.code === 'signature.wrong' ? { code: 'chain.signature-wrong', params: {} } : fault;
}

export type Authority = Pick<TrustAnchor, 'subjectDer' | 'spkiDer' | 'subjectKeyId'>;

function isSameAuthority(a: Authority, b: Authority): boolean {
  return equalBytes(a.spkiDer, b.spkiDer) && equalBytes(a.subjectDer, b.subjectDer);
}

function mayHaveIssued(authority: Authority, certificate: Certificate): boolean {
  const { authorityKeyId } = certificate;
  const sameKey =
    authorityKeyId === null || authority.subjectKeyId === null || authorityKeyId === authority.subjectKeyId;
  return sameKey && equalBytes(authority.subjectDer, certificate.issuerDer);
}

/** RFC 5280 §6.1.4 (k)–(n); `below` is the path under the authority, end entity first. */
function mayIssue(authority: Certificate, below: readonly Certificate[]): boolean {
  const { basicConstraints, keyUsage } = authority;
  if (basicConstraints?.ca !== true || keyUsage?.has('keyCertSign') === false) return false;
  const intermediates = below.slice(1).filter(passed => !equalBytes(passed.subjectDer, passed.issuerDer));
  return basicConstraints.pathLength === null || intermediates.length <= basicConstraints.pathLength;
}

function termFault(term: { readonly notBefore: Date; readonly notAfter: Date }, at: Date) {
  const status = 'unknown' as const;
  if (at > term.notAfter)
    return { status, code: 'validity.expired', params: { date: dateText(term.notAfter) } } as const;
  if (at < term.notBefore)
    return { status, code: 'validity.not-yet', params: { date: dateText(term.notBefore) } } as const;
  return null;
}

function arrival(path: readonly Certificate[], anchor: TrustAnchor, at: Date): Outcome {
  const term = termFault(anchor, at);
  return term === null
    ? { rank: ranks.ok, status: 'ok', path, anchor }
    : { rank: ranks.unknown, ...term, path, anchor };
}

function nowhere(path: readonly Certificate[]): Outcome {
  return { rank: ranks.unknown, status: 'unknown', code: 'chain.no-anchor', path, anchor: null };
}

function failed(rank: number, path: readonly Certificate[], code: ErrorCode, params: ErrorParams): Outcome {
  return { rank, status: 'failed', code, params, path, anchor: null };
}
