/** What a signed power of attorney has to be besides well signed: by its principal, and in force on the day. */
import { TanbaError } from '../errors/index.ts';
import type { ErrorData } from '../errors/index.ts';
import type { PowerOfAttorney } from './document.ts';

interface SignerNumbers {
  readonly iin: string | null;
  readonly bin: string | null;
}

/** poa.not-by-principal, poa.not-in-force. Whether it was revoked only the portal knows. @param day `2026-12-31` */
export function poaFaults(
  { principal, giver, since, until }: PowerOfAttorney,
  signers: readonly SignerNumbers[],
  day: string,
): ErrorData[] {
  // An entrepreneur has one key for himself and for whoever manages in his name.
  const byPrincipal = signers.some(({ iin, bin }) =>
    bin === null ? iin === principal.tin : bin === principal.tin && iin === giver.iin,
  );
  return [
    ...(byPrincipal ? [] : [new TanbaError('poa.not-by-principal', {}).toData()]),
    ...(since <= day && day <= until ? [] : [new TanbaError('poa.not-in-force', { since, until }).toData()]),
  ];
}
