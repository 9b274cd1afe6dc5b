/** The sandbox's services without a network: what authorities would answer, asked in the same process. */
import { parseCertificate } from '../../core/x509/certificate.ts';
import { buildOcspRequest, certIdOf } from '../../core/revocation/ocsp-request.ts';
import type { EvidenceSource, RevocationAnswers, Timestamper } from '../../core/signing/evidence.ts';
import { buildTimestampRequest } from '../../core/tsp/request.ts';
import { tokenOfResponse } from '../../core/tsp/response.ts';
import { anchorFromCertificate } from '../../core/x509/chain.ts';
import type { TrustAnchor } from '../../core/x509/chain.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { completeList, deltaList } from '../../sandbox/pki/crl.ts';
import { Delegates } from '../../sandbox/pki/delegates.ts';
import type { FaultName } from '../../sandbox/pki/faults.ts';
import { answerOcsp } from '../../sandbox/pki/ocsp.ts';
import { Registry } from '../../sandbox/pki/registry.ts';
import { answerTimestamp } from '../../sandbox/pki/tsa.ts';
import { testKey } from './keys.ts';
import type { Family } from './keys.ts';
import { authorityOf } from './pki-services.ts';
import { midTerm, rootAndSigner } from './pki.ts';
import type { Identity } from './pki.ts';

export interface PaperPki {
  readonly root: Identity;
  readonly signer: Identity;
  readonly anchors: readonly TrustAnchor[];
  readonly registry: Registry;
  /** Serial number of the time-stamping authority's certificate. */
  readonly tsaSerial: string;
  /** The services' clock. */
  now: Date;
  fault: FaultName | null;
  readonly timestamper: Timestamper;
  /** The token that answers a TimeStampReq. */
  readonly tokenFor: (request: Uint8Array) => Uint8Array;
  readonly byOcsp: EvidenceSource;
  readonly byLists: EvidenceSource;
  /** Certificates that were asked about, by their serial numbers. */
  readonly asked: string[];
}

const nonce = new Uint8Array(16).fill(7);
const nobody: RevocationAnswers = { ocsp: [], crls: [], problem: null };

export function paperPki(family: Family, issued: readonly string[] | null = null): PaperPki {
  const { root, signer } = rootAndSigner(family);
  const authority = authorityOf('root', root);
  const clock = { now: midTerm, fault: null as FaultName | null };
  const now = () => clock.now;
  const registry = new Registry(issued, now);
  // RSA keys for tests are few: services share one.
  const delegates = new Delegates(
    (keyFamily, purpose) => testKey(keyFamily, keyFamily === 'RSA' ? 'colleague' : purpose),
    now,
  );
  const authorities = [authority];
  const asked: string[] = [];
  const source = (answer: (certificate: Certificate) => Partial<RevocationAnswers>): EvidenceSource => ({
    revocationOf(certificate) {
      asked.push(certificate.serial);
      return Promise.resolve({ ...nobody, ...answer(certificate) });
    },
  });
  const issuer = anchorFromCertificate(root.certificate);
  const tokenFor = (request: Uint8Array): Uint8Array =>
    tokenOfResponse(answerTimestamp({ authorities, delegates, now }, request, clock.fault));
  return Object.assign(clock, {
    root,
    signer,
    anchors: [issuer],
    registry,
    asked,
    tsaSerial: parseCertificate(delegates.of(authority, 'tsa', false).certificateDer).serial,
    tokenFor,
    timestamper: ((signature, keyFamily) =>
      Promise.resolve(
        tokenFor(buildTimestampRequest(keyFamily, signature, nonce).der),
      )) satisfies Timestamper,
    byOcsp: source(({ serial }) => {
      const request = buildOcspRequest(certIdOf(serial, issuer), nonce);
      const service = { authorities, delegates, registry, now, validForMs: 60_000 };
      return { ocsp: [answerOcsp(service, request, clock.fault)] };
    }),
    byLists: source(() => ({
      crls: [
        deltaList({ registry, now }, authority, clock.fault),
        completeList({ registry, now }, authority, 'http://127.0.0.1/delta', clock.fault),
      ],
    })),
  });
}
