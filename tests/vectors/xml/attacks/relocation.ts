/** The signed thing is moved, and another takes its place. */
import { ORDER, SIGNATURE, evil, hide, part, relocate, secondId, swap } from './tools.ts';
import type { Attack } from './tools.ts';

export const relocationAttacks: Readonly<Record<string, Attack>> = {
  'document wrapped in a new root': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => swap(swap(xml, '<p:doc', '<evil><amount>1</amount><p:doc'), '</p:doc>', '</p:doc></evil>'),
  },
  'document hidden in an Object of its signature': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => {
      const original = part(xml, /<p:doc .*<\/p:doc>/s);
      const object = `<ds:Object>${swap(original, SIGNATURE, '')}</ds:Object></ds:Signature>`;
      return evil(
        swap(xml, original, '<p:doc xmlns:p="urn:pay"><p:amount>100</p:amount>SIGNATURE</p:doc>'),
      ).replace('SIGNATURE', () => swap(part(original, SIGNATURE), '</ds:Signature>', object));
    },
  },
  'signed element moved into a wrapper, another without Id in its place': {
    on: 'byId',
    finding: 'xml.partial',
    forge: relocate(order => `<wrapper>${order}</wrapper>`, '<order><amount>1000000</amount></order>'),
  },
  'signed element moved into a wrapper, another with another Id in its place': {
    on: 'byId',
    finding: 'xml.partial',
    forge: relocate(
      order => `<wrapper>${order}</wrapper>`,
      '<order Id="o2"><amount>1000000</amount></order>',
    ),
  },
  'signed element moved into a wrapper, nothing in its place': {
    on: 'byId',
    finding: 'xml.element-not-one',
    forge: relocate(order => `<wrapper>${order}</wrapper>`, ''),
  },
  'signed element moved into Object': {
    on: 'byId',
    finding: 'xml.structure',
    forge: hide(order => `<ds:Object>${order}</ds:Object></ds:Signature>`, '</ds:Signature>'),
  },
  'signed element moved into KeyInfo': {
    on: 'byId',
    finding: 'xml.structure',
    forge: hide(order => `${order}</ds:KeyInfo>`, '</ds:KeyInfo>'),
  },
  'signed element moved into KeyValue, which nobody reads': {
    on: 'byId',
    finding: 'xml.reference',
    forge: hide(order => `<ds:KeyValue>${order}</ds:KeyValue></ds:KeyInfo>`, '</ds:KeyInfo>'),
  },
  'sibling of the same name added': {
    on: 'byId',
    finding: 'xml.element-not-one',
    forge: xml => swap(xml, '<order', '<order><amount>1000000</amount></order><order'),
  },
  'duplicate Id before': {
    on: 'byId',
    finding: 'xml.id-not-one',
    forge: xml => {
      const order = part(xml, ORDER);
      return swap(xml, order, evil(order) + order);
    },
  },
  'duplicate Id after': {
    on: 'byId',
    finding: 'xml.id-not-one',
    forge: xml => {
      const order = part(xml, ORDER);
      return swap(xml, order, order + evil(order));
    },
  },
  'duplicate Id as ID': { on: 'byId', finding: 'xml.id-not-one', forge: secondId('ID="o1"') },
  'duplicate Id as id': { on: 'byId', finding: 'xml.id-not-one', forge: secondId('id="o1"') },
  'duplicate Id as xml:id': { on: 'byId', finding: 'xml.id-not-one', forge: secondId('xml:id="o1"') },
  'duplicate Id in a foreign namespace': {
    on: 'byId',
    finding: 'xml.id-not-one',
    forge: secondId('xmlns:f="urn:f" f:Id="o1"'),
  },
  'duplicate Id on the signature': {
    on: 'byId',
    finding: 'xml.id-not-one',
    forge: xml => swap(xml, '<ds:KeyInfo>', '<ds:KeyInfo Id="o1">'),
  },
};
