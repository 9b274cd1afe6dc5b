/**
 * What the sandbox's own authorities say of their certificates, for the portal that runs beside them: their lists, as they
 * are now; nothing, like a service that does not answer, while a fault of the lists is switched on.
 */
import type { EvidenceSource } from '../../core/signing/evidence.ts';
import { bytesToHex } from '../../core/bytes.ts';
import type { Authority } from '../ca/authorities.ts';
import { completeList, deltaList } from '../pki/crl.ts';
import type { SandboxPki } from '../pki/server.ts';

export function ownEvidence(
  authorities: readonly Authority[],
  { registry, faults }: Pick<SandboxPki, 'registry' | 'faults'>,
  now: () => Date,
): EvidenceSource {
  return {
    revocationOf(certificate) {
      const issuer = authorities.find(
        ({ key }) => bytesToHex(key.subjectKeyId) === certificate.authorityKeyId,
      );
      const crls =
        issuer === undefined || faults.get('crl') !== null
          ? []
          : [
              completeList({ registry, now }, issuer, 'http://127.0.0.1/delta', null),
              deltaList({ registry, now }, issuer, null),
            ];
      return Promise.resolve({ ocsp: [], crls, problem: null });
    },
  };
}
