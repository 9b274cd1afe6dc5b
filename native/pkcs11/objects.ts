/** Certificates and private keys on a token, paired: by CKA_ID as the standard wants it, else by label. */
import { TanbaError } from '../../contract/errors/index.ts';
import { bytesToHex } from '../../core/bytes.ts';
import { CKR_OK, CryptokiError } from '../ckr.ts';
import type { Cryptoki, Handle } from './cryptoki.ts';
import { isUnavailable } from './cryptoki.ts';
import { plainText } from './slots.ts';

const CKA = {
  CLASS: 0x0,
  LABEL: 0x3,
  VALUE: 0x11,
  CERTIFICATE_TYPE: 0x80,
  KEY_TYPE: 0x100,
  ID: 0x102,
  ALWAYS_AUTHENTICATE: 0x202,
} as const;
const CKO = { CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;
const CKC_X_509 = 0n;

const MAX_OBJECTS = 1000;
const BATCH = 64;
const MAX_VALUE_BYTES = 64 * 1024;

export interface TokenObject {
  readonly id: Uint8Array;
  readonly label: string;
}

export interface TokenCertificate extends TokenObject {
  /** DER. */
  readonly certificate: Uint8Array;
}

export interface TokenPrivateKey extends TokenObject {
  readonly handle: Handle;
  /** CKA_KEY_TYPE. */
  readonly type: number;
  /** The token wants the PIN at every signature (CKA_ALWAYS_AUTHENTICATE). */
  readonly alwaysAuthenticate: boolean;
}

export interface PairedKey {
  readonly alias: string;
  readonly key: TokenPrivateKey;
  readonly certificate: Uint8Array;
}

export interface TokenContents {
  readonly keys: readonly PairedKey[];
  readonly keysWithoutCertificate: readonly TokenObject[];
  readonly certificatesWithoutKey: readonly TokenCertificate[];
}

/** All X.509 certificates that the session sees; most tokens show them before any PIN. */
export function findCertificates(library: Cryptoki, session: Handle): readonly TokenCertificate[] {
  const types = [CKA.ID, CKA.LABEL, CKA.VALUE, CKA.CERTIFICATE_TYPE];
  return find(library, session, CKO.CERTIFICATE).flatMap(handle => {
    const [id, label, certificate, type] = readAttributes(library, session, handle, types);
    const isX509 = type?.length !== library.longLength || library.readLong(type) === CKC_X_509;
    return certificate === undefined || certificate.length === 0 || !isX509
      ? []
      : [{ ...named(id, label), certificate }];
  });
}

/** All private keys that the session sees: none before login. */
export function findPrivateKeys(library: Cryptoki, session: Handle): readonly TokenPrivateKey[] {
  const types = [CKA.ID, CKA.LABEL, CKA.KEY_TYPE, CKA.ALWAYS_AUTHENTICATE];
  return find(library, session, CKO.PRIVATE_KEY).map(handle => {
    const [id, label, type, always] = readAttributes(library, session, handle, types);
    if (type?.length !== library.longLength) throw new TanbaError('token.garbled', { token: library.name });
    return {
      ...named(id, label),
      handle,
      type: Number(library.readLong(type)),
      alwaysAuthenticate: always?.[0] === 1,
    };
  });
}

/** Pairs keys with their certificates; what has no partner is told, since the person has to be told. */
export function pairUp(
  keys: readonly TokenPrivateKey[],
  certificates: readonly TokenCertificate[],
): TokenContents {
  const aliases = new Set<string>();
  const taken = new Set<TokenCertificate>();
  const paired: PairedKey[] = [];
  const keysWithoutCertificate: TokenObject[] = [];
  for (const key of keys) {
    const partner = certificates.find(it => sameId(it, key)) ?? certificates.find(it => sameLabel(it, key));
    if (partner === undefined) {
      keysWithoutCertificate.push({ id: key.id, label: key.label });
      continue;
    }
    taken.add(partner);
    paired.push({ alias: freeAlias(aliases, aliasOf(key)), key, certificate: partner.certificate });
  }
  const certificatesWithoutKey = certificates.filter(certificate => !taken.has(certificate));
  return { keys: paired, keysWithoutCertificate, certificatesWithoutKey };
}

/** CKA_ID in hex (on tokens of НУЦ РК the subject key identifier), else the label. */
export function aliasOf({ id, label }: TokenObject): string {
  return id.length > 0 ? bytesToHex(id) : label === '' ? 'key' : label;
}

function freeAlias(taken: Set<string>, wanted: string): string {
  let alias = wanted;
  for (let number = 2; taken.has(alias); number += 1) alias = `${wanted}#${number}`;
  taken.add(alias);
  return alias;
}

const sameId = (a: TokenObject, b: TokenObject): boolean =>
  a.id.length > 0 && bytesToHex(a.id) === bytesToHex(b.id);

/** Only where at least one of them has no CKA_ID: two different ones say that they do not belong together. */
const sameLabel = (a: TokenObject, b: TokenObject): boolean =>
  a.label !== '' && a.label === b.label && (a.id.length === 0 || b.id.length === 0);

function named(id: Uint8Array | undefined, label: Uint8Array | undefined): TokenObject {
  return { id: id ?? new Uint8Array(), label: plainText(new TextDecoder().decode(label)) };
}

function find(library: Cryptoki, session: Handle, objectClass: number): readonly Handle[] {
  const value = library.longs(objectClass);
  library.call('C_FindObjectsInit', session, library.triple(CKA.CLASS, value), 1);
  try {
    return collect(library, session);
  } finally {
    library.invoke('C_FindObjectsFinal', session);
  }
}

function collect(library: Cryptoki, session: Handle): readonly Handle[] {
  const found: Handle[] = [];
  while (found.length < MAX_OBJECTS) {
    const handles = library.longs(...new Array<number>(BATCH).fill(0));
    const count = library.longs(0);
    library.call('C_FindObjects', session, handles, BATCH, count);
    const given = library.readLong(count);
    if (given > BATCH) throw new TanbaError('token.garbled', { token: library.name });
    if (given === 0n) return found;
    for (let index = 0; index < given; index += 1) {
      found.push(library.readLong(handles, index * library.longLength));
    }
  }
  throw new TanbaError('token.garbled', { token: library.name });
}

/** Values by type; undefined where the object has none or does not show it. Asked one by one: libraries disagree on lists. */
function readAttributes(library: Cryptoki, session: Handle, object: Handle, types: readonly number[]) {
  return types.map(type => readAttribute(library, session, object, type));
}

/** CKR_ATTRIBUTE_SENSITIVE, CKR_ATTRIBUTE_TYPE_INVALID: section 5.7 says that these are no failures. */
const notShown: ReadonlySet<number> = new Set([0x11, 0x12]);

function readAttribute(
  library: Cryptoki,
  session: Handle,
  object: Handle,
  type: number,
): Uint8Array | undefined {
  const question = library.triple(type, null);
  if (!ask(library, session, object, question)) return undefined;
  const length = library.readTripleLength(question, 0);
  if (isUnavailable(length)) return undefined;
  if (length > MAX_VALUE_BYTES) throw new TanbaError('token.garbled', { token: library.name });
  const value = new Uint8Array(Number(length));
  if (value.length === 0) return value;
  const answer = library.triple(type, value);
  if (!ask(library, session, object, answer)) return undefined;
  const written = library.readTripleLength(answer, 0);
  if (written > length) throw new TanbaError('token.garbled', { token: library.name });
  return value.subarray(0, Number(written));
}

function ask(library: Cryptoki, session: Handle, object: Handle, attribute: Uint8Array): boolean {
  const ckr = library.invoke('C_GetAttributeValue', session, object, attribute, 1);
  if (ckr === CKR_OK) return true;
  if (notShown.has(ckr)) return false;
  throw new CryptokiError(ckr, 'C_GetAttributeValue');
}
