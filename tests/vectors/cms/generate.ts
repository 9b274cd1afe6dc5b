/** Writes the vectors of this folder: `node tests/vectors/cms/generate.ts`. Keys come out of a seed, so files change only with their cases. */
import { midTerm } from '../../support/pki.ts';
import { vectorText, writeVectors } from '../write-vector.ts';
import { badCases } from './bad-cases.ts';
import { badCertificateCases } from './bad-certificate-cases.ts';
import { badStructureCases } from './bad-structure-cases.ts';
import { goodCases } from './good-cases.ts';

const cases = [...goodCases, ...badCases, ...badCertificateCases, ...badStructureCases];

export async function cmsVectors(): Promise<ReadonlyMap<string, string>> {
  const vectors = new Map<string, string>();
  for (const { name, comment, expect, because, signature, content, root } of cases) {
    const header = {
      expect,
      because,
      comment,
      at: midTerm.toISOString(),
      trust: root.certificate.der,
      content,
    };
    vectors.set(name, vectorText({ header, file: await signature() }));
  }
  return vectors;
}

if (import.meta.main) writeVectors(import.meta.dirname, await cmsVectors());
