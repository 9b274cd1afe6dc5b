/** Made-up keys, stores and files for tests. */
import type { FileDescription } from '../../../contract/documents.ts';
import type { KeyDescription, StoreDescription, TokenDetails } from '../../../contract/keys.ts';
import { splitPath } from '../format.ts';

export function sampleKey(part: Partial<KeyDescription> = {}): KeyDescription {
  return {
    alias: 'key',
    algorithm: 'GOST-2015-512',
    role: 'SIGN',
    subjectType: 'individual',
    position: null,
    iin: '860215300456',
    bin: null,
    name: 'ҮЛГІ АДАМ',
    organisation: null,
    email: null,
    medium: 'pkcs12',
    notBefore: '2026-01-01T00:00:00Z',
    notAfter: '2027-01-01T00:00:00Z',
    serial: '01',
    issuer: 'Issuer',
    subject: 'Subject',
    ...part,
  };
}

export function sampleStore(path: string, part: Partial<StoreDescription> = {}): StoreDescription {
  const { name, folder } = splitPath(path);
  return {
    ref: { kind: 'file', path },
    name,
    location: folder,
    state: 'locked',
    keys: [],
    lastUsed: null,
    token: null,
    ...part,
  };
}

/** A token without keys that are known. */
export function sampleToken(
  serial: string,
  part: Partial<StoreDescription> = {},
  details: Partial<TokenDetails> = {},
): StoreDescription {
  const token: TokenDetails = {
    label: 'Kaztoken',
    serial,
    model: 'Kaztoken',
    manufacturer: 'Maker',
    library: 'driver.so',
    vendor: null,
    tries: 'untouched',
    protectedPath: false,
    toBeChanged: false,
    defaultPin: false,
    shortestPin: 4,
    longestPin: 8,
    unpaired: [],
    ...details,
  };
  return {
    ref: { kind: 'token', module: '/lib/driver.so', serial, label: token.label },
    name: token.label,
    location: 'driver.so',
    state: 'locked',
    keys: [],
    lastUsed: null,
    token,
    ...part,
  };
}

export function sampleFile(
  path: string,
  kind: FileDescription['kind'] = 'document',
  size = 1,
): FileDescription {
  return { path, ...splitPath(path), size, kind };
}
