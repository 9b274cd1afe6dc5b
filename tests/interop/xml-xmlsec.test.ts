/** A second implementation (xmlsec1 on libxml2 and OpenSSL): it takes what we sign, and we take what it signs. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesToBase64, bytesToUtf8 } from '../../core/bytes.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import { prepareXml, signXml } from '../../core/xml/sign.ts';
import type { SignXmlRequest, XmlReferenceRequest } from '../../core/xml/sign.ts';
import { verifyXml } from '../../core/xml/verify.ts';
import { asAuthority, asSigner, commonName, issue, midTerm } from '../support/pki.ts';
import { lacksTool, run, withFiles } from './xml-tools.ts';

const root = issue({
  name: commonName('XMLSEC'),
  seed: 'xmlsec root',
  family: 'GOST-2015-512',
  issuer: null,
  extensions: asAuthority(),
});
const signer = issue({
  name: commonName('XMLSEC'),
  seed: 'signer',
  family: 'RSA',
  issuer: root,
  extensions: asSigner,
});
const gost = issue({
  name: commonName('XMLSEC'),
  seed: 'xmlsec',
  family: 'GOST-2015-512',
  issuer: root,
  extensions: asSigner,
});
const anchors = [anchorFromCertificate(root.certificate)];
const certificatePem = new X509Certificate(signer.certificate.der).toString();
const keyPem = `-----BEGIN PRIVATE KEY-----\n${bytesToBase64(signer.key.privateKeyDer)
  .match(/.{1,64}/g)!
  .join('\n')}\n-----END PRIVATE KEY-----\n`;

const SOAP =
  '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:unused="urn:unused"><s:Body><a xmlns="urn:a" b="&#13;">1<!-- c --></a></s:Body></s:Envelope>';
const DOCUMENT =
  '<!-- before --><p:doc xmlns:p="urn:p" xmlns:unused="urn:unused" xml:lang="kk"><data Id="d1" z="&lt;" a="&#9;">қаз &amp; <![CDATA[<x>]]>\r\n</data><place/></p:doc><?after x?>';

function sign(xml: string, more: Partial<SignXmlRequest>): Promise<string> {
  return signXml({ xml, signer, layout: 'compact', reference: { kind: 'enveloped' }, ...more });
}

/** Whether xmlsec1 accepts every signature from the last to the first, removing each, as signatures of one document are checked. */
function xmlsecAccepts(xml: string, options: readonly string[] = []): boolean {
  return withFiles({ 'signed.xml': xml, 'certificate.pem': certificatePem }, path => {
    const key = ['--pubkey-cert-pem', path('certificate.pem')];
    return run('xmlsec1', ['verify', ...key, '--enabled-key-data', 'rsa', ...options, path('signed.xml')]).ok;
  });
}

const BY_ID: XmlReferenceRequest = { kind: 'id', id: 'd1', parentXPath: '//place' };
const WSSE: XmlReferenceRequest = { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'id-1' };
const ID_OPTIONS = ['--id-attr:Id', 'data'];
const SOAP_OPTIONS = ['--id-attr:Id', 'http://schemas.xmlsoap.org/soap/envelope/:Body'];

const OURS: readonly (readonly [string, string, Partial<SignXmlRequest>, readonly string[]])[] = [
  ['enveloped, compact', DOCUMENT, {}, []],
  ['enveloped, Santuario', DOCUMENT, { layout: 'santuario' }, []],
  ['by Id, compact', DOCUMENT, { reference: BY_ID }, ID_OPTIONS],
  ['by Id, Santuario', DOCUMENT, { reference: BY_ID, layout: 'santuario' }, ID_OPTIONS],
  [
    'by Id, inside the element',
    DOCUMENT,
    { reference: { kind: 'id', id: 'd1', parentXPath: '//data' } },
    ID_OPTIONS,
  ],
  ['WSSE, X509v3', SOAP, { reference: WSSE }, SOAP_OPTIONS],
  ['WSSE, Santuario', SOAP, { reference: WSSE, layout: 'santuario' }, SOAP_OPTIONS],
  ['WSSE, X509IssuerSerial', SOAP, { reference: { ...WSSE, keyIdentifier: 'issuerSerial' } }, SOAP_OPTIONS],
];

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const ENC = 'http://www.w3.org/2001/04/xmlenc#';

interface Template {
  readonly form?: string;
  readonly method?: string;
  readonly references?: readonly string[];
}

function reference(uri: string, transforms: readonly string[], digestMethod = `${ENC}sha256`): string {
  const list = transforms.map(transform =>
    transform.startsWith('<') ? transform : `<Transform Algorithm="${transform}"/>`,
  );
  const all = list.length === 0 ? '' : `<Transforms>${list.join('')}</Transforms>`;
  return `<Reference URI="${uri}">${all}<DigestMethod Algorithm="${digestMethod}"/><DigestValue/></Reference>`;
}

const WHOLE = reference('', [`${DS}enveloped-signature`]);
const PREFIXES = `<Transform Algorithm="${EXC}"><e:InclusiveNamespaces xmlns:e="${EXC}" PrefixList="unused #default p"/></Transform>`;

/** Unprefixed, unlike what we write ourselves. */
function template({ form = C14N, method = `${MORE}rsa-sha256`, references = [WHOLE] }: Template): string {
  const signature =
    `<Signature xmlns="${DS}"><SignedInfo><CanonicalizationMethod Algorithm="${form}"/><SignatureMethod Algorithm="${method}"/>` +
    `${references.join('')}</SignedInfo><SignatureValue/><KeyInfo><X509Data/></KeyInfo></Signature>`;
  return DOCUMENT.replace('</p:doc>', () => `\n  ${signature}\n</p:doc>`);
}

const THEIRS: readonly (readonly [string, Template])[] = [
  ['enveloped alone', {}],
  ['C14N 1.0', { references: [reference('', [`${DS}enveloped-signature`, C14N])] }],
  [
    'C14N 1.0 with comments',
    {
      form: `${C14N}#WithComments`,
      references: [reference('', [`${DS}enveloped-signature`, `${C14N}#WithComments`])],
    },
  ],
  ['exclusive', { form: EXC, references: [reference('', [`${DS}enveloped-signature`, EXC])] }],
  [
    'exclusive with comments',
    {
      form: `${EXC}WithComments`,
      references: [reference('', [`${DS}enveloped-signature`, `${EXC}WithComments`])],
    },
  ],
  [
    'exclusive with a list of prefixes',
    { references: [reference('', [`${DS}enveloped-signature`, PREFIXES])] },
  ],
  [
    'RSA with SHA-384',
    {
      method: `${MORE}rsa-sha384`,
      references: [reference('', [`${DS}enveloped-signature`], `${MORE}sha384`)],
    },
  ],
  [
    'RSA with SHA-512',
    {
      method: `${MORE}rsa-sha512`,
      references: [reference('', [`${DS}enveloped-signature`], `${ENC}sha512`)],
    },
  ],
  [
    'the document and an element of it',
    { references: [WHOLE, reference('#d1', [C14N]), reference('#d1', [PREFIXES]), reference('#d1', [])] },
  ],
];

describe.skipIf(lacksTool('xmlsec1', 'xmlsec1', OURS.length + THEIRS.length + 1))('xmlsec1', () => {
  it.each(OURS)('takes our signature: %s', async (_name, xml, request, options) => {
    const signed = await sign(xml, request);
    expect(xmlsecAccepts(signed, options)).toBe(true);
    const changed = signed.replace(/қаз|(?<=>)1(?=<!--)/, 'x');
    expect(changed).not.toBe(signed);
    expect(xmlsecAccepts(changed, options)).toBe(false);
  });

  it('takes a second signature over a first one of another family', async () => {
    const first = await sign(DOCUMENT, { signer: gost, layout: 'santuario' });
    const both = await sign(first, { layout: 'santuario' });
    expect(xmlsecAccepts(both, ['--node-xpath', '/*/*[local-name()="Signature"][2]'])).toBe(true);
  });

  it.each(THEIRS)('signs what we take: %s', async (_name, shape) => {
    const signed = withFiles(
      { 'template.xml': template(shape), 'key.pem': keyPem, 'certificate.pem': certificatePem },
      path => {
        const key = ['--privkey-pem', `${path('key.pem')},${path('certificate.pem')}`];
        const { ok, output, messages } = run('xmlsec1', [
          'sign',
          ...key,
          ...ID_OPTIONS,
          path('template.xml'),
        ]);
        expect(ok, messages).toBe(true);
        return output.toString();
      },
    );
    const report = async (xml: string) =>
      (await verifyXml({ xml, anchors, at: midTerm })).signers[0]!.steps.slice(1, 5).map(
        ({ status }) => status,
      );
    expect(await report(signed)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await report(signed.replace(' &amp; ', ' + '))).toEqual(['failed', 'ok', 'ok', 'ok']);
  });
});

describe.skipIf(lacksTool('xmllint', 'libxml2-utils', 2))('of a GOST signature, xmllint', () => {
  const canonical = (xml: string, option: string): string =>
    run('xmllint', [option, '-'], xml).output.toString();

  it.each([
    ['whole document', { kind: 'enveloped' }, '--c14n', DOCUMENT],
    ['WSSE', WSSE, '--exc-c14n', SOAP],
  ] as const)('writes SignedInfo as we signed it: %s', (_name, request, option, xml) => {
    const prepared = prepareXml({
      xml,
      certificate: gost.certificate,
      layout: 'santuario',
      reference: request,
    });
    const { signedInfo } = prepared;
    // By itself with the namespaces that it had around it, it must come out as it went in.
    expect(canonical(bytesToUtf8(signedInfo), option)).toBe(bytesToUtf8(signedInfo));
  });
});
