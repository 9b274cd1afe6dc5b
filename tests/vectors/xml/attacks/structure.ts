/** A signature with more, less or other parts than it has. */
import { DS, SIGNATURE, inside, part, swap } from './tools.ts';
import type { Attack } from './tools.ts';

export const structureAttacks: Readonly<Record<string, Attack>> = {
  'SignedInfo twice, the true one last': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => {
      const info = part(xml, /<ds:SignedInfo>.*<\/ds:SignedInfo>/s);
      return swap(xml, info, info + info);
    },
  },
  'SignedInfo again after the value': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml =>
      swap(xml, '<ds:KeyInfo>', `${part(xml, /<ds:SignedInfo>.*<\/ds:SignedInfo>/s)}<ds:KeyInfo>`),
  },
  'SignatureValue twice': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => {
      const value = part(xml, /<ds:SignatureValue>.*<\/ds:SignatureValue>/s);
      return swap(xml, value, value + value);
    },
  },
  'DigestValue twice': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '<ds:DigestValue>', '<ds:DigestValue>AAAA</ds:DigestValue><ds:DigestValue>'),
  },
  'Reference without content': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, /<ds:Reference .*<\/ds:Reference>/s, ''),
  },
  'comment in DigestValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'DigestValue', value => `${value.slice(0, 8)}<!---->${value.slice(8)}`),
  },
  'comment in SignedInfo': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '<ds:Reference', '<!-- --><ds:Reference'),
  },
  'comment in SignatureValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', value => `<!-- -->${value}`),
  },
  'instruction in SignedInfo': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '<ds:Reference', '<?x?><ds:Reference'),
  },
  'text in SignedInfo': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '<ds:Reference', 'x<ds:Reference'),
  },
  'CDATA as DigestValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'DigestValue', value => `<![CDATA[${value}]]>`),
  },
  'signature nested in SignatureValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '</ds:SignatureValue>', `${part(xml, SIGNATURE)}</ds:SignatureValue>`),
  },
  'signature nested in KeyInfo': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '</ds:KeyInfo>', `${part(xml, SIGNATURE)}</ds:KeyInfo>`),
  },
  'manifest instead of the document': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml =>
      swap(
        swap(xml, ' URI=""', ` URI="#m" Type="${DS}Manifest"`),
        '</ds:Signature>',
        '<ds:Object><ds:Manifest Id="m"/></ds:Object></ds:Signature>',
      ),
  },
  'foreign attribute on Reference': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => swap(xml, '<ds:Reference ', '<ds:Reference xmlns:x="urn:x" x:URI="#y" '),
  },
  'signature renamed into another namespace': {
    on: 'enveloped',
    finding: 'xml.no-signature',
    forge: xml => swap(xml, DS, `${DS}x`),
  },
  'signature taken away': {
    on: 'enveloped',
    finding: 'xml.no-signature',
    forge: xml => swap(xml, SIGNATURE, ''),
  },
  'second signature that does not hold': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, '</p:doc>', `${part(xml, SIGNATURE)}</p:doc>`),
  },
};
