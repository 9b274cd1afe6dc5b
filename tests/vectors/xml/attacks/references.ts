/** Other things are referred to, or they are transformed otherwise. */
import { C14N, DS, part, swap, withTransform, withUri } from './tools.ts';
import type { Attack } from './tools.ts';

export const referencesAttacks: Readonly<Record<string, Attack>> = {
  'reference to a file': { on: 'enveloped', finding: 'xml.reference', forge: withUri('file:///etc/passwd') },
  'reference to the net': {
    on: 'enveloped',
    finding: 'xml.reference',
    forge: withUri('http://example.org/doc.xml'),
  },
  'reference by XPointer to the root': {
    on: 'enveloped',
    finding: 'xml.reference',
    forge: withUri('#xpointer(/)'),
  },
  'reference by XPointer to an Id': {
    on: 'byId',
    finding: 'xml.reference',
    forge: withUri("#xpointer(id('o1'))"),
  },
  'reference without URI': {
    on: 'enveloped',
    finding: 'xml.reference',
    forge: xml => swap(xml, ' URI=""', ''),
  },
  'reference to nothing': { on: 'byId', finding: 'xml.id-not-one', forge: withUri('#o9') },
  'reference to another element': {
    on: 'byId',
    finding: 'xml.partial',
    forge: xml => swap(withUri('#o2')(xml), '<place/>', '<note Id="o2">1000000</note>'),
  },
  'XPath transform': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: withTransform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>self::x</ds:XPath>'),
  },
  'XPath filter transform': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: withTransform('http://www.w3.org/2002/06/xmldsig-filter2'),
  },
  'XSLT transform': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: withTransform('http://www.w3.org/TR/1999/REC-xslt-19991116'),
  },
  'XSLT transform alone': {
    on: 'byId',
    finding: 'xml.transforms',
    forge: xml => swap(xml, `"${C14N}#WithComments"`, '"http://www.w3.org/TR/1999/REC-xslt-19991116"'),
  },
  'base64 transform': { on: 'byId', finding: 'xml.transforms', forge: withTransform(`${DS}base64`) },
  'decryption transform': {
    on: 'byId',
    finding: 'xml.transforms',
    forge: withTransform('http://www.w3.org/2002/07/decrypt#XML'),
  },
  'canonical form twice': { on: 'enveloped', finding: 'xml.transforms', forge: withTransform(C14N) },
  'enveloped transform twice': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: withTransform(`${DS}enveloped-signature`),
  },
  'enveloped transform taken away': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: xml => swap(xml, `<ds:Transform Algorithm="${DS}enveloped-signature"/>`, ''),
  },
  'transforms in another order': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: xml =>
      swap(
        xml,
        /(<ds:Transform [^>]*>)(<ds:Transform [^>]*>)/,
        part(xml, /<ds:Transform [^>]*WithComments"\/>/) +
          part(xml, /<ds:Transform [^>]*enveloped-signature"\/>/),
      ),
  },
  'all transforms taken away': {
    on: 'enveloped',
    finding: 'xml.transforms',
    forge: xml => swap(xml, /<ds:Transforms>.*<\/ds:Transforms>/s, ''),
  },
  'canonical form of the content changed': {
    on: 'byId',
    finding: 'signature.wrong',
    forge: xml => swap(xml, `"${C14N}#WithComments"`, `"${C14N}"`),
  },
  'canonical form of SignedInfo changed': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: xml => swap(xml, `"${C14N}"`, '"http://www.w3.org/2001/10/xml-exc-c14n#"'),
  },
  'unknown canonical form of SignedInfo': {
    on: 'enveloped',
    finding: 'xml.algorithm',
    forge: xml => swap(xml, `"${C14N}"`, '"http://www.w3.org/2006/12/xml-c14n11"'),
  },
  'inclusive prefixes added': {
    on: 'wsse',
    finding: 'signature.wrong',
    forge: xml =>
      swap(
        xml,
        '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>',
        '<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"><e:InclusiveNamespaces xmlns:e="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="s"/></ds:CanonicalizationMethod>',
      ),
  },
};
