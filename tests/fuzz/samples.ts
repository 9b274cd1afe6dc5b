/** Real files of НУЦ РК as seeds, where they are at hand; none are ever copied. See tests/interop/data.ts. */
import { readdirSync } from 'node:fs';
import { parseCertificates } from '../../core/x509/certificate.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import { hasInteropData, interopFile, interopPath } from '../interop/data.ts';

export interface Sample {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a folder of samples whose names fit; none where there are no samples. */
export function samples(folder: readonly string[], pattern = /./): readonly Sample[] {
  if (!hasInteropData) return [];
  return readdirSync(interopPath(...folder), { withFileTypes: true })
    .filter(entry => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => ({ name, bytes: interopFile(...folder, name) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

let anchors: readonly TrustAnchor[] | null = null;

/** The authorities of the samples, all trusted; read once, since readers ask for each input. */
export function sampleAnchors(): readonly TrustAnchor[] {
  anchors ??= readAnchors();
  return anchors;
}

function readAnchors(): readonly TrustAnchor[] {
  const files = [...samples(['ca', 'test']), ...samples(['ca', 'prod'])];
  return files.flatMap(({ bytes }) =>
    parseCertificates(bytes).map(certificate => anchorFromCertificate(certificate)),
  );
}
