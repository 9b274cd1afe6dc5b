/** The portal's API as functions: made from contract/portal-api.ts, with repetition where that is safe. */
import { randomUUID } from 'node:crypto';
import { errorFromData, isErrorCode, TanbaError } from '../../contract/errors/index.ts';
import { idempotencyHeader, isChange, portalErrorSchema } from '../../contract/portal/define.ts';
import { operationOf, pathOf } from '../../contract/portal-api.ts';
import type { OperationName, PortalBody, PortalParams, PortalResponse } from '../../contract/portal-api.ts';
import type { Clock } from '../ports.ts';
import { checkedUrl } from './transport.ts';
import type { Transport, TransportAnswer, TransportRequest } from './transport.ts';

export interface PortalRequest<N extends OperationName> {
  readonly params?: PortalParams<N>;
  readonly body: PortalBody<N>;
  /** Of a registration or a session. */
  readonly token?: string | null;
  /** Of a change; whoever wants to repeat it later keeps it before it is sent. */
  readonly key?: string;
  readonly signal?: AbortSignal;
}

export interface PortalClient {
  /**
   * The answer of one operation. What fails without an answer is repeated a few times: reading is harmless, and a change is
   * done once, whatever number of times its key arrives.
   * @throws TanbaError what the portal refuses with (portal.*, key.*), network.*
   */
  call<N extends OperationName>(name: N, request: PortalRequest<N>): Promise<PortalResponse<N>>;
}

/** Pauses before the second, third and fourth time. */
const BACKOFF_MS = [300, 900, 2700];
/** A gateway says these for a portal behind it that did not answer. */
const REPEATED_STATUSES: readonly number[] = [502, 504];

export interface ClientOptions {
  readonly baseUrl: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly backoffMs?: readonly number[];
}

export function createPortalClient({
  baseUrl,
  transport,
  clock,
  backoffMs = BACKOFF_MS,
}: ClientOptions): PortalClient {
  const base = baseUrl.replace(/\/+$/, '');
  const { host } = checkedUrl(base);
  return {
    async call(name, { params = {}, body, token = null, key = randomUUID(), signal }) {
      const operation = operationOf(name);
      const request: TransportRequest = {
        method: operation.method,
        url: `${base}${pathOf(name, params as Readonly<Record<string, string>>)}`,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(isChange(operation) && { [idempotencyHeader]: key }),
          ...(token !== null && { authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal,
      };
      const answer = await repeated(() => transport.send(request), clock, backoffMs);
      return understand(name, answer, host);
    },
  };
}

async function repeated(
  send: () => Promise<TransportAnswer>,
  clock: Clock,
  backoffMs: readonly number[],
): Promise<TransportAnswer> {
  for (let round = 0; ; round++) {
    const pause = backoffMs[round];
    try {
      const answer = await send();
      if (pause === undefined || !REPEATED_STATUSES.includes(answer.status)) return answer;
    } catch (error) {
      if (pause === undefined || !isPassing(error)) throw error;
    }
    await new Promise<void>(resolve => {
      clock.after(pause ?? 0, resolve);
    });
  }
}

/** A time-out is not repeated by itself: the person has waited long enough to be asked. */
function isPassing(error: unknown): boolean {
  return error instanceof TanbaError && error.code === 'network.unreachable';
}

function understand<N extends OperationName>(
  name: N,
  { status, text }: TransportAnswer,
  host: string,
): PortalResponse<N> {
  const value = parseJson(text);
  if (status !== 200) throw refusalOf(status, value, host);
  const parsed = operationOf(name).response.safeParse(value);
  if (!parsed.success) throw new TanbaError('network.bad-answer', { host }, { cause: parsed.error });
  return parsed.data as PortalResponse<N>;
}

/** A portal may name errors that are about it and about keys; it does not speak for other parts of this program. */
function refusalOf(status: number, value: unknown, host: string): TanbaError {
  const parsed = portalErrorSchema.safeParse(value);
  if (parsed.success && /^(portal|key)\./.test(parsed.data.code) && isErrorCode(parsed.data.code)) {
    return errorFromData({ code: parsed.data.code, params: parsed.data.params });
  }
  if (status >= 500) return new TanbaError('portal.failed', { status });
  return parsed.success
    ? new TanbaError('network.refused', { host, status })
    : new TanbaError('network.bad-answer', { host });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
