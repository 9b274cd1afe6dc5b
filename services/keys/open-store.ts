/** What a host answers to `open`, as the program keeps it. */
import type { KeyDescription, Unpaired } from '../../contract/keys.ts';
import type { HostResponse } from '../../contract/token-host.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { OpenedStore } from './unlocked-store.ts';

/**
 * A key whose certificate cannot be read is told of by itself: anybody can write anything to a token, and the keys beside it are to
 * sign all the same. In a file it is an error, since a file is made in one piece.
 * @throws TanbaError key.bad-certificate for a file
 */
export function readOpened(
  { keys, unpaired = [] }: HostResponse<'open'>,
  { isToken, defaultPin }: { readonly isToken: boolean; readonly defaultPin: boolean },
): OpenedStore {
  const certificates = new Map<string, Certificate>();
  const described: KeyDescription[] = [];
  const lonely: Unpaired[] = [...unpaired];
  for (const { alias, certificate: der, label, asksPinEachTime } of keys) {
    const certificate = isToken ? tryParse(der) : parseCertificate(der);
    if (certificate === null) {
      lonely.push({ kind: 'damaged', alias, label: label ?? '' });
      continue;
    }
    certificates.set(alias, certificate);
    described.push({
      alias,
      ...describeCertificate(certificate),
      ...(label !== undefined && { label }),
      ...(asksPinEachTime === true && { asksPinEachTime }),
    });
  }
  return { certificates, keys: described, unpaired: lonely, defaultPin };
}

function tryParse(der: Uint8Array): Certificate | null {
  try {
    return parseCertificate(der);
  } catch {
    return null;
  }
}
