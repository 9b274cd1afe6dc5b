/** Certification paths (RFC 5280 §6): what leads to an anchor, what does not, and what pretends to. */
import { describe, expect, it } from 'vitest';
import { costOf } from '../../tests/support/cost.ts';
import { asAuthority, asSigner, commonName, issue, midTerm, person } from '../../tests/support/pki.ts';
import type { Identity, IssueOptions } from '../../tests/support/pki.ts';
import { keyUsage } from '../../sandbox/ca/extensions.ts';
import { parseCertificate } from './certificate.ts';
import type { Certificate } from './certificate.ts';
import { LinkChecker, anchorFromCertificate, buildChain } from './chain.ts';
import type { ChainRequest, TrustAnchor } from './chain.ts';

const make = (options: Partial<IssueOptions> & { readonly seed: string }): Identity =>
  issue({
    name: commonName(options.seed),
    family: 'GOST-2004',
    issuer: null,
    extensions: asAuthority(),
    ...options,
  });

const root = make({ seed: 'Root' });
const middle = make({ seed: 'Issuing', issuer: root, extensions: asAuthority(0) });
const leaf = make({ seed: 'leaf', name: person, issuer: middle, extensions: asSigner });

const anchor = (...identities: readonly Identity[]): TrustAnchor[] =>
  identities.map(({ certificate }) => anchorFromCertificate(certificate));
const certificates = (...identities: readonly Identity[]): Certificate[] =>
  identities.map(({ certificate }) => certificate);

function result(
  subject: Identity,
  links: readonly Identity[],
  anchors: readonly TrustAnchor[],
  at = midTerm,
): string {
  const request: ChainRequest = {
    certificate: subject.certificate,
    intermediates: certificates(...links),
    anchors,
    at,
  };
  const { status, code } = buildChain(request);
  return code === undefined ? status : `${status} ${code}`;
}

describe('a path', () => {
  it('leads over an intermediate to the root', () => {
    const chain = buildChain({
      certificate: leaf.certificate,
      intermediates: [middle.certificate],
      anchors: anchor(root),
      at: midTerm,
    });
    expect(chain).toMatchObject({ status: 'ok', path: [leaf.certificate, middle.certificate] });
    expect(chain.anchor?.subjectDer).toEqual(root.certificate.subjectDer);
  });

  it('ends at an authority that is trusted itself, root or not', () => {
    expect(result(leaf, [], anchor(middle))).toBe('ok');
  });

  it('is not needed by a certificate that is an anchor', () => {
    expect(result(root, [], anchor(root))).toBe('ok');
    expect(result(leaf, [], anchor(leaf))).toBe('ok');
  });

  it('may change the family of keys on its way', () => {
    const rsaRoot = make({ seed: 'RSA root', family: 'RSA' });
    const gost = make({
      seed: 'GOST under RSA',
      issuer: rsaRoot,
      extensions: asSigner,
      family: 'GOST-2015-512',
    });
    expect(result(gost, [], anchor(rsaRoot))).toBe('ok');
  });

  it.each([
    ['without the intermediate', leaf, [], anchor(root)],
    ['without anchors', leaf, [middle, root], []],
    ['of a root that is not trusted', root, [], anchor(middle)],
  ])('%s is unknown', (_, subject, links, anchors) => {
    expect(result(subject, links, anchors)).toBe('unknown chain.no-anchor');
  });
});

describe('authorities of the same name', () => {
  const twin = make({ seed: 'Root twin', name: root.name });
  const nameless: IssueOptions['extensions'] = own => asSigner(own, own).slice(0, 3);
  const silent = make({ seed: 'silent', name: person, issuer: twin, extensions: nameless });

  it('are told apart by key identifier', () => {
    expect(result(middle, [], anchor(twin, root))).toBe('ok');
    expect(result(middle, [], anchor(root, twin))).toBe('ok');
    expect(result(middle, [], anchor(twin))).toBe('unknown chain.no-anchor');
  });

  it('are all tried where the certificate names no key', () => {
    expect(result(silent, [], anchor(root, twin))).toBe('ok');
    expect(result(silent, [], anchor(root))).toBe('failed chain.signature-wrong');
  });

  it('are all tried where the anchor names no key', () => {
    const anchors = anchor(twin, root).map(one => ({ ...one, subjectKeyId: null }));
    expect(result(middle, [], anchors)).toBe('ok');
  });

  it('do not hide a forgery of the trusted one', () => {
    const impostor = { ...twin, key: { ...twin.key, subjectKeyId: root.key.subjectKeyId } };
    const forged = make({ seed: 'forged', name: person, issuer: impostor, extensions: asSigner });
    const impostorCertificate = make({
      seed: 'Root twin',
      name: root.name,
      key: impostor.key,
    });
    expect(result(forged, [impostorCertificate], anchor(root))).toBe('failed chain.signature-wrong');
  });
});

describe('the right to issue', () => {
  const under = (seed: string, extensions: IssueOptions['extensions']) => {
    const authority = make({ seed: `authority ${seed}`, issuer: root, extensions });
    const subject = make({ seed: `subject ${seed}`, name: person, issuer: authority, extensions: asSigner });
    return result(subject, [authority], anchor(root));
  };

  it('needs basicConstraints', () => {
    expect(under('plain', asSigner)).toBe('failed chain.not-a-ca');
    expect(under('absent', (own, issuer) => asAuthority()(own, issuer).slice(-2))).toBe(
      'failed chain.not-a-ca',
    );
  });

  it('needs keyCertSign where there is a key usage', () => {
    const extensions: IssueOptions['extensions'] = (own, issuer) => {
      const [constraints, , ...others] = asAuthority()(own, issuer);
      return [constraints!, keyUsage(['digitalSignature']), ...others];
    };
    expect(under('usage', extensions)).toBe('failed chain.not-a-ca');
  });

  it('ends with the path length', () => {
    const lower = make({ seed: 'Lower', issuer: middle });
    const subject = make({ seed: 'low leaf', name: person, issuer: lower, extensions: asSigner });
    expect(result(subject, [lower, middle], anchor(root))).toBe('failed chain.not-a-ca');
    expect(result(lower, [middle], anchor(root))).toBe('ok');
  });
});

describe('a critical extension that is not understood', () => {
  // Name constraints are known, but nothing here applies them: a path that needs them must not be accepted.
  const constraints = { oid: '2.5.29.30', critical: true, value: Uint8Array.of(0x30, 0) };
  const constrained: IssueOptions['extensions'] = (own, issuer) => [
    ...asAuthority()(own, issuer),
    constraints,
  ];

  it('stops the path, wherever it stands', () => {
    const authority = make({ seed: 'constrained', issuer: root, extensions: constrained });
    const subject = make({ seed: 'below', name: person, issuer: authority, extensions: asSigner });
    expect(result(authority, [], anchor(root))).toBe('failed certificate.critical-extension');
    expect(result(subject, [authority], anchor(root))).toBe('failed certificate.critical-extension');
  });
});

describe('terms', () => {
  it.each([
    ['of the anchor, over', root, '2027-06-01', 'unknown validity.expired'],
    ['of the anchor, not begun', root, '2025-06-01', 'unknown validity.not-yet'],
  ])('%s', (_, trusted, at, expected) => {
    expect(result(middle, [], anchor(trusted), new Date(at))).toBe(expected);
  });

  it('of an intermediate count as well', () => {
    const short = make({ seed: 'short', issuer: root, notAfter: new Date('2026-03-01') });
    const subject = make({ seed: 'under short', name: person, issuer: short, extensions: asSigner });
    expect(result(subject, [short], anchor(root))).toBe('unknown validity.expired');
    expect(result(subject, [short], anchor(root), new Date('2026-02-01'))).toBe('ok');
  });

  it('do not count for the certificate itself, which is the caller’s matter', () => {
    const gone = make({
      seed: 'gone',
      name: person,
      issuer: root,
      extensions: asSigner,
      notAfter: new Date('2026-02-01'),
    });
    expect(result(gone, [], anchor(root))).toBe('ok');
  });
});

describe('what only costs time', () => {
  it('two authorities that issued each other do not go round for ever', () => {
    const one = make({ seed: 'One' });
    const two = make({ seed: 'Two', issuer: one });
    const oneByTwo = make({ seed: 'One', issuer: two });
    const subject = make({ seed: 'crossed', name: person, issuer: one, extensions: asSigner });
    expect(result(subject, [one, two, oneByTwo], anchor(root))).toBe('unknown chain.no-anchor');
    expect(result(subject, [oneByTwo, two], anchor(one))).toBe('ok');
  });

  it('a path of nine certificates is not followed', () => {
    const authorities: Identity[] = [root];
    for (let level = 1; level <= 8; level++)
      authorities.push(make({ seed: `Level ${level}`, issuer: authorities.at(-1)! }));
    const below = (level: number) =>
      make({ seed: `end ${level}`, name: person, issuer: authorities[level]!, extensions: asSigner });
    expect(result(below(7), authorities.slice(1), anchor(root))).toBe('ok');
    expect(result(below(8), authorities.slice(1), anchor(root))).toBe('unknown chain.no-anchor');
  });

  it('hundreds of authorities that fit are not all tried', async () => {
    const { der } = middle.certificate;
    const copies = Array.from({ length: 500 }, (_, index) =>
      parseCertificate(der.map((octet, at) => (at === der.length - 1 - (index >> 8) ? index & 0xff : octet))),
    );
    const request = {
      certificate: leaf.certificate,
      intermediates: copies,
      anchors: anchor(root),
      at: midTerm,
    };
    const cost = await costOf(() => expect(buildChain(request).status).toBe('unknown'));
    expect(cost).toBeLessThan(1_000);
  });

  it('a link is checked once for all requests that share a checker', () => {
    const links = new LinkChecker(2);
    const request = {
      certificate: leaf.certificate,
      intermediates: [middle.certificate],
      anchors: anchor(root),
      at: midTerm,
      links,
    };
    expect([buildChain(request).status, buildChain(request).status]).toEqual(['ok', 'ok']);
    const other = make({ seed: 'other leaf', name: person, issuer: middle, extensions: asSigner });
    expect(buildChain({ ...request, certificate: other.certificate }).status).toBe('unknown');
  });
});

it('an unknown signature algorithm is named', () => {
  const sha1 = { ...root, key: { ...root.key, signatureOid: '1.2.840.113549.1.1.5' } };
  const subject = make({ seed: 'sha1', name: person, issuer: sha1, extensions: asSigner });
  const chain = buildChain({
    certificate: subject.certificate,
    intermediates: [],
    anchors: anchor(root),
    at: midTerm,
  });
  expect(chain).toMatchObject({
    status: 'failed',
    code: 'signature.algorithm-unsupported',
    params: { oid: '1.2.840.113549.1.1.5' },
  });
});

it('a key off its curve makes no link, and says so', () => {
  const offCurve = {
    ...anchor(root)[0]!,
    spkiDer: root.certificate.spkiDer.map((octet, at, all) => (at === all.length - 1 ? octet ^ 1 : octet)),
  };
  const chain = buildChain({
    certificate: middle.certificate,
    intermediates: [],
    anchors: [offCurve],
    at: midTerm,
  });
  expect(chain).toMatchObject({ status: 'failed', code: 'key.point-off-curve' });
});
