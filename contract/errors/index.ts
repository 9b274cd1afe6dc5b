/** The one catalogue of errors: every code, its owner, exit code, remedies and words in Kazakh, Russian and English. */
import type { ErrorEntry, ErrorParams, Language, Words } from './define.ts';
import { appErrors } from './app.ts';
import { fileErrors } from './file.ts';
import { hostErrors } from './host.ts';
import { keyErrors } from './key.ts';
import { keystoreErrors } from './keystore.ts';
import { networkErrors } from './network.ts';
import { poaErrors } from './poa.ts';
import { portalErrors } from './portal.ts';
import { policyErrors } from './policy.ts';
import { revocationErrors } from './revocation.ts';
import { timestampErrors } from './timestamp.ts';
import { signatureErrors } from './signature.ts';
import { tokenDriverErrors } from './token-driver.ts';
import { tokenPinErrors } from './token-pin.ts';
import { tokenErrors } from './token.ts';
import { trustErrors } from './trust.ts';
import { xmlErrors } from './xml.ts';
import { xmlSignatureErrors } from './xml-signature.ts';

export { languages, remedies } from './define.ts';
export type { ErrorEntry, ErrorOwner, ErrorParams, Language, Remedy, Words } from './define.ts';

export const catalogue = {
  ...appErrors,
  ...fileErrors,
  ...hostErrors,
  ...keyErrors,
  ...keystoreErrors,
  ...networkErrors,
  ...poaErrors,
  ...portalErrors,
  ...policyErrors,
  ...revocationErrors,
  ...timestampErrors,
  ...signatureErrors,
  ...tokenErrors,
  ...tokenDriverErrors,
  ...tokenPinErrors,
  ...trustErrors,
  ...xmlErrors,
  ...xmlSignatureErrors,
};

export type ErrorCode = keyof typeof catalogue;
export type ParamsOf<C extends ErrorCode> = (typeof catalogue)[C] extends ErrorEntry<infer P> ? P : never;

/** An error as it crosses a process border: a code and plain parameters, never a stack or a foreign message. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

/** The only error that the program throws on purpose. `cause` stays on this side of every border. */
export class TanbaError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly params: ErrorParams;

  /** The type of `params` follows from the code: `new TanbaError('key.expired', {})` does not compile. */
  constructor(code: C, params: ParamsOf<C>, options?: { cause?: unknown }) {
    super(code, options);
    this.name = 'TanbaError';
    this.code = code;
    this.params = params;
  }

  toData(): ErrorData {
    return { code: this.code, params: this.params };
  }
}

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(catalogue, text);
}

/** Rebuilds the error on the other side of a border. */
export function errorFromData(data: ErrorData): TanbaError {
  return Object.assign(new TanbaError('internal.fault', { id: data.code }), {
    code: data.code,
    params: data.params,
    message: data.code,
  });
}

/** The entry without its parameter type, for code that handles any error. */
export function entryOf(code: ErrorCode): ErrorEntry<ErrorParams> {
  return catalogue[code] as unknown as ErrorEntry<ErrorParams>;
}

/** What happened, why, what to do now, in one language. */
export function wordsOf(data: ErrorData, language: Language): Words {
  return entryOf(data.code).words[language](data.params);
}
