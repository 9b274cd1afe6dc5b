/** Values that are almost base64, or not of their length. */
import { bytesToBase64 } from '../../../../core/bytes.ts';
import { inside } from './tools.ts';
import type { Attack } from './tools.ts';

export const valuesAttacks: Readonly<Record<string, Attack>> = {
  'garbage between base64': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', value => `${value.slice(0, 4)}!?${value.slice(4)}`),
  },
  'no-break space between base64': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', value => `${value.slice(0, 4)}\u00A0${value.slice(4)}`),
  },
  'base64 for addresses': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'DigestValue', value => `-_${value.slice(2)}`),
  },
  'base64 with bits left over': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', value => value.replace(/.=$/, 'B=')),
  },
  'base64 without padding': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', value => value.replace(/=+$/, '')),
  },
  'empty SignatureValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'SignatureValue', () => ''),
  },
  'shortened SignatureValue': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: xml => inside(xml, 'SignatureValue', value => value.slice(0, 84)),
  },
  'lengthened SignatureValue': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: xml => inside(xml, 'SignatureValue', value => `AAAA${value}`),
  },
  'SignatureValue of zeros': {
    on: 'enveloped',
    finding: 'signature.wrong',
    forge: xml => inside(xml, 'SignatureValue', () => bytesToBase64(new Uint8Array(128))),
  },
  'empty DigestValue': {
    on: 'enveloped',
    finding: 'xml.structure',
    forge: xml => inside(xml, 'DigestValue', () => ''),
  },
  'shortened DigestValue': {
    on: 'enveloped',
    finding: 'digest.mismatch',
    forge: xml => inside(xml, 'DigestValue', value => value.slice(0, 4)),
  },
};
