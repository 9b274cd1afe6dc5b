/** Keys of the vectors on a virtual token. */
import { fileURLToPath } from 'node:url';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { addCertificate, addPrivateKey } from '../../native/virtual-token/token-objects.ts';
import type { SlotPlace } from '../../native/virtual-token/token-folder.ts';
import { readVectors } from '../vectors/read-vector.ts';
import { pin } from './key-files.ts';

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
