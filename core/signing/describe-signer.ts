/** Who signed, as a report says it; the same for every format. */
import type { SignerReport } from '../../contract/report.ts';
import type { Certificate } from '../x509/certificate.ts';
import { describeCertificate } from '../x509/certificate-info.ts';

/** What a signature says of its signer by itself. */
export type NamedSigner = Pick<SignerReport, 'subject' | 'algorithm'>;

/** From the certificate; where it is missing, from what the signature says. */
export function describeSigner(
  certificate: Certificate | null,
  named: NamedSigner,
): Pick<SignerReport, 'subject' | 'iin' | 'bin' | 'algorithm' | 'certificate'> {
  if (certificate === null) return { ...named, iin: null, bin: null, certificate: null };
  const info = describeCertificate(certificate);
  const { subject, iin, bin, algorithm } = info;
  return { subject, iin, bin, algorithm, certificate: info };
}
