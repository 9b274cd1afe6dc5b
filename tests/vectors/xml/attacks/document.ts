/** What the reader of XML has to stop before anybody looks for a signature. */
import { swap } from './tools.ts';
import type { Attack } from './tools.ts';

export const documentAttacks: Readonly<Record<string, Attack>> = {
  'entity in the content': {
    on: 'enveloped',
    finding: 'xml.doctype',
    forge: xml => swap(swap(xml, '<p:doc', '<!DOCTYPE doc [<!ENTITY e "100">]><p:doc'), '>100<', '>&e;<'),
  },
  'entity without a declaration': {
    on: 'enveloped',
    finding: 'xml.malformed',
    forge: xml => swap(xml, '>100<', '>&e;<'),
  },
  'default attribute from a document type': {
    on: 'byId',
    finding: 'xml.doctype',
    forge: xml => swap(xml, '<doc>', '<!DOCTYPE doc [<!ATTLIST place Id CDATA "o1">]><doc>'),
  },
  'Id type from a document type': {
    on: 'byId',
    finding: 'xml.doctype',
    forge: xml => swap(xml, '<doc>', '<!DOCTYPE doc [<!ATTLIST place key ID #IMPLIED>]><doc>'),
  },
  'attribute twice': {
    on: 'byId',
    finding: 'xml.malformed',
    forge: xml => swap(xml, 'Id="o1"', 'Id="o1" Id="o2"'),
  },
  'two roots': {
    on: 'enveloped',
    finding: 'xml.malformed',
    forge: xml => `${xml}<p:doc xmlns:p="urn:pay"/>`,
  },
};
