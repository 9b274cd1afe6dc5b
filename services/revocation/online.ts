/** Evidence from the network: OCSP first, then lists of revoked certificates. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { ErrorData } from '../../contract/errors/index.ts';
import type { Issuer } from '../../core/revocation/status.ts';
import type { EvidenceSource, RevocationAnswers } from '../../core/signing/evidence.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { PatientHttpClient } from '../network/outages.ts';
import { hasAddress } from '../network/in-turn.ts';
import type { Clock } from '../ports.ts';
import { addressesFor, nationalAddresses } from './addresses.ts';
import type { AddressBook } from './addresses.ts';
import { AnswerCache } from './answer-files.ts';
import { OcspAnswers, problemForMs, subjectOf } from './ask-ocsp.ts';
import type { Asking } from './ask-ocsp.ts';
import { RevocationLists } from './fetch-lists.ts';
import { Memory, SharedWork } from './memory.ts';

export interface OnlineEvidenceOptions {
  readonly http: PatientHttpClient;
  readonly clock: Pick<Clock, 'now'>;
  /** Where answers are kept between two starts; null: nowhere. */
  readonly cacheFolder: string | null;
  /** Addresses besides those in the certificates; those of НУЦ РК where it is left out. */
  readonly addresses?: AddressBook;
  /** Calls everything off: revocationOf() then rejects with host.cancelled. */
  readonly signal?: AbortSignal;
}

export interface OnlineEvidence extends EvidenceSource {
  /** For a person who says "try again": what could not be had is asked for anew. */
  forgetProblems(): void;
}

/**
 * Asks authorities over the network. To be called only for certificates whose chain holds: the addresses are the certificate's word.
 * An answer has either one OCSP response, or a complete list and perhaps its delta, each judged to be of use now; or `problem`, which
 * is what the responder was wrong about, or, where there is none, what was wrong with the list.
 */
export function onlineEvidence(options: OnlineEvidenceOptions): OnlineEvidence {
  const { http, clock, addresses: book = nationalAddresses } = options;
  const asking: Asking = { http, now: () => clock.now(), signal: options.signal };
  const cache = new AnswerCache(options.cacheFolder);
  const [responses, lists] = [new OcspAnswers(asking, cache), new RevocationLists(asking, cache)];
  const problems = new Memory<ErrorData>(5000);
  const asked = new SharedWork<RevocationAnswers>();

  async function ask(certificate: Certificate, issuer: Issuer): Promise<RevocationAnswers> {
    const { serial } = certificate;
    const { ocsp, crls, deltaCrls } = addressesFor(certificate, issuer, book);
    const failures: ErrorData[] = [];
    const byOcsp = hasAddress(ocsp)
      ? await orFailure(failures, () => responses.answerAbout(serial, issuer, ocsp))
      : null;
    if (byOcsp) return { ocsp: [byOcsp], crls: [], problem: null };
    const byLists = hasAddress(crls)
      ? await orFailure(failures, () => lists.listsAbout(serial, issuer, crls, deltaCrls))
      : null;
    if (byLists) return { ocsp: [], crls: byLists, problem: null };
    return nothing(failures[0] ?? new TanbaError('revocation.unavailable', {}).toData());
  }

  return {
    revocationOf(certificate, issuer) {
      const subject = subjectOf(certificate.serial, issuer);
      const problem = problems.get(subject, clock.now());
      if (problem) return Promise.resolve(nothing(problem));
      return asked.run(subject, async () => {
        const answers = await ask(certificate, issuer);
        const until = new Date(clock.now().getTime() + problemForMs);
        if (answers.problem) problems.put(subject, answers.problem, until);
        return answers;
      });
    },
    forgetProblems() {
      problems.clear();
      lists.forgetProblems();
      http.forgetOutages();
    },
  };
}

const nothing = (problem: ErrorData): RevocationAnswers => ({ ocsp: [], crls: [], problem });

async function orFailure<T>(failures: ErrorData[], act: () => Promise<T>): Promise<T | null> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof TanbaError) || error.code === 'host.cancelled') throw error;
    failures.push(error.toData());
    return null;
  }
}
