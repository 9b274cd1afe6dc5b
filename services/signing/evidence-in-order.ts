/** Evidence from one place, and from another where the first has nothing. */
import type { EvidenceSource } from '../../core/signing/evidence.ts';

/** Where the first source has a problem, what the second one knows is added, and core judges all of it. */
export function inOrder(first: EvidenceSource, second: EvidenceSource): EvidenceSource {
  return {
    async revocationOf(certificate, issuer, at) {
      const answers = await first.revocationOf(certificate, issuer, at);
      if (answers.problem === null) return answers;
      const more = await second.revocationOf(certificate, issuer, at);
      return {
        ocsp: [...answers.ocsp, ...more.ocsp],
        crls: [...answers.crls, ...more.crls],
        problem: answers.problem,
      };
    },
  };
}
