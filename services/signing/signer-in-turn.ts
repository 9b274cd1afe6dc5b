/** A key that signs the documents of a batch in their order. */
import type { Signer } from '../../core/signing/signer.ts';
import type { InTurn } from './batch.ts';

export function signerInTurn(signer: Signer, inTurn: InTurn): Signer {
  return {
    certificate: signer.certificate,
    signDigest: (digestName, digest) => inTurn(() => signer.signDigest(digestName, digest)),
  };
}
