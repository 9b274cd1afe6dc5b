/**
 * SOAP 1.1 messages of the public services of ИС ЭСФ: document/literal, namespace `esf`, child elements without a prefix and in the
 * order of their schema. Read strictly, written with everything escaped.
 */
import { TanbaError } from '../../../contract/errors/index.ts';
import { parseXml } from '../../../core/xml/parse.ts';
import { readSoapMessage } from '../../../core/xml/soap.ts';
import { childElements } from '../../../core/xml/tree.ts';
import type { XmlElement } from '../../../core/xml/tree.ts';

const SOAP_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const PASSWORD_TEXT =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordText';

/** Element names with their text, in order; absent ones are left out. */
export type SoapFields = readonly (readonly [name: string, value: string | number | null])[];

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, character => `&#${character.charCodeAt(0)};`);
}

/** A request; credentials stand in a WS-Security UsernameToken in its header. */
export function soapRequest(element: string, fields: SoapFields, credentials: Credentials | null): string {
  const content = fields
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`)
    .join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    `<soapenv:Envelope xmlns:soapenv="${SOAP_NAMESPACE}" xmlns:esf="esf">` +
    `<soapenv:Header>${credentials === null ? '' : securityHeader(credentials)}</soapenv:Header>` +
    `<soapenv:Body><esf:${element}>${content}</esf:${element}></soapenv:Body></soapenv:Envelope>`
  );
}

function securityHeader({ user, password }: Credentials): string {
  return (
    `<wsse:Security xmlns:wsse="${WSSE}" soapenv:mustUnderstand="1"><wsse:UsernameToken>` +
    `<wsse:Username>${escapeXml(user)}</wsse:Username>` +
    `<wsse:Password Type="${PASSWORD_TEXT}">${escapeXml(password)}</wsse:Password>` +
    '</wsse:UsernameToken></wsse:Security>'
  );
}

/** What a service said: its answer, or the text of its fault. */
export type SoapAnswer =
  | { readonly kind: 'answer'; readonly element: XmlElement }
  | { readonly kind: 'fault'; readonly text: string };

/** @throws TanbaError network.bad-answer */
export function readSoapAnswer(text: string, element: string, host: string): SoapAnswer {
  try {
    const message = readSoapMessage(parseXml(text));
    const [content] = message === null ? [] : childElements(message.body);
    if (content?.local === 'Fault') return { kind: 'fault', text: faultText(content) };
    if (content?.local === element) return { kind: 'answer', element: content };
  } catch (cause) {
    throw new TanbaError('network.bad-answer', { host }, { cause });
  }
  throw new TanbaError('network.bad-answer', { host });
}

/** The description in the detail where there is one, since the fault string may be that of the framework. */
function faultText(fault: XmlElement): string {
  const detail = childElements(fault).find(({ local }) => local === 'detail');
  const description = detail === undefined ? null : descendantText(detail, 'description');
  return description ?? fieldText(fault, 'faultstring') ?? '';
}

function descendantText(element: XmlElement, name: string): string | null {
  for (const child of childElements(element)) {
    const found = child.local === name ? textOf(child) : descendantText(child, name);
    if (found !== null) return found;
  }
  return null;
}

export function textOf(element: XmlElement): string {
  return element.children.map(child => (child.kind === 'text' ? child.data : '')).join('');
}

export function fieldText(element: XmlElement, name: string): string | null {
  const child = childElements(element).find(({ local }) => local === name);
  return child === undefined ? null : textOf(child);
}
