/** The bare signature value over a document's exact bytes, as ИС ЭСФ wants it: no structure, no certificate, no time. */
import { TanbaError } from '../../contract/errors/index.ts';
import { publicKeyOf } from '../x509/certificate.ts';
import { digestChunks } from './hashing.ts';
import { pass, signVerified } from './sign-document.ts';
import type { SignRequest } from './sign-document.ts';

/**
 * Hashes the document in one pass and signs the hash.
 * @returns GOST: r ‖ s, each little-endian; RSA: the PKCS#1 v1.5 block, big-endian; verified before it is returned
 * @throws TanbaError as signCms() does
 */
export async function signRaw(request: SignRequest): Promise<Uint8Array> {
  const { content, signer, name } = request;
  const { algorithm } = publicKeyOf(signer.certificate);
  const { length, byName } = await digestChunks(pass(request, 0, 1), [algorithm.digest]);
  if (length !== content.size) throw new TanbaError('document.changed', { file: name });
  return signVerified(signer, { digestName: algorithm.digest, digest: byName.get(algorithm.digest)! });
}
