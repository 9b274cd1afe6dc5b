/**
 * How an error is declared: one entry holds everything that the program knows of a code, in the three languages together,
 * so that a missing language or a misspelt parameter does not compile.
 */

/** Whose problem it is; the window groups and colours by it, and support reads it first. */
export type ErrorOwner = 'user' | 'document' | 'signature' | 'key' | 'store' | 'network' | 'app';

/** What can be done in one press; the window makes a button of it, the command line a `hint:` line. A closed list. */
export const remedies = [
  'retry',
  'type-pin-again',
  'choose-other-key',
  'choose-other-store',
  'choose-other-file',
  'choose-content',
  'choose-other-folder',
  'unlock-again',
  'renew-key',
  'ask-issuer',
  'free-space',
  'add-trust',
  'check-clock',
  'report-fault',
  'choose-fitting-key',
  'stop-default-key',
  'type-password-again',
  'recover-access',
  'log-in',
  'register',
  'open-mail',
  'resend-mail',
  'check-certificates',
  'ask-support',
] as const;
export type Remedy = (typeof remedies)[number];

export const languages = ['kk', 'ru', 'en'] as const;
export type Language = (typeof languages)[number];

/** Values that words may name. Never a secret and never document content. */
export type ErrorParams = Readonly<Record<string, string | number>>;

/** The three parts that every error has: what happened, why, what to do now. */
export type Words = readonly [what: string, why: string, next: string];

export interface ErrorEntry<P extends ErrorParams> {
  readonly owner: ErrorOwner;
  /** Exit code of the command line: 1 signature does not hold, 2 usage, 3 store or PIN, 4 key does not fit, 5 input, 6 network, 70 our fault. */
  readonly exit: 1 | 2 | 3 | 4 | 5 | 6 | 70;
  /** True where the next document of a batch would meet the same error. */
  readonly stopsBatch: boolean;
  readonly remedies: readonly Remedy[];
  readonly words: Readonly<Record<Language, (params: P) => Words>>;
}

/** Declares one code; `P` are the parameters that its words need: `defineError<{ file: string }>({ … })`. */
export function defineError<P extends ErrorParams = Record<never, never>>(
  entry: ErrorEntry<P>,
): ErrorEntry<P> {
  return entry;
}
