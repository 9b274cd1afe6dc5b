/** Signs documents with keys of the stores. */
import { TanbaError, errorFromData } from '../../contract/errors/index.ts';
import type { KeyRef, SignatureFormat, SignedDocument } from '../../contract/model.ts';
import { fitsForSigning } from '../../core/signing/key-requirement.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import type { OnFault } from '../fault.ts';
import type { KeyStores } from '../keys/key-stores.ts';
import type { Clock } from '../ports.ts';
import { signFiles } from './sign-files.ts';
import type { SignFilesRequest } from './sign-files.ts';

export interface SigningJob extends Pick<
  SignFilesRequest,
  'documents' | 'detached' | 'outputOf' | 'overwrite' | 'signal' | 'onProgress'
> {
  /** Of a store that is unlocked. */
  readonly key: KeyRef;
  readonly format: SignatureFormat;
}

export interface Signing {
  /**
   * The result of each document, in their order. Thrown is what concerns them all before the first one is touched:
   * @throws TanbaError format.unavailable, keystore.locked, key.not-found, key.not-for-signing, key.expired,
   *   key.not-yet-valid
   */
  sign(job: SigningJob): Promise<SignedDocument[]>;
}

export interface SigningOptions {
  readonly keys: KeyStores;
  readonly clock: Clock;
  readonly onFault: OnFault;
}

export function createSigning({ keys, clock, onFault }: SigningOptions): Signing {
  return {
    async sign({ key, format, ...job }) {
      if (format !== 'cms') throw new TanbaError('format.unavailable', { format });
      const signer = keys.signerFor(key, job.signal);
      try {
        const unfit = fitsForSigning(describeCertificate(signer.certificate), clock.now());
        if (unfit !== null) throw errorFromData(unfit);
        return await signFiles({ ...job, signer, clock, onFault });
      } finally {
        signer.release();
      }
    },
  };
}
