/** Keys of the vectors on a virtual token. */
import { fileURLToPath } from 'node:url';
import type { Vendor } from '../../contract/vendors.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { pin as tokenPin } from '../../native/virtual-token/test-token.ts';
import { addCertificate, addPrivateKey } from '../../native/virtual-token/token-objects.ts';
import type { SlotPlace } from '../../native/virtual-token/token-folder.ts';
import { readVectors } from '../vectors/read-vector.ts';
import { pin } from './key-files.ts';

/** Of a virtual token, with the PIN of createTestToken() as the one that everybody knows. */
export const virtualVendor: Vendor = {
  id: 'virtual',
  name: 'Virtual',
  media: [],
  libraries: { win32: [], linux: [], darwin: [] },
  quirks: ['no-hardware'],
  defaultPin: tokenPin,
  unlock: { kk: 'kk', ru: 'ru', en: 'en' },
  help: 'https://example.test/',
  drivers: 'https://example.test/',
  triedOnHardware: false,
};

const vectors = readVectors(fileURLToPath(new URL('../vectors/pkcs12', import.meta.url)));

/** Puts the key of a vector on a token, labelled by the vector's name, with its certificate; or one of them without the other. */
export function putKey(
  place: SlotPlace,
  vector: string,
  id: number,
  { key = true, certificate = true }: { readonly key?: boolean; readonly certificate?: boolean } = {},
): void {
  const file = vectors.find(({ name }) => name === vector)?.file();
  if (file === undefined) throw new Error(`no vector ${vector}`);
  const [entry] = openPkcs12(file, pin(), vector).entries;
  const options = { id: Uint8Array.of(id), label: vector };
  if (key) addPrivateKey(place, entry!.privateKey, options);
  if (certificate) addCertificate(place, entry!.certificateDer, options);
}
