/** SOAP 1.1 envelopes of the sandbox: read strictly, answered and refused in the form of the real services. */
import { TanbaError } from '../../../contract/errors/index.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { readSoapMessage } from '../../../core/xml/soap.ts';
import { childElements } from '../../../core/xml/tree.ts';
import type { XmlElement } from '../../../core/xml/tree.ts';
import { Refusal } from '../context.ts';

/** The text of a fault: mostly a bare code. */
export class SoapFault extends Error {}

export interface SoapRequest {
  /** Without `Request`. */
  readonly operation: string;
  /** Empty where it is absent. */
  field(name: string): string;
  /** Of the WS-Security UsernameToken in the header. */
  readonly credentials: { readonly user: string; readonly password: string } | null;
}

/** @throws SoapFault */
export function readEnvelope(text: string): SoapRequest {
  try {
    const message = readSoapMessage(parseXml(text));
    const [element] = message === null ? [] : childElements(message.body);
    if (message === null || element === undefined || element.uri !== 'esf')
      throw new SoapFault('INTERNAL_ERROR');
    const children = childElements(element);
    return {
      operation: element.local.replace(/Request$/, ''),
      field: name => textOf(children.find(({ local }) => local === name)),
      credentials: credentialsIn(message.header),
    };
  } catch (error) {
    if (error instanceof TanbaError) throw new SoapFault('INTERNAL_ERROR');
    throw error;
  }
}

function textOf(element: XmlElement | undefined): string {
  return element?.children.map(child => (child.kind === 'text' ? child.data : '')).join('') ?? '';
}

function credentialsIn(header: XmlElement | null): SoapRequest['credentials'] {
  const find = (parent: XmlElement | null | undefined, name: string): XmlElement | undefined =>
    parent ? childElements(parent).find(({ local }) => local === name) : undefined;
  const token = find(find(header, 'Security'), 'UsernameToken');
  if (token === undefined) return null;
  return { user: textOf(find(token, 'Username')), password: textOf(find(token, 'Password')) };
}

const OPEN = '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>';
const CLOSE = '</soap:Body></soap:Envelope>';

/** @param content markup of ours */
export function answerEnvelope(operation: string, content: string): string {
  return `${OPEN}<ns2:${operation}Response xmlns:ns2="esf">${content}</ns2:${operation}Response>${CLOSE}`;
}

export function faultEnvelope(text: string): string {
  const safe = text.replace(/[&<>]/g, character => `&#${character.charCodeAt(0)};`);
  return `${OPEN}<soap:Fault><faultcode>soap:Server</faultcode><faultstring>${safe}</faultstring></soap:Fault>${CLOSE}`;
}

/** The service's codes for what our rules refuse with. */
const CODES: Readonly<Record<string, string>> = {
  'portal.text-altered': 'SIGNATURE_INVALID_FORMAT',
  'portal.challenge-expired': 'SIGNATURE_INVALID_FORMAT',
  'portal.challenge-spent': 'SIGNATURE_INVALID_FORMAT',
  'portal.signature-broken': 'SIGNATURE_VERIFICATION_FAILED',
  'portal.certificate-untrusted': 'PROVIDER_NOT_VALID',
  'portal.certificate-revoked': 'CERTIFICATE_REVOKED',
  'portal.revocation-unknown': 'OCSP_NOT_AVAILABLE',
  'portal.user-blocked': 'USER_BLOCKED',
  'portal.too-many-attempts': 'USER_BLOCKED',
  'portal.head-replaced': 'ENTERPRISE_ADMIN_CHANGE_BLOCKED',
  'portal.maintenance': 'SYSTEM_DOWN',
  'key.expired': 'CERTIFICATE_EXPIRED',
  'key.not-yet-valid': 'CERTIFICATE_NOT_YET_VALID',
  'key.not-for-login': 'CERTIFICATE_IS_NOT_FOR_AUTH',
  'key.other-owner': 'IIN_NOT_VALID',
};

export function faultOf(error: unknown): string {
  if (error instanceof SoapFault) return error.message;
  return error instanceof Refusal ? (CODES[error.error.code] ?? 'ACCESS_DENIED') : 'INTERNAL_ERROR';
}
