/**
 * Real data of НУЦ РК, which is not the project's: found by TANBA_INTEROP_DATA, else beside the repository. Nothing of it is ever copied here.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { parseCertificates } from '../../core/x509/certificate.ts';

const folder = resolve(
  process.env.TANBA_INTEROP_DATA ?? join(import.meta.dirname, '..', '..', '..', 'shared', 'testdata'),
);

export const hasInteropData = existsSync(folder);

/** For `describe.skipIf(lacksInteropData('certificates', 20))`: says once how many cases a suite leaves out, and why. */
export function lacksInteropData(suite: string, cases: number): boolean {
  if (!hasInteropData)
    console.log(
      `interop ${suite}: ${cases} cases left out: set TANBA_INTEROP_DATA to the folder of НУЦ's samples`,
    );
  return !hasInteropData;
}

/** The bytes of a sample, as a plain copy. */
export function interopFile(...path: string[]): Uint8Array {
  return new Uint8Array(readFileSync(join(folder, ...path)));
}

export function interopPath(...path: string[]): string {
  return join(folder, ...path);
}

export function interopAnchor(...path: string[]): TrustAnchor {
  return anchorFromCertificate(parseCertificates(interopFile(...path))[0]!);
}
