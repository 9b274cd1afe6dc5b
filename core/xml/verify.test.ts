/** Verdicts and their reasons; attacks are in tests/vectors/xml, real samples in tests/interop. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignerReport, StepName, VerificationStep } from '../../contract/report.ts';
import { asAuthority, asSigner, commonName, issue, midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { extendedKeyUsage } from '../../sandbox/ca/extensions.ts';
import { costOf } from '../../tests/support/cost.ts';
import { bytesToBase64 } from '../bytes.ts';
import { digest } from '../crypto/digest.ts';
import { usageOids } from '../x509/profile.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { canonicalize } from './c14n.ts';
import { LIMITS } from './limits.ts';
import { parseXml } from './parse.ts';
import { signXml } from './sign.ts';
import { verifyXml } from './verify.ts';
import type { VerifyXmlRequest } from './verify.ts';
import { selectElement } from './xpath.ts';

const { root, signer } = rootAndSigner('GOST-2015-512');
const anchors = [anchorFromCertificate(root.certificate)];
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const GOST = 'urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:';

let signed = '';
beforeAll(async () => {
  signed = await signXml({
    xml: '<a>қаз</a>',
    signer,
    layout: 'santuario',
    reference: { kind: 'enveloped' },
  });
});

function verify(xml: VerifyXmlRequest['xml'], more: Partial<VerifyXmlRequest> = {}) {
  return verifyXml({ xml, anchors, at: midTerm, ...more });
}

function step(report: { readonly signers: readonly SignerReport[] }, name: StepName): VerificationStep {
  return report.signers[0]!.steps.find(found => found.name === name)!;
}

describe('a report', () => {
  it('names the signer, what is covered, and every step', async () => {
    const { certificate } = signer;
    expect(await verify(signed)).toMatchObject({
      valid: true,
      verdict: 'valid',
      format: 'xml',
      attached: true,
      checkedAt: midTerm.toISOString(),
      signers: [
        {
          iin: '850101400123',
          bin: null,
          algorithm: 'GOST-2015-512',
          signedAt: null,
          certificate: { subject: certificate.subject },
          covers: [{ path: '/', id: null }],
          steps: [
            { name: 'format', status: 'ok' },
            { name: 'digest', status: 'ok' },
            { name: 'signature', status: 'ok' },
            { name: 'purpose', status: 'ok' },
            { name: 'chain', status: 'ok' },
            { name: 'validity', status: 'ok' },
            { name: 'revocation', status: 'unknown', code: 'revocation.not-checked' },
            { name: 'timestamp', status: 'unknown', code: 'timestamp.absent' },
          ],
        },
      ],
    });
  });

  it('is unproven where the authority is not known', async () => {
    const report = await verify(signed, { anchors: [] });
    expect(report.verdict).toBe('unproven');
    expect(step(report, 'chain')).toMatchObject({ status: 'unknown', code: 'chain.no-anchor' });
  });

  it('is unproven after the certificate’s term, invalid before it', async () => {
    expect(step(await verify(signed, { at: new Date('2027-06-01') }), 'validity')).toMatchObject({
      status: 'unknown',
    });
    expect((await verify(signed, { at: new Date('2027-06-01') })).verdict).toBe('unproven');
    expect((await verify(signed, { at: new Date('2025-06-01') })).verdict).toBe('invalid');
  });

  it('finds the authority between signer and anchor in the signature or beside it', async () => {
    const middle = issue({
      name: commonName('ОРТА'),
      seed: 'middle',
      family: 'GOST-2015-512',
      issuer: root,
      extensions: asAuthority(),
    });
    const person = issue({
      name: commonName('АДАМ'),
      seed: 'person',
      family: 'GOST-2015-512',
      issuer: middle,
      extensions: asSigner,
    });
    const xml = await signXml({
      xml: '<a/>',
      signer: person,
      layout: 'compact',
      reference: { kind: 'enveloped' },
    });
    expect((await verify(xml)).verdict).toBe('unproven');
    expect((await verify(xml, { certificates: [middle.certificate] })).verdict).toBe('valid');
    const second = `</ds:X509Certificate><ds:X509Certificate>${bytesToBase64(middle.certificate.der)}</ds:X509Certificate>`;
    expect((await verify(xml.replace('</ds:X509Certificate>', second))).verdict).toBe('valid');
  });

  it('refuses a key for logging in', async () => {
    const login = issue({
      name: commonName('КІРУ'),
      seed: 'login',
      family: 'GOST-2015-512',
      issuer: root,
      extensions: () => [extendedKeyUsage([usageOids.clientAuth], { critical: false })],
    });
    const xml = await signXml({
      xml: '<a/>',
      signer: login,
      layout: 'compact',
      reference: { kind: 'enveloped' },
    });
    expect(step(await verify(xml), 'purpose')).toMatchObject({
      status: 'failed',
      code: 'certificate.not-for-signing',
    });
  });
});

describe('what does not matter is passed over', () => {
  it.each([
    ['lines of base64', (xml: string) => xml.replace(/(?<=<ds:SignatureValue>.*)&#13;\n/gs, '')],
    ['white space around the root', (xml: string) => xml.replace('?><a', '?>\n\n<a') + '\n'],
    ['white space in tags', (xml: string) => xml.replace('<a>', '<a  \n>')],
    ['how a character is written', (xml: string) => xml.replace('қ', '&#x49B;')],
    ['an Id of the signature', (xml: string) => xml.replace('<ds:Signature ', '<ds:Signature Id="s" ')],
    [
      'a bare key beside the certificate',
      (xml: string) =>
        xml.replace('<ds:KeyInfo>', '<ds:KeyInfo><ds:KeyName>k</ds:KeyName><ds:KeyValue><x/></ds:KeyValue>'),
    ],
    [
      'a name beside the certificate',
      (xml: string) =>
        xml.replace('<ds:X509Data>', '<ds:X509Data><ds:X509SubjectName>CN=x</ds:X509SubjectName>'),
    ],
  ])('%s', async (_name, change) => {
    const changed = change(signed);
    expect(changed).not.toBe(signed);
    expect((await verify(changed)).verdict).toBe('valid');
  });

  it('but not the lines of base64 in SignedInfo: they are signed', async () => {
    expect(step(await verify(signed.replace('&#13;\n', '')), 'signature')).toMatchObject({
      code: 'signature.wrong',
    });
  });

  it('bytes in UTF-16', async () => {
    const text = signed.replace('UTF-8', 'UTF-16');
    expect((await verify(Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le')))).verdict).toBe('valid');
  });
});

/** A document signed through a SignedInfo of any shape: references are `[URI, what XPath selects there]`. */
async function signedWith(
  xml: string,
  references: readonly (readonly [string, string])[],
  form = '',
): Promise<string> {
  const document = parseXml(xml);
  const how = { exclusive: true, comments: false, inclusivePrefixes: [] };
  const parts = references.map(([uri, path]) => {
    const hash = bytesToBase64(digest('streebog512', canonicalize(selectElement(document, path), how)));
    return `<Reference URI="${uri}"><Transforms><Transform Algorithm="${EXC}"/></Transforms><DigestMethod Algorithm="${GOST}gostr34112015-512"/><DigestValue>${hash}</DigestValue></Reference>`;
  });
  const signedInfo = `<SignedInfo><CanonicalizationMethod Algorithm="${EXC}"${form}/><SignatureMethod Algorithm="${GOST}gostr34102015-gostr34112015-512"/>${parts.join('')}</SignedInfo>`;
  const octets = canonicalize(
    parseXml(signedInfo.replace('<SignedInfo>', `<SignedInfo xmlns="${DS}">`)).root,
    how,
  );
  const value = await signer.signDigest('streebog512', digest('streebog512', octets));
  const certificate = bytesToBase64(signer.certificate.der);
  const signature = `<Signature xmlns="${DS}">${signedInfo}<SignatureValue>${bytesToBase64(value)}</SignatureValue><KeyInfo><X509Data><X509Certificate>${certificate}</X509Certificate></X509Data></KeyInfo></Signature>`;
  return xml.replace('<sig/>', signature);
}

describe('several references', () => {
  const xml = '<a><x Id="x">1</x><y ID="y">2</y><sig/></a>';

  it('must all hold', async () => {
    const both = await signedWith(xml, [
      ['#x', '/a/x'],
      ['#y', '/a/y'],
    ]);
    expect((await verify(both)).signers[0]?.covers).toEqual([
      { path: '/a/x', id: 'x' },
      { path: '/a/y', id: null },
    ]);
    expect(step(await verify(both), 'digest').status).toBe('ok');
    expect(step(await verify(both), 'format')).toMatchObject({ status: 'unknown', code: 'xml.partial' });
    expect((await verify(both, { expected: '/a/x' })).verdict).toBe('valid');
    expect((await verify(both, { expected: '/a/y' })).verdict).toBe('valid');
    expect(step(await verify(both.replace('>2<', '>3<'), { expected: '/a/x' }), 'digest').status).toBe(
      'failed',
    );
    expect(step(await verify(both, { expected: '/a' }), 'format')).toMatchObject({
      status: 'failed',
      code: 'xml.partial',
    });
  });

  it('are not more than anybody needs', async () => {
    const many = (count: number) => Array.from({ length: count }, () => ['#x', '/a/x'] as const);
    expect((await verify(await signedWith(xml, many(LIMITS.references)), { expected: '/a/x' })).verdict).toBe(
      'valid',
    );
    expect(step(await verify(await signedWith(xml, many(LIMITS.references + 1))), 'format')).toMatchObject({
      code: 'xml.structure',
    });
  });
});

describe('the cost of a hostile document', () => {
  it('with a crowd of signatures is refused', async () => {
    await expect(
      verify(
        `<a>${'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/>'.repeat(LIMITS.signatures + 1)}</a>`,
      ),
    ).rejects.toThrow('xml.too-complex');
  });

  it('with references to more than can be read is refused', async () => {
    const body = signed.slice(signed.indexOf('<ds:Signature'), signed.indexOf('</a>'));
    const text = `<a>${'x'.repeat(LIMITS.work / 8)}${body.repeat(9)}</a>`;
    await expect(verify(text)).rejects.toThrow('xml.too-complex');
  });

  it.each([
    [
      'prefixes in scope everywhere',
      `<a ${Array.from({ length: 20_000 }, (_, i) => `xmlns:p${i}="u:${i}"`).join(' ')}>${'<b xmlns:p1="u:x"/>'.repeat(20_000)}</a>`,
    ],
    ['depth', `${'<a>'.repeat(250)}${'<b/>'.repeat(50_000)}${'</a>'.repeat(250)}`],
    ['references to characters', `<a>${'&lt;'.repeat(500_000)}</a>`],
  ])('is bounded: %s', async (_name, text) => {
    const cost = await costOf(() => {
      const document = parseXml(text);
      canonicalize(document, { exclusive: true, comments: false, inclusivePrefixes: [] });
      canonicalize(document, { exclusive: false, comments: false, inclusivePrefixes: [] });
    });
    expect(cost).toBeLessThan(2_000);
  });
});

it('a document without a signature is told apart from one whose signature is bad', async () => {
  await expect(verify('<a/>')).rejects.toThrow('xml.no-signature');
});
