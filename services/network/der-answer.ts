/** An answer that must be DER: the log-in page of a network is not, and it is better called by its name than by the parser's. */
import { TanbaError } from '../../contract/errors/index.ts';
import { looksLikeDer } from '../../core/asn1/armour.ts';
import type { HttpClient, HttpRequest } from './http.ts';

/** @throws TanbaError like HttpClient.send(); network.bad-answer for anything that cannot be DER */
export async function askForDer(http: HttpClient, request: HttpRequest): Promise<Uint8Array> {
  const answer = await http.send(request);
  if (!looksLikeDer(answer)) throw new TanbaError('network.bad-answer', { host: new URL(request.url).host });
  return answer;
}
