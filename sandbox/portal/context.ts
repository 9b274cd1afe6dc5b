/** What every operation of the portal works with. */
import type { ErrorData } from '../../contract/errors/index.ts';
import type { KeyRequirement, KeyStep } from '../../contract/portal/model.ts';
import type { OperationName, PortalBody, PortalParams, PortalResponse } from '../../contract/portal-api.ts';
import type { Database } from './database.ts';
import type { PortalLimits, PortalOptions } from './options.ts';
import type { PasswordCost } from './secrets.ts';
import type { SignatureChecker } from './signatures.ts';

export interface PortalContext {
  readonly db: Database;
  readonly options: PortalOptions;
  readonly limits: PortalLimits;
  readonly passwordCost: PasswordCost;
  readonly requirements: Readonly<Record<KeyStep, KeyRequirement>>;
  readonly signatures: SignatureChecker;
  /** Where this server is reached, for links in mails. */
  readonly origin: () => string;
}

/** One request, checked against its schema. */
export interface Request<N extends OperationName> {
  readonly params: PortalParams<N>;
  readonly body: PortalBody<N>;
  readonly caller: Caller;
  readonly now: Date;
  /**
   * Does a change: `act` in one transaction together with the record of the answer, so that a repetition is answered and not
   * done again. What was read before must be checked again inside, since other requests may have come between.
   */
  commit(act: () => PortalResponse<N>): PortalResponse<N>;
}

export interface Caller {
  /** Of a registration: its id. */
  readonly registration: string | null;
  readonly session: { readonly hash: string; readonly iin: string; readonly profile: string | null } | null;
}

export type Handler<N extends OperationName> = (request: Request<N>) => Promise<PortalResponse<N>>;
export type PortalHandlers = { readonly [N in OperationName]: Handler<N> };
export type HandlersOf<P extends string> = Pick<PortalHandlers, Extract<OperationName, `${P}.${string}`>>;

/** The answer to a request that is refused. `note` is kept although everything else of the request is undone. */
export class Refusal extends Error {
  readonly error: ErrorData;
  readonly note: (() => void) | null;

  constructor(error: ErrorData, note: (() => void) | null = null) {
    super(error.code);
    this.error = error;
    this.note = note;
  }
}

export function later(now: Date, { minutes = 0, hours = 0, days = 0 }): string {
  return new Date(now.getTime() + 60_000 * (minutes + 60 * (hours + 24 * days))).toISOString();
}
