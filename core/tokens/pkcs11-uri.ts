/** pkcs11: URIs (RFC 7512): how a command line names a token, and a key on it. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { KeyDescription, TokenDetails } from '../../contract/keys.ts';
import { bytesToHex, bytesToUtf8 } from '../bytes.ts';

export interface Pkcs11Uri {
  readonly token?: string;
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  /** CKA_LABEL. */
  readonly object?: string;
  /** CKA_ID in hex. */
  readonly id?: string;
  readonly modulePath?: string;
}

export const isPkcs11Uri = (text: string): boolean => /^pkcs11:/i.test(text);

type Reader = (value: Uint8Array) => Partial<Pkcs11Uri>;

const pathAttributes: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['token', value => ({ token: bytesToUtf8(value) })],
  ['manufacturer', value => ({ manufacturer: bytesToUtf8(value) })],
  ['model', value => ({ model: bytesToUtf8(value) })],
  ['serial', value => ({ serial: bytesToUtf8(value) })],
  ['object', value => ({ object: bytesToUtf8(value) })],
  ['id', value => ({ id: bytesToHex(value) })],
  // What signs is always the private key; URIs copied from other programs name it, or its certificate.
  ['type', value => readType(bytesToUtf8(value))],
]);

const queryAttributes: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['module-path', value => ({ modulePath: bytesToUtf8(value) })],
]);

/** A PIN in an argument is seen by every process of the computer; a file with it is named by an option. */
const pinAttributes: ReadonlySet<string> = new Set(['pin-value', 'pin-source']);

function readType(type: string): Partial<Pkcs11Uri> {
  if (type !== 'private' && type !== 'cert') throw invalid('type');
  return {};
}

const invalid = (attribute: string): TanbaError => new TanbaError('token.uri', { attribute });

/**
 * @param text the whole URI. Attributes that narrow the choice further than this program knows are refused, not passed over: the
 *   wrong token would be asked for its PIN. Vendors' own (x-…) say nothing to us.
 * @throws TanbaError token.uri, token.uri-pin; neither repeats a value
 */
export function parsePkcs11Uri(text: string): Pkcs11Uri {
  if (!isPkcs11Uri(text)) throw invalid('pkcs11:');
  const rest = text.slice('pkcs11:'.length);
  const mark = rest.indexOf('?');
  const path = mark < 0 ? rest : rest.slice(0, mark);
  const query = mark < 0 ? '' : rest.slice(mark + 1);
  return { ...readPart(path, ';', pathAttributes), ...readPart(query, '&', queryAttributes) };
}

function readPart(
  part: string,
  separator: string,
  attributes: ReadonlyMap<string, Reader>,
): Partial<Pkcs11Uri> {
  const seen = new Set<string>();
  let read: Partial<Pkcs11Uri> = {};
  for (const attribute of part.split(separator).filter(it => it !== '')) {
    const equals = attribute.indexOf('=');
    const name = equals < 0 ? '' : attribute.slice(0, equals);
    if (pinAttributes.has(name)) throw new TanbaError('token.uri-pin', {});
    if (name.startsWith('x-')) continue;
    const reader = attributes.get(name);
    // RFC 7512 §2.3: an attribute stands in the URI once.
    if (reader === undefined || seen.has(name)) throw invalid(shown(name));
    seen.add(name);
    read = { ...read, ...readValue(name, attribute.slice(equals + 1), reader) };
  }
  return read;
}

function readValue(name: string, value: string, reader: Reader): Partial<Pkcs11Uri> {
  const bytes = unescape(value);
  if (bytes === null) throw invalid(name);
  try {
    return reader(bytes);
  } catch (cause) {
    throw cause instanceof TanbaError ? cause : invalid(name);
  }
}

/** What is no name at all may be a value that lost its name. */
const shown = (name: string): string => (/^[a-z-]{1,32}$/.test(name) ? name : '…');

/** Percent-encoding; a shell may have given other characters as they are (§2.3 wants them escaped, people do not). */
function unescape(value: string): Uint8Array | null {
  const bytes: number[] = [];
  const pattern = /%([0-9a-f]{2})|([^%])/giuy;
  while (pattern.lastIndex < value.length) {
    const match = pattern.exec(value);
    if (match === null) return null;
    const [, hex, character] = match;
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else bytes.push(...new TextEncoder().encode(character));
  }
  return Uint8Array.from(bytes);
}

/** Whether a token is meant. */
export function matchesToken(
  uri: Pkcs11Uri,
  { label, manufacturer, model, serial }: Pick<TokenDetails, 'label' | 'manufacturer' | 'model' | 'serial'>,
): boolean {
  return (
    (uri.token ?? label) === label &&
    (uri.manufacturer ?? manufacturer) === manufacturer &&
    (uri.model ?? model) === model &&
    (uri.serial ?? serial) === serial
  );
}

/** Whether a key is meant: its alias is its CKA_ID in hex. */
export function matchesKey(
  uri: Pkcs11Uri,
  { alias, label }: Pick<KeyDescription, 'alias' | 'label'>,
): boolean {
  return (uri.id ?? alias) === alias && (uri.object === undefined || uri.object === label);
}

/** The URI of a token, or of a key on it; its alias stands as the id where it is one. */
export function formatPkcs11Uri(
  { label, serial }: Pick<TokenDetails, 'label' | 'serial'>,
  alias?: string,
): string {
  const parts = [`token=${escape(label)}`, ...(serial === '' ? [] : [`serial=${escape(serial)}`])];
  const isId = alias !== undefined && /^([0-9a-f]{2})+$/.test(alias);
  if (alias !== undefined) parts.push(isId ? `id=${alias.replace(/../g, '%$&')}` : `object=${escape(alias)}`);
  return `pkcs11:${parts.join(';')}`;
}

/** §2.3: what may stand as it is in the path, besides letters and digits. */
const escape = (text: string): string => encodeURIComponent(text).replaceAll("'", '%27');
