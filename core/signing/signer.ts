/** What signing needs from outside: a key that signs digests, and bytes to read. */
import type { DigestName } from '../crypto/digest.ts';
import type { Certificate } from '../x509/certificate.ts';

export { bytesSource } from '../asn1/byte-source.ts';
export type { ByteSource } from '../asn1/byte-source.ts';

/** A private key, wherever it lies, with its certificate. */
export interface Signer {
  readonly certificate: Certificate;
  /**
   * Signs one digest: GOST r ‖ s, each little-endian; RSA the PKCS#1 v1.5 block over DigestInfo, big-endian. Called once
   * for each document and never again for the same one: a second call would be a second signature. What it is rejected
   * with is fatal for the document and goes to the person.
   */
  signDigest(digestName: DigestName, digest: Uint8Array): Promise<Uint8Array>;
}

/** The part of AbortSignal that core looks at, between chunks. */
export interface CancelSignal {
  readonly aborted: boolean;
}

/** Told how far reading is; `bytesTotal` is an estimate where the content is split into pieces of unknown number. */
export type OnProgress = (bytesDone: number, bytesTotal: number) => void;
