/** Other algorithms, and keys of other people. */
import { bytesToBase64 } from '../../../../core/bytes.ts';
import { DS, inside, part, swap, withMethod } from './tools.ts';
import type { Attack } from './tools.ts';

export const keysAttacks: Readonly<Record<string, Attack>> = {
  'HMAC with the certificate for a key': {
    on: 'enveloped',
    finding: 'xml.algorithm',
    forge: withMethod('http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'),
  },
  'HMAC cut to nothing': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: withMethod(`${DS}hmac-sha1`, '<ds:HMACOutputLength>0</ds:HMACOutputLength>'),
  },
  'SHA-1 signature': { on: 'enveloped', finding: 'xml.weak-algorithm', forge: withMethod(`${DS}rsa-sha1`) },
  'SHA-1 digest': {
    on: 'enveloped',
    finding: 'xml.weak-algorithm',
    forge: xml => swap(xml, /<ds:DigestMethod [^>]*\/>/, `<ds:DigestMethod Algorithm="${DS}sha1"/>`),
  },
  'another family in SignatureMethod': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: withMethod('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256'),
  },
  'no algorithm at all': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, /<ds:SignatureMethod [^>]*\/>/, '<ds:SignatureMethod/>'),
  },
  'certificate of a stranger': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: (xml, stranger) => inside(xml, 'X509Certificate', () => bytesToBase64(stranger)),
  },
  'certificate of a stranger before the signer’s': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: (xml, stranger) =>
      swap(
        xml,
        '<ds:X509Certificate>',
        `<ds:X509Certificate>${bytesToBase64(stranger)}</ds:X509Certificate><ds:X509Certificate>`,
      ),
  },
  'certificate of a stranger in WSSE': {
    on: 'wsse',
    finding: 'signature.wrong',
    forge: (xml, stranger) => swap(xml, /(?<=X509v3">)[^<]*/, bytesToBase64(stranger)),
  },
  'certificate that is none': {
    on: 'enveloped',
    finding: 'key.bad-certificate',
    forge: xml => inside(xml, 'X509Certificate', () => 'AAAA'),
  },
  'two X509Data': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => {
      const data = part(xml, /<ds:X509Data>.*<\/ds:X509Data>/s);
      return swap(xml, data, data + data);
    },
  },
  'KeyInfo twice': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => {
      const info = part(xml, /<ds:KeyInfo>.*<\/ds:KeyInfo>/s);
      return swap(xml, info, info + info);
    },
  },
  'key to be fetched from the net': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml =>
      swap(xml, /<ds:X509Data>.*<\/ds:X509Data>/s, '<ds:RetrievalMethod URI="http://example.org/key"/>'),
  },
  'bare key instead of a certificate': {
    on: 'enveloped',
    finding: 'certificate.missing',
    forge: xml => swap(xml, /<ds:X509Data>.*<\/ds:X509Data>/s, '<ds:KeyValue/>'),
  },
  'no KeyInfo': {
    on: 'enveloped',
    finding: 'certificate.missing',
    forge: xml => swap(xml, /<ds:KeyInfo>.*<\/ds:KeyInfo>/s, ''),
  },
};
