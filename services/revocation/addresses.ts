/** Where to ask about certificates that do not say it themselves, or whose address does not answer. */
import type { Issuer } from '../../core/revocation/status.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { RevocationAddresses } from '../../core/x509/extensions.ts';

/** Addresses of an authority's services, by its key identifier; null where none are known. */
export type AddressBook = (issuer: Issuer) => RevocationAddresses | null;

/** НУЦ РК, as its certificates have it; an authority's name and key stand in resources/trust. */
const known: Readonly<Record<string, RevocationAddresses>> = {
  // nca_gost_2022
  fe30be9fc890633f1fff5a3c0cb0c85f4c6d1708: {
    ocsp: ['http://ocsp.pki.gov.kz'],
    crls: ['http://crl.pki.gov.kz/nca_gost_2022.crl'],
    deltaCrls: ['http://crl.pki.gov.kz/nca_d_gost_2022.crl'],
  },
};

export const nationalAddresses: AddressBook = ({ subjectKeyId }) => known[subjectKeyId ?? ''] ?? null;

/** The certificate's own first, then those of the book; each once. */
export function addressesFor(
  certificate: Certificate,
  issuer: Issuer,
  book: AddressBook,
): RevocationAddresses {
  const own = certificate.revocationAddresses;
  const others = book(issuer);
  const both = (name: keyof RevocationAddresses): string[] => [
    ...new Set([...own[name], ...(others?.[name] ?? [])]),
  ];
  return { ocsp: both('ocsp'), crls: both('crls'), deltaCrls: both('deltaCrls') };
}
