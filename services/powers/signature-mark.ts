/** Who signed a power of attorney: told of a signature that holds over its text, and of no other. */
import type { CertificateInfo } from '../../contract/keys.ts';
import type { PoaMark } from '../../contract/poa/app-calls.ts';
import { base64ToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { bytesSource } from '../../core/signing/signer.ts';
import { verifyCms } from '../../core/signing/verify-document.ts';

export interface Signed {
  readonly text: string;
  /** A detached CMS over it. */
  readonly signature: string | null;
}

export interface HeldBy {
  readonly info: CertificateInfo;
  readonly signedAt: string | null;
}

/** Null where the signature is none over this text. Says nothing of trust. @throws TanbaError where it cannot be read */
export async function signerOf({ text, signature }: Signed, now: Date): Promise<HeldBy | null> {
  if (signature === null) return null;
  const { signers } = await verifyCms({
    signature: bytesSource(base64ToBytes(signature)),
    content: bytesSource(utf8ToBytes(text)),
    name: '',
    anchors: [],
    at: now,
    now,
  });
  const [signer] = signers;
  const holds = signer?.steps.every(
    ({ name, status }) => (name !== 'digest' && name !== 'signature') || status === 'ok',
  );
  const info = signer?.certificate ?? null;
  return holds === true && info !== null ? { info, signedAt: signer?.signedAt ?? null } : null;
}

export async function markOf(signed: Signed, now: Date): Promise<PoaMark | null> {
  const held = await signerOf(signed, now).catch(() => null);
  if (held === null) return null;
  const { name, organisation, iin, bin, serial, issuer, notBefore, notAfter } = held.info;
  return { name, organisation, iin, bin, serial, issuer, notBefore, notAfter, signedAt: held.signedAt };
}
