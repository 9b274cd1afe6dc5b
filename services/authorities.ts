/** What the program asks of authorities over the network, put together once: revocation and time-stamps. */
import { TanbaError } from '../contract/errors/index.ts';
import type { EvidenceSource, Timestamper } from '../core/signing/evidence.ts';
import { createHttpClient } from './network/http.ts';
import { rememberingOutages } from './network/outages.ts';
import type { ProxyResolver } from './network/proxies.ts';
import type { Clock } from './ports.ts';
import { onlineEvidence } from './revocation/online.ts';
import { createTimestamper, nationalTimestampAddress } from './timestamp/obtain-timestamp.ts';

export interface AuthoritiesOptions {
  readonly proxies: ProxyResolver;
  readonly clock: Clock;
  /** Where answers are kept between two starts; null: nowhere. */
  readonly cacheFolder: string | null;
}

export interface Authorities {
  /** Rejects with host.cancelled once the signal is aborted. */
  evidence(signal: AbortSignal): EvidenceSource;
  /** @param addresses tried in turn; none: that of НУЦ РК */
  timestamper(addresses: readonly string[], signal: AbortSignal): Timestamper;
  /** For a person who says "try again": who did not answer is asked anew. */
  forgetProblems(): void;
}

export function createAuthorities({ proxies, clock, cacheFolder }: AuthoritiesOptions): Authorities {
  const http = rememberingOutages(createHttpClient(proxies), clock);
  const online = onlineEvidence({ http, clock, cacheFolder });
  return {
    evidence: signal => ({
      revocationOf: (certificate, issuer, at) =>
        unlessAborted(signal, () => online.revocationOf(certificate, issuer, at)),
    }),
    timestamper(addresses, signal) {
      const national = addresses.length === 0;
      const options = { http, clock, signal, addresses: national ? [nationalTimestampAddress] : addresses };
      const byPolicy = createTimestamper(options);
      return national
        ? byPolicy
        : withOrWithoutPolicy(byPolicy, createTimestamper({ ...options, policy: null }));
    },
    forgetProblems: () => online.forgetProblems(),
  };
}

/** An authority besides НУЦ РК may follow its policies (a copy of it, the sandbox), or know nothing of them. */
function withOrWithoutPolicy(byPolicy: Timestamper, without: Timestamper): Timestamper {
  return async (signature, family) => {
    try {
      return await byPolicy(signature, family);
    } catch (error) {
      if (!(error instanceof TanbaError) || error.code !== 'timestamp.refused') throw error;
      return without(signature, family);
    }
  };
}

/** The question goes on for others who ask the same; this asker only stops waiting. */
async function unlessAborted<T>(signal: AbortSignal, act: () => Promise<T>): Promise<T> {
  const cancelled = (): TanbaError => new TanbaError('host.cancelled', {});
  if (signal.aborted) throw cancelled();
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => reject(cancelled());
    signal.addEventListener('abort', abort, { once: true });
    act()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}
