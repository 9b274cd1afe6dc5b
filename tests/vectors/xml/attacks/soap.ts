/** Messages in which another Body is read than the one that is signed. */
import { BODY, SIGNATURE, part, swap } from './tools.ts';
import type { Attack } from './tools.ts';

export const soapAttacks: Readonly<Record<string, Attack>> = {
  'Body moved into the header, another in its place': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const body = part(xml, BODY);
      return swap(
        swap(xml, body, '<s:Body><pay><amount>1000000</amount></pay></s:Body>'),
        '</s:Header>',
        `<wrapper>${body}</wrapper></s:Header>`,
      );
    },
  },
  'Body moved under a sibling of Body': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const body = part(xml, BODY);
      return swap(
        xml,
        body,
        `<wrapper>${body}</wrapper><s:Body><pay><amount>1000000</amount></pay></s:Body>`,
      );
    },
  },
  'Body moved inside another Body': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const body = part(xml, BODY);
      return swap(xml, body, `<s:Body><pay><amount>1000000</amount></pay>${body}</s:Body>`);
    },
  },
  'two Bodies, the signed one last': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => swap(xml, '<s:Body', '<s:Body><pay><amount>1000000</amount></pay></s:Body><s:Body'),
  },
  'two Bodies, the signed one first': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => swap(xml, '</s:Body>', '</s:Body><s:Body><pay><amount>1000000</amount></pay></s:Body>'),
  },
  'a Body of the other SOAP beside it': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml =>
      swap(
        xml,
        '</s:Body>',
        '</s:Body><b:Body xmlns:b="http://www.w3.org/2003/05/soap-envelope"><pay/></b:Body>',
      ),
  },
  'the whole message inside another envelope': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const message = part(xml, /<s:Envelope .*<\/s:Envelope>/s);
      return swap(
        xml,
        message,
        `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Header>${message}</e:Header><e:Body><pay><amount>1000000</amount></pay></e:Body></e:Envelope>`,
      );
    },
  },
  'signature outside the Security header': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const signature = part(xml, SIGNATURE)
        .replaceAll('wsse:', 'w:')
        .replace(
          '<w:SecurityTokenReference>',
          '<w:SecurityTokenReference xmlns:w="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">',
        );
      return swap(swap(xml, SIGNATURE, ''), '</s:Header>', `${signature}</s:Header>`);
    },
  },
  'Security outside the header': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const header = part(xml, /<s:Header>.*<\/s:Header>/s);
      const security = part(header, /<wsse:Security.*<\/wsse:Security>/s);
      return swap(swap(xml, header, '<s:Header/>'), '</s:Envelope>', `${security}</s:Envelope>`);
    },
  },
  'header after Body': {
    on: 'wsse',
    finding: 'xml.soap-structure',
    forge: xml => {
      const body = part(xml, BODY);
      return swap(swap(xml, body, ''), '<s:Header', `${body}<s:Header`);
    },
  },
  'Id of Body taken away': {
    on: 'wsse',
    finding: 'xml.id-not-one',
    forge: xml => swap(xml, / wsu:Id="[^"]*"/, ''),
  },
};
