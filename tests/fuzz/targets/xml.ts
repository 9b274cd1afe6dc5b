/** XML signatures: whole documents, elements by Id, SOAP messages, several signatures. */
import { bytesToBase64, bytesToUtf8, utf8ToBytes } from '../../../core/bytes.ts';
import { parseCertificate } from '../../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../../core/x509/chain.ts';
import type { TrustAnchor } from '../../../core/x509/chain.ts';
import { canonicalize } from '../../../core/xml/c14n.ts';
import { readText } from '../../../core/xml/encoding.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { findSignatures } from '../../../core/xml/read-signature.ts';
import { signXml } from '../../../core/xml/sign.ts';
import type { SignXmlRequest, XmlReferenceRequest } from '../../../core/xml/sign.ts';
import { verifyXml } from '../../../core/xml/verify.ts';
import { selectElement } from '../../../core/xml/xpath.ts';
import { midTerm, rootAndSigner } from '../../support/pki.ts';
import { mutateXml } from '../mutators/xml.ts';
import { provenSigners } from '../proven.ts';
import { sampleAnchors, samples } from '../samples.ts';
import type { Claims, Seed, Target } from '../target.ts';

const rsa = rootAndSigner('RSA');
const gost = rootAndSigner('GOST-2015-512');
const ours = [rsa, gost].map(({ root }) => anchorFromCertificate(root.certificate));
const certificates = [rsa.signer.certificate, gost.signer.certificate];

/** What a reader relies on: the whole document (null), or the element at an XPath. */
type Relied = string | null;

/** Who signed what; the signatures themselves are left out of what. */
async function read(xml: Uint8Array, anchors: readonly TrustAnchor[], relied: Relied): Promise<Claims> {
  const isSoap = relied?.includes('Envelope') === true;
  const expected = relied === null || isSoap ? {} : { expected: relied };
  const report = await verifyXml({ xml, anchors, certificates, at: midTerm, ...expected });
  const signers = provenSigners(report);
  if (signers.length === 0) return [];
  const document = parseXml(readText(xml));
  const target = relied === null ? document : selectElement(document, relied);
  const how = { exclusive: true, comments: false, inclusivePrefixes: [] };
  const text = bytesToUtf8(canonicalize(target, how, new Set(findSignatures(document.root))));
  return signers.map(signer => `${signer} ${text}`);
}

const BODY = "/*[local-name()='Envelope']/*[local-name()='Body']";
const DOCUMENT =
  '<p:doc xmlns:p="urn:p" xml:lang="kk"><a b="c" Id="d1">қаз &amp; d</a><place/><?x y?></p:doc>';
const SOAP =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><a>1</a></s:Body></s:Envelope>';
const WSSE: XmlReferenceRequest = { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'b' };

async function madeSeeds(): Promise<Seed[]> {
  const sign = (xml: string, more: Partial<SignXmlRequest> = {}) =>
    signXml({ xml, signer: gost.signer, layout: 'compact', reference: { kind: 'enveloped' }, ...more });
  const seed = (name: string, xml: string, relied: Relied): Seed => ({
    name,
    bytes: utf8ToBytes(xml),
    read: input => read(input, ours, relied),
  });
  const issuerSerial = { ...WSSE, keyIdentifier: 'issuerSerial' } as const;
  const byId: XmlReferenceRequest = { kind: 'id', id: 'd1', parentXPath: '//place' };
  const enveloped = await sign(DOCUMENT, { layout: 'santuario' });
  const envelopedRsa = await sign(DOCUMENT, { signer: rsa.signer });
  return [
    seed('enveloped', enveloped, null),
    seed('enveloped, RSA', envelopedRsa, null),
    // Who signed the whole has signed its parts: pieces of these documents meet in others.
    seed('enveloped, a part relied on', enveloped, '/p:doc/a'),
    seed('enveloped, RSA, a part relied on', envelopedRsa, '/p:doc/a'),
    seed('two signatures', await sign(enveloped, { signer: rsa.signer }), null),
    seed('by Id', await sign(DOCUMENT, { reference: byId, signer: rsa.signer }), '/p:doc/a'),
    seed('SOAP', await sign(SOAP, { reference: WSSE }), BODY),
    seed('SOAP, issuer and number', await sign(SOAP, { reference: issuerSerial, signer: rsa.signer }), BODY),
  ];
}

function sampleSeeds(): Seed[] {
  return samples(['xml'], /\.xml$/).map(({ name, bytes }) => {
    const text = bytesToUtf8(bytes);
    const der = /(?:<ds:X509Certificate>|X509v3">)([^<]*)</.exec(text)![1]!.replaceAll('&#13;', '');
    const own = anchorFromCertificate(parseCertificate(new Uint8Array(Buffer.from(der, 'base64'))));
    const anchors = [...sampleAnchors(), ...(name.startsWith('ncalayer-rs') ? [own] : [])];
    const relied = text.includes('Envelope') ? BODY : null;
    return {
      name,
      bytes: utf8ToBytes(text.replaceAll('\r\n', '\n')),
      read: input => read(input, anchors, relied),
    };
  });
}

/** What an attacker would send who wants the program to stand still. */
function costly(): readonly Seed[] {
  const million = 1_000_000;
  const certificate = bytesToBase64(gost.signer.certificate.der);
  const x509 = (count: number) => `<X509Certificate>${certificate}</X509Certificate>`.repeat(count);
  const signature = (keyInfo: string) =>
    `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><SignatureMethod Algorithm="urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512"/><Reference URI=""><Transforms><Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></Transforms><DigestMethod Algorithm="urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"/><DigestValue>AAAA</DigestValue></Reference></SignedInfo><SignatureValue>AAAA</SignatureValue><KeyInfo>${keyInfo}</KeyInfo></Signature>`;
  const prefixes = Array.from({ length: 24_000 }, (_unused, index) => ` xmlns:p${index}="u:${index}"`).join(
    '',
  );
  const files: Readonly<Record<string, string>> = {
    '4,000 certificates in one signature': `<a>${signature(`<X509Data>${x509(4_000)}</X509Data>`)}</a>`,
    '64 signatures with 60 certificates': `<a>${signature(`<X509Data>${x509(60)}</X509Data>`).repeat(64)}</a>`,
    'an issuer of 4 MB': `<a>${signature(`<X509Data><X509IssuerSerial><X509IssuerName>${'\\'.repeat(2 * million)}${'+'.repeat(2 * million)}</X509IssuerName><X509SerialNumber>1</X509SerialNumber></X509IssuerSerial></X509Data>`)}</a>`,
    '24,000 prefixes': `<a${prefixes}>${'<b/>'.repeat(100_000)}${signature('')}</a>`,
    'too many attributes': `<a${Array.from({ length: 240_000 }, (_unused, index) => ` a${index}=""`).join('')}>${signature('')}</a>`,
    '24,000 attributes': `<a${Array.from({ length: 24_000 }, (_unused, index) => ` a${index}=""`).join('')}>${signature('')}</a>`,
    'the deepest document': `${'<a>'.repeat(255)}${'<b/>'.repeat(149_000)}${signature('')}${'</a>'.repeat(255)}`,
    'too deep a document': '<a>'.repeat(2 * million),
    'references in a text': `<a>${'&#13;'.repeat(499_999)}${signature('')}</a>`,
    'references in an attribute': `<a b="${'&#9;'.repeat(499_999)}">${signature('')}</a>`,
    'too many references': `<a>${'&#13;'.repeat(1_200_000)}</a>`,
    'a text of 6 MB': `<a>${'қ'.repeat(6 * million)}${signature('')}</a>`,
    'comments and instructions': `<a>${'<!----><?a?>'.repeat(74_000)}${signature('')}</a>`,
    'an open comment': `<a><!-- ${'-'.repeat(6 * million)}`,
    'a crowd of Ids': `<a>${Array.from({ length: 74_000 }, (_unused, index) => `<b Id="${index}"/>`).join('')}${signature('')}</a>`,
    'one Id in a crowd': `<a>${'<b Id="x"/>'.repeat(74_000)}${signature('').replace('URI=""', 'URI="#x"')}</a>`,
  };
  return Object.entries(files).map(([name, xml]) => ({
    name,
    bytes: utf8ToBytes(xml),
    read: input => read(input, ours, null),
  }));
}

export const xml: Target = {
  name: 'xml',
  share: 2_000,
  mutate: mutateXml,
  seeds: async () => [...(await madeSeeds()), ...sampleSeeds()],
  costly,
};
