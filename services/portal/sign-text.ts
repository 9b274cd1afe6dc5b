/** Signs what a portal gives to be signed, with keys of the stores; nothing is signed with a key that the step does not take. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import type { CertificateInfo, KeyRef } from '../../contract/keys.ts';
import { readPowerOfAttorney } from '../../contract/poa/document.ts';
import type { Challenge, KeyRequirement, SignedChallenge } from '../../contract/portal/model.ts';
import { bytesToBase64, concatBytes, utf8ToBytes } from '../../core/bytes.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { keyFault } from '../../core/signing/key-fit.ts';
import { signCms } from '../../core/signing/sign-document.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { signXml } from '../../core/xml/sign.ts';
import type { KeySigner, SignerOptions } from '../keys/unlocked-stores.ts';
import type { Clock } from '../ports.ts';

/** The part of the key stores that signing for a portal needs. */
export interface SigningKeys {
  signerFor(key: KeyRef, options?: SignerOptions): KeySigner;
}

export interface PortalSigner {
  readonly info: CertificateInfo;
  /**
   * A detached CMS over the exact text. @throws TanbaError portal.text-altered for a power of attorney: nobody is made to give one by
   * signing something else
   */
  text(challenge: Pick<Challenge, 'id' | 'text'>): Promise<SignedChallenge>;
  /** The same over a power of attorney, which the person has seen as the document that it is. */
  powerOfAttorney(text: string): Promise<string>;
  /** A login ticket with its enveloped signature. */
  ticket(xml: string): Promise<string>;
}

export interface KeyUse {
  readonly key: KeyRef;
  /** For a token that asks for it at each signature. */
  readonly pin?: Uint8Array | undefined;
}

/**
 * Works with a key that fits, and gives it back.
 * @throws TanbaError keystore.locked, key.not-found, key.not-for-signing, key.wrong-subject, key.other-owner, … before
 *   anything is signed or sent
 */
export async function withPortalKey<T>(
  { keys, clock }: { readonly keys: SigningKeys; readonly clock: Clock },
  { key, pin }: KeyUse,
  requirement: KeyRequirement,
  work: (signer: PortalSigner) => Promise<T>,
): Promise<T> {
  const signer = keys.signerFor(key, { pin });
  try {
    const info = describeCertificate(signer.certificate);
    const fault = keyFault(info, requirement, clock.now());
    if (fault !== null) throw errorFromData(fault);
    return await work({
      info,
      async text({ id, text }) {
        if (readPowerOfAttorney(text) !== null) throw new TanbaError('portal.text-altered', {});
        return { challenge: id, signature: await detachedCms(text, signer, clock.now()) };
      },
      powerOfAttorney: text => detachedCms(text, signer, clock.now()),
      ticket: xml => signXml({ xml, signer, layout: 'santuario', reference: { kind: 'enveloped' } }),
    });
  } finally {
    signer.release();
  }
}

async function detachedCms(text: string, signer: Signer, signingTime: Date): Promise<string> {
  const content = bytesSource(utf8ToBytes(text));
  const pieces: Uint8Array[] = [];
  for await (const piece of signCms({ content, name: 'text', signer, detached: true, signingTime })) {
    pieces.push(piece);
  }
  return bytesToBase64(concatBytes(...pieces));
}
