/** What the sandbox's own authorities say of their certificates, for the portal that runs beside them: their lists, as they are now. */
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { bytesToHex } from '../../core/bytes.ts';
import type { Authority } from '../ca/authorities.ts';
import { completeList, deltaList } from '../pki/crl.ts';
import type { Registry } from '../pki/registry.ts';

export function ownEvidence(
  authorities: readonly Authority[],
  registry: Registry,
  now: () => Date,
): EvidenceSource {
  return {
    revocationOf(certificate) {
      const issuer = authorities.find(
        ({ key }) => bytesToHex(key.subjectKeyId) === certificate.authorityKeyId,
      );
      const crls =
        issuer === undefined
          ? []
          : [
              completeList({ registry, now }, issuer, 'http://127.0.0.1/delta', null),
              deltaList({ registry, now }, issuer, null),
            ];
      return Promise.resolve({ ocsp: [], crls, problem: null });
    },
  };
}
