/** Certificates as files: those that lead to the trusted root, and each way not to. */
import { derElement } from '../../../core/asn1/definite.ts';
import { Fields, elementsOf, soleElement } from '../../../core/asn1/elements.ts';
import { concatBytes, hexToBytes } from '../../../core/bytes.ts';
import { keyUsage } from '../../../sandbox/ca/extensions.ts';
import { sequence, small } from '../../support/cms-maker.ts';
import {
  asAuthority,
  asSigner,
  commonName,
  families,
  issue,
  person,
  rootAndSigner,
} from '../../support/pki.ts';
import type { Identity, IssueOptions } from '../../support/pki.ts';

export interface CertificateCase {
  readonly name: string;
  readonly comment: string;
  /** ok, unknown, failed: what the chain comes to. refused: the certificate cannot be read. */
  readonly expect: 'ok' | 'unknown' | 'failed' | 'refused';
  readonly code?: string;
  readonly certificate: Uint8Array;
  /** Authorities between the certificate and the trusted one, one behind the other. */
  readonly links?: Uint8Array;
  readonly trust: Uint8Array;
}

const { root, signer } = rootAndSigner('GOST-2015-512');

const make = (seed: string, changes: Partial<IssueOptions> = {}): Identity =>
  issue({ name: person, seed, family: 'GOST-2015-512', issuer: root, extensions: asSigner, ...changes });
const authority = (seed: string, changes: Partial<IssueOptions> = {}): Identity =>
  make(seed, { name: commonName(seed), extensions: asAuthority(0), ...changes });

function chainCase(
  name: string,
  comment: string,
  [expect, code]: readonly [CertificateCase['expect'], string?],
  chain: readonly [certificate: Identity, ...links: Identity[]],
): CertificateCase {
  const [{ certificate }, ...links] = chain;
  return {
    name,
    comment,
    expect,
    ...(code === undefined ? {} : { code }),
    certificate: certificate.der,
    ...(links.length === 0 ? {} : { links: concatBytes(...links.map(link => link.certificate.der)) }),
    trust: root.certificate.der,
  };
}

const ok = ['ok'] as const;
const unknown = (code: string) => ['unknown', code] as const;
const failed = (code: string) => ['failed', code] as const;

const ofFamilies: readonly CertificateCase[] = families.map(family => {
  const pair = rootAndSigner(family);
  const comment = `a key of ${family} under a root of the same family`;
  return { ...chainCase(family.toLowerCase(), comment, ok, [pair.signer]), trust: pair.root.certificate.der };
});

const issuing = authority('Issuing authority');
const stranger = make('stranger root', { name: root.name, issuer: null, extensions: asAuthority() });
const impostor = { ...stranger, key: { ...stranger.key, subjectKeyId: root.key.subjectKeyId } };
const powerless = authority('Authority without keyCertSign', {
  extensions: (own, issuer) => {
    const [constraints, , ...others] = asAuthority()(own, issuer);
    return [constraints!, keyUsage(['digitalSignature']), ...others];
  },
});
const lower = authority('Authority below', { issuer: issuing });
const ended = authority('Authority that has ended', { notAfter: new Date('2026-03-01') });
const begins = authority('Authority that begins', { notBefore: new Date('2026-09-01') });
const constrained = authority('Constrained authority', {
  extensions: (own, issuer) => [
    ...asAuthority()(own, issuer),
    { oid: '2.5.29.30', critical: true, value: sequence() },
  ],
});
const weak = { ...root, key: { ...root.key, signatureOid: '1.2.840.113549.1.1.5' } };

const chains: readonly CertificateCase[] = [
  chainCase('root-itself', 'the trusted certificate', ok, [root]),
  chainCase('over-an-authority', 'issued by an authority of the root', ok, [
    make('two steps', { issuer: issuing }),
    issuing,
  ]),
  chainCase('authority-missing', 'the authority between them is not there', unknown('chain.no-anchor'), [
    make('two steps', { issuer: issuing }),
  ]),
  chainCase('stranger', 'a root of the same name with another key', unknown('chain.no-anchor'), [
    make('of stranger', { issuer: stranger }),
    stranger,
  ]),
  chainCase('self-signed', 'signed by itself', unknown('chain.no-anchor'), [make('self', { issuer: null })]),
  chainCase('forged', 'the root’s name and key identifier, another key', failed('chain.signature-wrong'), [
    make('forged', { issuer: impostor }),
  ]),
  chainCase('by-a-person', 'issued by a person', failed('chain.not-a-ca'), [
    make('by person', { issuer: signer }),
    signer,
  ]),
  chainCase('no-cert-sign', 'the authority’s key usage lacks keyCertSign', failed('chain.not-a-ca'), [
    make('powerless', { issuer: powerless }),
    powerless,
  ]),
  chainCase('path-too-long', 'an authority under one that may have none', failed('chain.not-a-ca'), [
    make('of lower', { issuer: lower }),
    lower,
    issuing,
  ]),
  chainCase('authority-ended', 'the authority’s term is over', unknown('validity.expired'), [
    make('of ended', { issuer: ended }),
    ended,
  ]),
  chainCase('authority-begins', 'the authority’s term has not begun', unknown('validity.not-yet'), [
    make('of begins', { issuer: begins }),
    begins,
  ]),
  chainCase(
    'name-constraints',
    'the authority has critical name constraints',
    failed('certificate.critical-extension'),
    [make('of constrained', { issuer: constrained }), constrained],
  ),
  chainCase('sha1', 'signed with SHA-1', failed('signature.algorithm-unsupported'), [
    make('sha1', { issuer: weak }),
  ]),
];

const { der } = signer.certificate;
const [tbs, algorithm, signature] = elementsOf(soleElement(der, 0x30).content, 3).map(({ raw }) => raw) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
const fields = elementsOf(soleElement(tbs, 0x30).content, 10).map(({ raw }) => raw);
/** The certificate with one field of its TBSCertificate replaced; its signature is never reached. */
const withField = (index: number, field: Uint8Array) =>
  sequence(sequence(...fields.map((raw, at) => (at === index ? field : raw))), algorithm, signature);
const extensions = elementsOf(soleElement(new Fields(fields[7]!).take(0xa3).content, 0x30).content, 20).map(
  ({ raw }) => raw,
);
const withExtension = (...parts: readonly Uint8Array[]) =>
  withField(7, derElement(0xa3, sequence(sequence(...parts))));
const octets = (value: Uint8Array) => derElement(0x04, value);
const bytes = hexToBytes;

const broken: readonly (readonly [name: string, comment: string, certificate: Uint8Array])[] = [
  ['empty', 'nothing', new Uint8Array()],
  ['trailing', 'a byte behind it', concatBytes(der, new Uint8Array(1))],
  ['cut', 'the last byte is missing', der.slice(0, -1)],
  ['no-signature', 'no signature', sequence(tbs, algorithm)],
  ['fourth-field', 'a field behind the signature', sequence(tbs, algorithm, signature, small(1))],
  [
    'indefinite',
    'indefinite length: certificates are DER',
    concatBytes(bytes('3080'), tbs, algorithm, signature, bytes('0000')),
  ],
  [
    'two-algorithms',
    'the algorithm outside is not the signed one',
    sequence(tbs, sequence(bytes('06032a0304')), signature),
  ],
  ['signature-bits', 'a signature of seven bits', sequence(tbs, algorithm, bytes('030201fe'))],
  ['no-serial', 'no serial number', withField(1, bytes('0500'))],
  ['empty-serial', 'a serial number without octets', withField(1, bytes('0200'))],
  ['half-term', 'a term without an end', withField(4, sequence(bytes('170d3236303130313030303030305a')))],
  [
    'no-such-day',
    'a term from 32 January',
    withField(4, sequence(bytes('170d3236303133323030303030305a'), bytes('170d3236303230313030303030305a'))),
  ],
  [
    'no-seconds',
    'a term without seconds',
    withField(4, sequence(bytes('170b323630313031303030305a'), bytes('170b323630323031303030305a'))),
  ],
  ['subject-no-name', 'a subject that is no name', withField(5, sequence(small(1)))],
  [
    'extension-twice',
    'an extension stands twice',
    withField(7, derElement(0xa3, sequence(...extensions, extensions[0]!))),
  ],
  ['extension-no-value', 'an extension without a value', withExtension(bytes('0603551d0f'))],
  [
    'key-usage-type',
    'a key usage that is no bit string',
    withExtension(bytes('0603551d0f'), octets(small(1))),
  ],
  [
    'path-length-negative',
    'a path length below zero',
    withExtension(bytes('0603551d13'), octets(sequence(bytes('0101ff'), bytes('0201ff')))),
  ],
  [
    'extended-usage-type',
    'an extended key usage that is no list',
    withExtension(bytes('0603551d25'), octets(bytes('0603551d0f'))),
  ],
];

const refusals: readonly CertificateCase[] = broken.map(([name, comment, certificate]) => ({
  name: `broken-${name}`,
  comment,
  expect: 'refused',
  code: 'key.bad-certificate',
  certificate,
  trust: root.certificate.der,
}));

export const certificateCases: readonly CertificateCase[] = [...ofFamilies, ...chains, ...refusals];
