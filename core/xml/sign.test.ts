/** What is written, to the character; that others read it is in tests/interop/xml*.test.ts. */
import { describe, expect, it } from 'vitest';
import type { SignerReport } from '../../contract/report.ts';
import { asAuthority, asSigner, commonName, issue, midTerm, rootAndSigner } from '../../tests/support/pki.ts';
import { bytesToBase64, bytesToUtf8, utf8ToBytes } from '../bytes.ts';
import { anchorFromCertificate } from '../x509/chain.ts';
import { DECLARATION } from './layout.ts';
import { prepareXml, signXml } from './sign.ts';
import type { SignXmlRequest } from './sign.ts';
import { verifyXml } from './verify.ts';

const { root, signer: gost512 } = rootAndSigner('GOST-2015-512');
const person = { issuer: root, extensions: asSigner };
const gost2004 = issue({ ...person, name: commonName('ЕКІНШІ'), family: 'GOST-2004', seed: 'xml' });
const rsa = issue({ ...person, name: commonName('ҮШІНШІ'), family: 'RSA', seed: 'colleague' });
const anchors = [anchorFromCertificate(root.certificate)];
const DS = 'http://www.w3.org/2000/09/xmldsig#';
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';

function sign(xml: SignXmlRequest['xml'], more: Partial<SignXmlRequest> = {}): Promise<string> {
  return signXml({ xml, signer: gost512, layout: 'compact', reference: { kind: 'enveloped' }, ...more });
}

async function verdict(xml: string, expected?: string): Promise<string> {
  const certificates = [gost512, gost2004, rsa].map(({ certificate }) => certificate);
  const report = await verifyXml({
    xml,
    anchors,
    certificates,
    at: midTerm,
    ...(expected === undefined ? {} : { expected }),
  });
  return report.verdict;
}

async function signersOf(xml: string): Promise<readonly SignerReport[]> {
  return (await verifyXml({ xml, anchors, at: midTerm })).signers;
}

/** The text with every value of base64 replaced by its number of characters and lines. */
function outline(xml: string): string {
  return xml.replace(
    /(<ds:(?:DigestValue|SignatureValue|X509Certificate)>|X509v3">)([^<]*)/g,
    (_all, tag: string, value: string) => {
      const lines = value.trim().split('&#13;\n');
      const around = value.startsWith('\n') ? '\n' : '';
      return `${tag}${around}[${lines.map(line => line.length).join(' ')}]${around}`;
    },
  );
}

describe('enveloped signature', () => {
  it('in the Santuario layout', async () => {
    const xml = await sign('<?xml version="1.0" encoding="UTF-8"?>\n<a><b/> </a>', { layout: 'santuario' });
    const certificateLines = bytesToBase64(gost512.certificate.der)
      .match(/.{1,76}/g)
      ?.map(line => line.length)
      .join(' ');
    expect(outline(xml)).toBe(
      [
        `${DECLARATION}<a><b/> <ds:Signature xmlns:ds="${DS}">`,
        '<ds:SignedInfo>',
        `<ds:CanonicalizationMethod Algorithm="${C14N}"/>`,
        '<ds:SignatureMethod Algorithm="urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34102015-gostr34112015-512"/>',
        '<ds:Reference URI="">',
        '<ds:Transforms>',
        `<ds:Transform Algorithm="${DS}enveloped-signature"/>`,
        `<ds:Transform Algorithm="${C14N}#WithComments"/>`,
        '</ds:Transforms>',
        '<ds:DigestMethod Algorithm="urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512"/>',
        '<ds:DigestValue>[76 12]</ds:DigestValue>',
        '</ds:Reference>',
        '</ds:SignedInfo>',
        '<ds:SignatureValue>\n[76 76 20]\n</ds:SignatureValue>',
        '<ds:KeyInfo>',
        '<ds:X509Data>',
        `<ds:X509Certificate>\n[${certificateLines}]\n</ds:X509Certificate>`,
        '</ds:X509Data>',
        '</ds:KeyInfo>',
        '</ds:Signature></a>',
      ].join('\n'),
    );
    expect(await verdict(xml)).toBe('valid');
  });

  it('in the compact layout has no white space and no line ends', async () => {
    const xml = await sign('<a>1\n</a>');
    expect(xml.slice(xml.indexOf('<ds:'))).not.toMatch(/\n|&#13;|> /);
    expect(xml.startsWith(`${DECLARATION}<a>1\n<ds:Signature `)).toBe(true);
    expect(await verdict(xml)).toBe('valid');
  });

  it.each([
    ['GOST-2004', gost2004],
    ['RSA', rsa],
  ])('by %s in both layouts', async (_name, signer) => {
    for (const layout of ['santuario', 'compact'] as const) {
      expect(await verdict(await sign('<a>қазақша</a>', { signer, layout }))).toBe('valid');
    }
  });

  it('of <tag>data</tag> has the digest that NCALayer’s has', async () => {
    const xml = await sign('<tag>data</tag>', { signer: rsa });
    expect(xml).toContain('<ds:DigestValue>soDZFGIUsZ1x0sK/7x1bJvtGeQsO0BKOVwAvKxC3RJY=</ds:DigestValue>');
  });

  it('leaves the document’s text as it was, but for the declaration', async () => {
    const body = `<!-- c --><a  x='1'\r\n y="&#10;"><b/>&#x41;<c><![CDATA[<]]></c>\r\n</a ><?p?>\n`;
    const xml = await sign(`\uFEFF<?xml version='1.0'  encoding="utf-8" ?>\n${body}`);
    expect(xml.replace(/<ds:Signature.*<\/ds:Signature>/, '')).toBe(DECLARATION + body);
    expect(await verdict(xml)).toBe('valid');
  });

  it('opens a self-closed root', async () => {
    const xml = await sign('<p:a xmlns:p="urn:u" x="/>" />');
    expect(xml).toMatch(/<p:a xmlns:p="urn:u" x="\/>"><ds:Signature .*<\/ds:Signature><\/p:a>$/);
    expect(await verdict(xml)).toBe('valid');
  });

  it('of bytes in another encoding is in UTF-8 and says so', async () => {
    const head = utf8ToBytes('<?xml version="1.0" encoding="windows-1251"?><a>');
    const xml = await sign(Uint8Array.of(...head, 0xe6, ...utf8ToBytes('</a>')));
    expect(xml.startsWith(`${DECLARATION}<a>ж<ds:`)).toBe(true);
    expect(await verdict(xml)).toBe('valid');
  });

  it('does not fear namespaces of the document', async () => {
    const xml = await sign('<a xmlns="urn:d" xmlns:ds="urn:mine" xmlns:x="urn:x"><ds:b x:c="1"/></a>');
    expect(await verdict(xml)).toBe('valid');
  });
});

describe('several signatures on one document', () => {
  it('hold together, and each later one covers the earlier ones', async () => {
    const once = await sign('<a>1</a>', { layout: 'santuario' });
    const twice = await sign(once, { signer: rsa });
    const thrice = await sign(twice, { signer: gost2004, layout: 'santuario' });
    expect(await verdict(thrice)).toBe('valid');
    expect((await signersOf(thrice)).map(signer => signer.algorithm)).toEqual([
      'GOST-2015-512',
      'RSA-2048',
      'GOST-2004',
    ]);
    const withoutFirst = thrice.replace(/<ds:Signature .*?<\/ds:Signature>/s, '');
    expect((await signersOf(withoutFirst)).map(signer => signer.steps[1]?.status)).toEqual([
      'failed',
      'failed',
    ]);
  });

  it('are not broken by a new one in front of them', async () => {
    const once = await sign('<a><s/><b Id="b">1</b></a>');
    const front = sign(once, { reference: { kind: 'id', id: 'b', parentXPath: '/a/s' } });
    await expect(front).rejects.toMatchObject({ code: 'xml.breaks-signature' });
  });

  it('say nothing of a signature that was broken before', async () => {
    const broken = (await sign('<a>1</a>')).replace('<a>1', '<a>2');
    const twice = await sign(broken, { signer: rsa });
    expect((await signersOf(twice)).map(signer => signer.steps[1]?.status)).toEqual(['failed', 'ok']);
    expect(await verdict(twice)).toBe('invalid');
  });
});

describe('signature by Id', () => {
  const xml = '<a><data Id="d1" xmlns:n="urn:u">1</data><place/></a>';

  it('has exclusive SignedInfo, one transform, and stands in the parent that was asked for', async () => {
    const signed = await sign(xml, {
      reference: { kind: 'id', elementXPath: '/a/data', parentXPath: '//place' },
    });
    expect(signed).toContain(
      `<place><ds:Signature xmlns:ds="${DS}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${EXC}"/>`,
    );
    expect(signed).toContain(
      `<ds:Reference URI="#d1"><ds:Transforms><ds:Transform Algorithm="${C14N}#WithComments"/></ds:Transforms>`,
    );
    expect(await verdict(signed, '/a/data')).toBe('valid');
    expect(await verdict(signed, '/a/place')).toBe('invalid');
    expect(await verdict(signed)).toBe('unproven');
    expect((await signersOf(signed))[0]).toMatchObject({
      covers: [{ path: '/a/data', id: 'd1' }],
      steps: [
        { name: 'format', status: 'unknown', code: 'xml.partial', params: { element: 'data' } },
        {},
        {},
        {},
        {},
        {},
        {},
        {},
      ],
    });
  });

  it('finds the element by its Id alone, and goes to the root', async () => {
    const signed = await sign(xml, { reference: { kind: 'id', id: 'd1' } });
    expect(signed).toMatch(/<place\/><ds:Signature .*<\/ds:Signature><\/a>$/);
    expect(await verdict(signed, '//data')).toBe('valid');
  });

  it('inside the signed element leaves itself out', async () => {
    const signed = await sign(xml, { reference: { kind: 'id', id: 'd1', parentXPath: '/a/data' } });
    expect(signed).toContain(`<ds:Transform Algorithm="${DS}enveloped-signature"/>`);
    expect(await verdict(signed, '/a/data')).toBe('valid');
  });

  it('of the root covers the document', async () => {
    const signed = await sign('<a Id="r">1</a>', { reference: { kind: 'id', id: 'r' } });
    expect(await verdict(signed)).toBe('valid');
    expect(await verdict(`${signed}<!-- beside the root -->`)).toBe('valid');
    expect(await verdict(`${signed}<?xml-stylesheet href="other.xsl"?>`)).toBe('unproven');
  });

  it.each([
    ['no such Id', { id: 'none' }, 'xml.element-not-one'],
    ['no such element', { elementXPath: '/a/none' }, 'xml.element-not-one'],
    ['an element without Id', { elementXPath: '/a/place' }, 'xml.no-id'],
    ['an Id that is another element’s', { id: 'd1', elementXPath: '/a' }, 'xml.no-id'],
    ['a parent that is not there', { id: 'd1', parentXPath: '/b' }, 'xml.element-not-one'],
    ['a path that is not understood', { id: 'd1', parentXPath: '..' }, 'xml.xpath'],
  ])('refuses %s', async (_name, reference, code) => {
    await expect(sign(xml, { reference: { kind: 'id', ...reference } })).rejects.toMatchObject({ code });
  });

  it.each(['', 'a b', "xpointer(id('d1'))"])('refuses an Id that is no name: "%s"', async id => {
    const odd = `<a><data Id="${id}"/></a>`;
    await expect(sign(odd, { reference: { kind: 'id', elementXPath: '/a/data' } })).rejects.toMatchObject({
      code: 'xml.no-id',
    });
  });

  it('refuses an Id that somebody could read elsewhere', async () => {
    const twice = '<a><data Id="d1"/><other id="d1"/></a>';
    await expect(sign(twice, { reference: { kind: 'id', id: 'd1' } })).rejects.toMatchObject({
      code: 'xml.element-not-one',
      params: { path: '#d1', count: 2 },
    });
  });
});

describe('WSSE signature', () => {
  const soap =
    '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><a>1</a></soap:Body></soap:Envelope>';
  const wsse = { kind: 'wsse', keyIdentifier: 'X509v3', bodyId: 'id-1' } as const;

  it('makes the header and the Id that are missing', async () => {
    const signed = await sign(soap, { reference: wsse, layout: 'santuario', signer: rsa });
    expect(outline(signed)).toContain(
      '<soap:Header><wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd" soap:mustUnderstand="1"><ds:Signature ',
    );
    expect(outline(signed)).toContain(
      `<ds:Reference URI="#id-1">\n<ds:Transforms>\n<ds:Transform Algorithm="${EXC}"/>\n</ds:Transforms>`,
    );
    expect(outline(signed)).toContain(
      `<ds:KeyInfo>\n<wsse:SecurityTokenReference><wsse:KeyIdentifier EncodingType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary" ValueType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3">[${bytesToBase64(rsa.certificate.der).length}]</wsse:KeyIdentifier></wsse:SecurityTokenReference>\n</ds:KeyInfo>`,
    );
    expect(signed).toContain(
      '<soap:Body xmlns:wsu="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" wsu:Id="id-1"><a>1</a>',
    );
    expect(await verdict(signed)).toBe('valid');
    expect((await signersOf(signed))[0]?.covers).toEqual([{ path: '/soap:Envelope/soap:Body', id: 'id-1' }]);
  });

  it('uses the header and the Id that are there', async () => {
    const ready =
      '<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Header><s:Security xmlns:s="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"/></Header>' +
      '<Body xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd" u:Id="mine"/></Envelope>';
    const signed = await sign(ready, { reference: wsse });
    expect(signed).toContain('<s:SecurityTokenReference><s:KeyIdentifier ');
    expect(signed).toContain('URI="#mine"');
    expect(signed.match(/Security[ >]/g)).toHaveLength(2);
    expect(await verdict(signed)).toBe('valid');
  });

  it('works where SOAP is the default namespace and Body uses the prefixes itself', async () => {
    const unprefixed =
      '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body xmlns:wsu="urn:other"/></Envelope>';
    expect(await verdict(await sign(unprefixed, { reference: wsse }))).toBe('valid');
  });

  it('names the certificate by issuer and number', async () => {
    const signed = await sign(soap, { reference: { ...wsse, keyIdentifier: 'issuerSerial' } });
    expect(signed).toContain('<ds:X509IssuerName>C=KZ,CN=TEST ROOT GOST-2015-512</ds:X509IssuerName>');
    expect(await verdict(signed)).toBe('valid');
    expect(await verdict(signed.replace(/C=KZ,(CN=[^<]*)</, '$1, C=KZ<'))).toBe('valid');
    expect((await signersOf(signed))[0]).toMatchObject({
      subject: gost512.certificate.serial,
      certificate: null,
      algorithm: 'GOST-2015-512',
    });
    expect((await signersOf(signed))[0]?.steps[2]).toMatchObject({
      status: 'unknown',
      code: 'certificate.missing',
    });
  });

  it('names an issuer whose name needs escapes', async () => {
    const name = commonName('ЖШС "A, B" <C> & D\\E');
    const issuer = issue({
      name,
      seed: 'escapes',
      family: 'GOST-2015-512',
      issuer: null,
      extensions: asAuthority(),
    });
    const signer = issue({ ...person, name, issuer, seed: 'escaped', family: 'GOST-2015-512' });
    const signed = await sign(soap, { signer, reference: { ...wsse, keyIdentifier: 'issuerSerial' } });
    expect(signed).toContain('CN=ЖШС \\"A\\, B\\" \\&lt;C\\&gt; &amp; D\\\\E<');
    const report = await verifyXml({
      xml: signed,
      anchors: [anchorFromCertificate(issuer.certificate)],
      certificates: [gost512.certificate, signer.certificate],
      at: midTerm,
    });
    expect(report.verdict).toBe('valid');
  });

  it('stands after an earlier one in the same header', async () => {
    const once = await sign(soap, { reference: wsse });
    const twice = await sign(once, { reference: { ...wsse, bodyId: 'id-2' }, signer: rsa });
    expect(await verdict(twice)).toBe('valid');
    expect((await signersOf(twice)).map(signer => signer.algorithm)).toEqual(['GOST-2015-512', 'RSA-2048']);
  });

  it.each([
    '<a/>',
    soap.replace('<soap:Body>', '<soap:Body/><soap:Body>'),
    soap.replace(/soap:Body/g, 'soap:Corps'),
  ])('refuses what is no SOAP message: %.40s', async xml => {
    await expect(sign(xml, { reference: wsse })).rejects.toMatchObject({ code: 'xml.not-soap' });
  });
});

describe('the three steps', () => {
  it('say what is signed, and take a signature that was made elsewhere', async () => {
    const prepared = prepareXml({
      xml: '<a/>',
      certificate: gost512.certificate,
      layout: 'compact',
      reference: { kind: 'enveloped' },
    });
    expect(prepared.digestName).toBe('streebog512');
    expect(bytesToUtf8(prepared.signedInfo)).toMatch(
      /^<ds:SignedInfo xmlns:ds="[^"]*"><ds:CanonicalizationMethod .*<\/ds:SignedInfo>$/,
    );
    const signed = prepared.finish(await gost512.signDigest(prepared.digestName, prepared.digest));
    expect(await verdict(signed)).toBe('valid');
  });

  it('give out nothing that does not verify', async () => {
    const lying = { ...gost512, signDigest: () => Promise.resolve(new Uint8Array(128).fill(1)) };
    await expect(sign('<a/>', { signer: lying })).rejects.toMatchObject({ code: 'key.wrong-signature' });
    const mismatched = {
      ...gost512,
      certificate: issue({ ...person, name: commonName('БАСҚА'), family: 'GOST-2015-512', seed: 'other' })
        .certificate,
    };
    await expect(sign('<a/>', { signer: mismatched })).rejects.toMatchObject({ code: 'key.wrong-signature' });
  });

  it('ask the key once', async () => {
    let asked = 0;
    const counting = {
      ...rsa,
      signDigest: (...rest: Parameters<typeof rsa.signDigest>) => {
        asked++;
        return rsa.signDigest(...rest);
      },
    };
    await sign('<a/>', { signer: counting });
    expect(asked).toBe(1);
  });
});
