/** Signs documents with keys of the stores. */
import { errorFromData } from '../../contract/errors/index.ts';
import type { KeyRef, SignedDocument } from '../../contract/model.ts';
import { fitsForSigning } from '../../core/signing/key-requirement.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import type { OnFault } from '../fault.ts';
import type { KeyStores } from '../keys/key-stores.ts';
import type { Clock } from '../ports.ts';
import { signFiles } from './sign-files.ts';
import { defaultXml } from './signature-formats.ts';
import type { XmlOptions } from './signature-formats.ts';
import type { SignFilesRequest } from './sign-files.ts';

export interface SigningJob extends Pick<
  SignFilesRequest,
  'documents' | 'format' | 'detached' | 'outputOf' | 'overwrite' | 'signal' | 'onProgress'
> {
  /** Of a store that is unlocked. */
  readonly key: KeyRef;
  /** For a key that asks for it at each signature; zeroed when the job is over. */
  readonly pin?: Uint8Array | undefined;
  /** How an XML signature is laid out and what it covers; the whole document, compact, where absent. */
  readonly xml?: XmlOptions;
}

export interface Signing {
  /**
   * The result of each document, in their order. Thrown is what concerns them all before the first one is touched:
   * @throws TanbaError keystore.locked, key.not-found, key.not-for-signing, key.expired,
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
    async sign({ key, pin, xml = defaultXml, ...job }) {
      const signer = keys.signerFor(key, { signal: job.signal, pin });
      try {
        const unfit = fitsForSigning(describeCertificate(signer.certificate), clock.now());
        if (unfit !== null) throw errorFromData(unfit);
        return await signFiles({ ...job, xml, signer, clock, onFault });
      } finally {
        signer.release();
      }
    },
  };
}
