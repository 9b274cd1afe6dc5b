/** Remembers for a moment who did not answer, so that a thousand documents do not wait a thousand times for the same server. */
import { errorFromData, TanbaError } from '../../contract/errors/index.ts';
import type { ErrorCode, ErrorData } from '../../contract/errors/index.ts';
import type { Clock } from '../ports.ts';
import type { HttpClient } from './http.ts';

export interface PatientHttpClient extends HttpClient {
  /** For a person who says "try again": everybody is asked anew. */
  forgetOutages(): void;
}

const rememberedForMs = 30_000;
/** A server that answers, whatever it says, may say something else to the next question. */
const outages: readonly ErrorCode[] = ['network.unreachable', 'network.timeout', 'network.proxy'];

/**
 * The same client; an address that could not be reached is not asked again for half a minute, and fails with the same error. By
 * address and not by server: the test environment of НУЦ РК has all its services on one, and one of them may stand in for another.
 */
export function rememberingOutages(http: HttpClient, clock: Clock): PatientHttpClient {
  const failed = new Map<string, { readonly error: ErrorData; readonly at: number }>();
  return {
    forgetOutages: () => failed.clear(),
    async send(request) {
      const { url } = request;
      const known = failed.get(url);
      const age = clock.now().getTime() - (known?.at ?? 0);
      if (known && age >= 0 && age < rememberedForMs) throw errorFromData(known.error);
      try {
        const answer = await http.send(request);
        failed.delete(url);
        return answer;
      } catch (error) {
        if (error instanceof TanbaError && outages.includes(error.code))
          failed.set(url, { error: error.toData(), at: clock.now().getTime() });
        throw error;
      }
    },
  };
}
