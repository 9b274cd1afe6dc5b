/** What is signed is not what is read. */
import { evil, swap } from './tools.ts';
import type { Attack } from './tools.ts';

export const contentAttacks: Readonly<Record<string, Attack>> = {
  'content changed': { on: 'enveloped', finding: 'digest.mismatch', forge: evil },
  'attribute changed': { on: 'enveloped', finding: 'digest.mismatch', forge: xml => swap(xml, 'KZ1', 'KZ2') },
  'attribute added': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, '<p:amount>', '<p:amount x="1">'),
  },
  'element added after the signature': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, '</p:doc>', '<p:amount>1</p:amount></p:doc>'),
  },
  'instruction added beside the root': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => `${xml}<?pay 1000000?>`,
  },
  'namespace of the content redefined': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, 'urn:pay', 'urn:gift'),
  },
  'prefix of an inner element rebound': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, '<p:amount>', '<p:amount xmlns:p="urn:gift">'),
  },
  'default namespace put around by-Id content': {
    on: 'byId',
    finding: 'digest.mismatch',
    forge: xml => swap(xml, '<doc>', '<doc xmlns:x="urn:gift">'),
  },
  'text cut by a comment': {
    on: 'enveloped',
    finding: 'xml.split-text',
    forge: xml => swap(xml, 'Асан', 'Ас<!-- -->ан'),
  },
  'text cut by an empty comment in signed Body': {
    on: 'wsse',
    finding: 'xml.split-text',
    forge: xml => swap(xml, '>100<', '>1<!---->00<'),
  },
  'text cut by CDATA': {
    on: 'enveloped',
    finding: 'xml.split-text',
    forge: xml => swap(xml, 'Асан', 'Ас<![CDATA[ан]]>'),
  },
  'text as two CDATA sections': {
    on: 'byId',
    finding: 'xml.split-text',
    forge: xml => swap(xml, '>100<', '><![CDATA[1]]><![CDATA[00]]><'),
  },
};
