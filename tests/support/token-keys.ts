/** Keys of the vectors on a virtual token. */
import { fileURLToPath } from 'node:url';
import type { Vendor } from '../../contract/vendors.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { pin as tokenPin } from '../../native/virtual-token/test-token.ts';
import {
  CKA,
  CKO,
  addCertificate,
  addObject,
  addPrivateKey,
} from '../../native/virtual-token/token-objects.ts';
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

/** The first half of a certificate, as a token has it whose memory is failing. */
export function putDamagedCertificate(place: SlotPlace, vector: string, id: number): void {
  addObject(place, [
    [CKA.CLASS, CKO.CERTIFICATE],
    [CKA.CERTIFICATE_TYPE, 0],
    [CKA.ID, Uint8Array.of(id)],
    [CKA.LABEL, vector],
    [CKA.VALUE, half(entryOf(vector).certificateDer)],
  ]);
}

const half = (bytes: Uint8Array): Uint8Array => bytes.subarray(0, bytes.length / 2);

function entryOf(vector: string) {
  const file = vectors.find(({ name }) => name === vector)?.file();
  if (file === undefined) throw new Error(`no vector ${vector}`);
  return openPkcs12(file, pin(), vector).entries[0]!;
}

/** Puts the key of a vector on a token, labelled by the vector's name, with its certificate; or one of them without the other. */
export function putKey(
  place: SlotPlace,
  vector: string,
  id: number,
  { key = true, certificate = true }: { readonly key?: boolean; readonly certificate?: boolean } = {},
): void {
  const { privateKey, certificateDer } = entryOf(vector);
  const options = { id: Uint8Array.of(id), label: vector };
  if (key) addPrivateKey(place, privateKey, options);
  if (certificate) addCertificate(place, certificateDer, options);
}
