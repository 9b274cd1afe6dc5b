/** The authorities that are trusted without asking: Kazakhstan's, as data in resources/trust. */
import * as z from 'zod';
import production from '../../resources/trust/production.json' with { type: 'json' };
import test from '../../resources/trust/test.json' with { type: 'json' };
import type { TrustEnvironment } from '../../contract/report.ts';
import { hexToBytes } from '../../core/bytes.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';

const hex = z.string().regex(/^([0-9a-f]{2})+$/);

/** A file of anchors; other facts in it are for people. */
const anchorFileSchema = z.object({
  anchors: z.array(
    z.object({
      id: z.string(),
      subjectNameDer: hex,
      spkiDer: hex,
      subjectKeyId: hex.nullable(),
      notBefore: z.iso.datetime(),
      notAfter: z.iso.datetime(),
    }),
  ),
});

/** The anchors of parsed JSON; a ZodError where it is not a file of anchors. */
export function anchorsFromJson(json: unknown, environment: TrustEnvironment = 'own'): TrustAnchor[] {
  return anchorFileSchema.parse(json).anchors.map(anchor => ({
    id: anchor.id,
    environment,
    subjectDer: hexToBytes(anchor.subjectNameDer),
    spkiDer: hexToBytes(anchor.spkiDer),
    subjectKeyId: anchor.subjectKeyId,
    notBefore: new Date(anchor.notBefore),
    notAfter: new Date(anchor.notAfter),
  }));
}

/** Trusted without asking. */
export const builtInAnchors: readonly TrustAnchor[] = anchorsFromJson(production, 'production');

/** The test environment of НУЦ РК: trusted only where the person says so. */
export const testAnchors: readonly TrustAnchor[] = anchorsFromJson(test, 'test');
