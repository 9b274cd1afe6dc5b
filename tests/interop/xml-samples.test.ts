/** XML signatures that Kalkan, NCALayer and NCANode made: read, doubted in every place, and made again byte for byte. */
import { describe, expect, it } from 'vitest';
import { TanbaError } from '../../contract/errors/index.ts';
import type { VerificationReport } from '../../contract/report.ts';
import {
  base64ToBytes,
  bytesToHex,
  bytesToUtf8,
  hexToBytes,
  reversed,
  utf8ToBytes,
} from '../../core/bytes.ts';
import { keyAlgorithms } from '../../core/crypto/algorithms.ts';
import { digest } from '../../core/crypto/digest.ts';
import { cryptoProA, tc26Gost512A } from '../../core/crypto/gost-curves.ts';
import { signDigest } from '../../core/crypto/gost3410.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { canonicalize } from '../../core/xml/c14n.ts';
import { DECLARATION } from '../../core/xml/layout.ts';
import { parseXml } from '../../core/xml/parse.ts';
import { prepareXml, signXml } from '../../core/xml/sign.ts';
import type { XmlReferenceRequest } from '../../core/xml/sign.ts';
import { verifyXml } from '../../core/xml/verify.ts';
import { selectElement } from '../../core/xml/xpath.ts';
import { interopAnchor, interopFile, lacksInteropData } from './data.ts';

interface Sample {
  readonly file: string;
  /** A day of the certificate's term. */
  readonly at: string;
  readonly ca: readonly string[] | null;
  readonly verdict: string;
  /** Steps that are not ok, besides revocation and time-stamp. */
  readonly findings: readonly string[];
  readonly covers: string;
}

// Two are signed with keys for logging in: their cryptography holds, their purpose does not.
const SAMPLES: readonly Sample[] = [
  {
    file: 'NCANode_XML_SIGNED_VALID_STRING.xml',
    at: '2021-06-01',
    ca: ['test', 'nca_rsa_test.crt'],
    verdict: 'valid',
    findings: [],
    covers: '/',
  },
  {
    file: 'NCANode_v2_03_XML_sign_md_2.xml',
    at: '2019-01-01',
    ca: ['prod', 'nca_rsa.pem'],
    verdict: 'invalid',
    findings: ['certificate.not-for-signing'],
    covers: '/',
  },
  {
    file: 'NCANode_v2_NCANode_postman_collection_json_3.xml',
    at: '2019-01-01',
    ca: ['prod', 'nca_rsa.pem'],
    verdict: 'invalid',
    findings: ['certificate.not-for-signing'],
    covers: '/soap:Envelope/soap:Body',
  },
  {
    file: 'mitwork_kalkan_0.xml',
    at: '2025-01-01',
    ca: ['test', 'nca_gost2022_test.cer'],
    verdict: 'valid',
    findings: [],
    covers: '/',
  },
  { file: 'ncalayer-rs_xml_ns.xml', at: '2026-11-01', ca: null, verdict: 'valid', findings: [], covers: '/' },
  {
    file: 'ncalayer-rs_xml_simple.xml',
    at: '2026-11-01',
    ca: null,
    verdict: 'valid',
    findings: [],
    covers: '/',
  },
];

/** Line ends as every reader of XML sees them; two samples lost theirs in a documentation page. */
function textOf(file: string): string {
  return bytesToUtf8(interopFile('xml', file)).replaceAll('\r\n', '\n');
}

function certificateIn(text: string): Certificate {
  const base64 = /(?:<ds:X509Certificate>|X509v3">)([^<]*)</.exec(text)![1]!;
  return parseCertificate(base64ToBytes(base64.replaceAll('&#13;', '')));
}

function verify({ at, ca }: Sample, text: string, original = text): Promise<VerificationReport> {
  const anchor = ca === null ? anchorFromCertificate(certificateIn(original)) : interopAnchor('ca', ...ca);
  return verifyXml({ xml: text, anchors: [anchor], at: new Date(at) });
}

/** Whether the three steps of cryptography and structure hold, and the chain; anything that reading throws is a no. */
async function holds(sample: Sample, text: string, original: string): Promise<boolean> {
  try {
    const steps = (await verify(sample, text, original)).signers.flatMap(signer => signer.steps);
    return steps.slice(0, 5).every(({ name, status }) => status === 'ok' || name === 'purpose');
  } catch (error) {
    if (error instanceof TanbaError) return false;
    throw error;
  }
}

describe.skipIf(lacksInteropData('XML samples', 3 * SAMPLES.length))('a sample', () => {
  it.each(SAMPLES)('$file is $verdict on $at', async sample => {
    const report = await verify(sample, textOf(sample.file));
    expect(report.verdict).toBe(sample.verdict);
    expect(report).toMatchObject({ format: 'xml', attached: true });
    expect(report.signers).toHaveLength(1);
    expect(report.signers[0]?.covers?.map(({ path }) => path)).toEqual([sample.covers]);
    const { steps } = report.signers[0]!;
    const findings = steps.filter(
      ({ name, status }) => status !== 'ok' && name !== 'revocation' && name !== 'timestamp',
    );
    expect(findings.map(({ code }) => code)).toEqual(sample.findings);
  });

  it.each(SAMPLES)('$file is unproven without its authority', async sample => {
    const report = await verifyXml({ xml: textOf(sample.file), anchors: [], at: new Date(sample.at) });
    expect(report.signers[0]?.steps.find(({ name }) => name === 'chain')).toMatchObject({
      status: 'unknown',
      code: 'chain.no-anchor',
    });
    expect(report.valid).toBe(false);
  });

  it.each(SAMPLES)('$file fails after any change that matters', async sample => {
    const text = textOf(sample.file);
    for (const changed of changes(text, sample.ca !== null)) {
      expect(await holds(sample, changed.text, text), changed.what).toBe(false);
    }
  });
});

interface Change {
  readonly what: string;
  readonly text: string;
}

/** One character changed in what is signed, in the digest, the signature, the certificate, and in every algorithm's name. */
function* changes(text: string, certificateToo: boolean): Generator<Change> {
  const regions = [
    ...matches(text, /(?<=<ds:DigestValue>)[^<]*/g),
    ...matches(text, /(?<=<ds:SignatureValue>)[^<]*/g),
    ...matches(text, /(?<=Algorithm=")[^"]*/g),
    ...matches(text, /(?<=<(?:b|name|message|a|ns1:item)>|attr="|wsu:Id="|URI=")[^<"]*/g),
    ...(certificateToo ? matches(text, /(?<=<ds:X509Certificate>|X509v3">)[^<]*/g) : []),
  ];
  for (const [start, end] of regions) {
    const step = Math.max(1, Math.floor((end - start) / 24));
    for (let at = start; at < end; at += step) {
      const character = text[at]!;
      // White space and the reference that stands for CR mean nothing between base64.
      if (/\s/.test(character) || text.slice(at - 4, at + 5).includes('&#13;')) continue;
      const other = character === 'A' ? 'B' : 'A';
      yield { what: `${character} at ${at}`, text: text.slice(0, at) + other + text.slice(at + 1) };
    }
  }
  const transforms = matches(text, /<ds:Transform [^>]*\/>/g);
  for (const [start, end] of transforms)
    yield { what: 'transform removed', text: text.slice(0, start) + text.slice(end) };
  if (transforms.length === 2) {
    const [first, second] = transforms.map(([start, end]) => text.slice(start, end));
    yield {
      what: 'transforms reordered',
      text: text.replace(first!, '\0').replace(second!, first!).replace('\0', second!),
    };
  }
}

function matches(text: string, pattern: RegExp): (readonly [number, number])[] {
  return [...text.matchAll(pattern)].map(found => [found.index, found.index + found[0].length] as const);
}

describe.skipIf(lacksInteropData('XML made again', SAMPLES.length + 3))('made again', () => {
  const enveloped: XmlReferenceRequest = { kind: 'enveloped' };
  const wsse: XmlReferenceRequest = { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'unused' };

  it.each(SAMPLES)('$file comes out as Santuario wrote it, with its own signature', ({ file }) => {
    const text = textOf(file);
    const prepared = prepareXml({
      xml: text.replace(/<ds:Signature .*<\/ds:Signature>/s, ''),
      certificate: certificateIn(text),
      layout: 'santuario',
      reference: file.includes('postman') ? wsse : enveloped,
    });
    const value = /<ds:SignatureValue>([^<]*)</.exec(text)![1]!.replaceAll('&#13;', '');
    const again = prepared.finish(base64ToBytes(value));
    // A documentation page dropped some &#13;, which stand in no SignedInfo there; and who signed, wrote the declaration.
    const theirs = text.replace(/^<\?xml.*?\?>/, '').trimEnd();
    expect(again.slice(DECLARATION.length).replaceAll('&#13;', '')).toBe(theirs.replaceAll('&#13;', ''));
    if (file.startsWith('ncalayer-rs') || file.startsWith('mitwork'))
      expect(again).toBe(DECLARATION + theirs);
  });

  it.each(['ncalayer-rs_xml_ns.xml', 'ncalayer-rs_xml_simple.xml'])(
    '%s is signed with its own key',
    async file => {
      const text = textOf(file);
      const vectors = new Map(
        bytesToUtf8(interopFile('kalkan_gost512.vectors'))
          .split('\n')
          .map(line => line.split('=') as [string, string]),
      );
      const signed = await signXml({
        xml: text.replace(/<ds:Signature .*<\/ds:Signature>/s, ''),
        layout: 'compact',
        reference: enveloped,
        signer: {
          certificate: certificateIn(text),
          signDigest: (digestName, hash) =>
            Promise.resolve(
              signDigest(tc26Gost512A, reversed(hexToBytes(vectors.get('d')!)), hash, {
                digestName,
                extraEntropy: new Uint8Array(),
              }),
            ),
        },
      });
      const report = await verifyXml({
        xml: signed,
        anchors: [anchorFromCertificate(certificateIn(text))],
        at: new Date('2026-11-01'),
      });
      expect(report.verdict).toBe('valid');
      expect(/<ds:DigestValue>([^<]*)/.exec(signed)![1]).toBe(
        /<ds:DigestValue>([^<]*)/.exec(text)![1]!.replaceAll('&#13;\n', ''),
      );
    },
  );

  it('SignedInfo of the GOST-2004 vector is canonical as Kalkan had it, inside a document too, and its signature holds', () => {
    const vector = JSON.parse(bytesToUtf8(interopFile('xml', 'gost2004_xmldsig_vector.json'))) as Record<
      string,
      string
    >;
    const canonical = vector['signedInfoCanonical']!;
    const inner = canonical
      .replace(/<ds:SignedInfo[^>]*>/, '<ds:SignedInfo>')
      .replace(/><\/ds:[A-Za-z]*Method>/g, '/>');
    const document = parseXml(
      `<edw:doc xmlns:edw="http://xmlns.kztc-cits/sign"><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${inner}</ds:Signature></edw:doc>`,
    );
    const octets = canonicalize(selectElement(document, '//ds:SignedInfo'), {
      exclusive: false,
      comments: false,
      inclusivePrefixes: [],
    });
    expect(bytesToUtf8(octets)).toBe(canonical);
    const key = {
      kind: 'gost',
      algorithm: keyAlgorithms['GOST-2004'],
      curve: cryptoProA,
      point: hexToBytes(vector['publicKeyXY_LE_hex']!),
    } as const;
    const hash = digest('gost34311', octets);
    expect(verifySignature(key, 'gost34311', hash, base64ToBytes(vector['signatureValue']!))).toBe(true);
    expect(bytesToHex(hash)).not.toBe(bytesToHex(digest('gost34311', utf8ToBytes(`${canonical} `))));
  });
});
