/** Writes the vectors of this folder: `node tests/vectors/x509/generate.ts`. Keys come out of a seed, so files change only with their cases. */
import { midTerm } from '../../support/pki.ts';
import { vectorText, writeVectors } from '../write-vector.ts';
import { certificateCases } from './cases.ts';

export const certificateVectors: ReadonlyMap<string, string> = new Map(
  certificateCases.map(({ name, comment, expect, code, certificate, links, trust }) => [
    name,
    vectorText({
      header: { expect, code, comment, at: midTerm.toISOString(), trust, links },
      file: certificate,
    }),
  ]),
);

if (import.meta.main) writeVectors(import.meta.dirname, certificateVectors);
