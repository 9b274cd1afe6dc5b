/** What certificates, CRLs and OCSP responses have in common: bytes, an algorithm, a signature by a key that is looked for elsewhere. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import { signatureAlgorithmByOid } from '../crypto/algorithms.ts';
import { digest } from '../crypto/digest.ts';
import { verifySignature } from '../crypto/public-key.ts';
import { cachedPublicKey } from './certificate.ts';

export interface SignedObject {
  /** Exactly the bytes that were signed. */
  readonly tbs: Uint8Array;
  readonly signatureOid: string;
  /** GOST: r ‖ s, each little-endian; RSA: big-endian. */
  readonly signature: Uint8Array;
}

/** Why the object was not signed by the key, or null where it was. Keys of an unknown kind or off their curve are faults too. */
export function signedObjectFault(object: SignedObject, spkiDer: Uint8Array): ErrorData | null {
  const algorithm = signatureAlgorithmByOid(object.signatureOid);
  if (algorithm === undefined)
    return { code: 'signature.algorithm-unsupported', params: { oid: object.signatureOid } };
  try {
    const key = cachedPublicKey(spkiDer);
    const digestName = algorithm.digest ?? key.algorithm.digest;
    const holds =
      algorithm.family === key.algorithm.family &&
      verifySignature(key, digestName, digest(digestName, object.tbs), object.signature);
    return holds ? null : { code: 'signature.wrong', params: {} };
  } catch (error) {
    if (error instanceof TanbaError) return error.toData();
    throw error;
  }
}
