/**
 * Every answer code of PKCS#11 v2.40 (base specification, appendix B.7) and what it is for the person. Only codes about the
 * PIN itself become errors of the PIN: a person who is told of a wrong PIN types it again, and each time costs a try.
 */
import { TanbaError } from '../contract/errors/index.ts';
import type { ErrorCode, ParamsOf } from '../contract/errors/index.ts';

interface TokenParams extends Record<string, string> {
  token: string;
}

/** The codes of the catalogue that need nothing but the token's label. */
export type TokenCode = {
  [C in ErrorCode]: C extends `token.${string}` ? (TokenParams extends ParamsOf<C> ? C : never) : never;
}[ErrorCode];

export interface Ckr {
  readonly name: string;
  /** `token.ckr` tells the name and the number: what no person can mend is at least found by support. */
  readonly code: TokenCode | 'token.ckr';
}

const row = (number: number, name: string, code: Ckr['code'] = 'token.ckr'): readonly [number, Ckr] => [
  number,
  { name: `CKR_${name}`, code },
];

export const CKR_OK = 0;

export const ckrs: ReadonlyMap<number, Ckr> = new Map([
  row(0x001, 'CANCEL', 'token.cancelled'),
  row(0x002, 'HOST_MEMORY', 'token.host-memory'),
  row(0x003, 'SLOT_ID_INVALID', 'token.not-present'),
  row(0x005, 'GENERAL_ERROR', 'token.general'),
  row(0x006, 'FUNCTION_FAILED', 'token.function-failed'),
  row(0x007, 'ARGUMENTS_BAD'),
  row(0x008, 'NO_EVENT'),
  row(0x009, 'NEED_TO_CREATE_THREADS'),
  row(0x00a, 'CANT_LOCK'),
  row(0x010, 'ATTRIBUTE_READ_ONLY'),
  row(0x011, 'ATTRIBUTE_SENSITIVE'),
  row(0x012, 'ATTRIBUTE_TYPE_INVALID'),
  row(0x013, 'ATTRIBUTE_VALUE_INVALID'),
  row(0x01b, 'ACTION_PROHIBITED'),
  row(0x020, 'DATA_INVALID', 'token.data-length'),
  row(0x021, 'DATA_LEN_RANGE', 'token.data-length'),
  row(0x030, 'DEVICE_ERROR', 'token.device-error'),
  row(0x031, 'DEVICE_MEMORY', 'token.device-memory'),
  row(0x032, 'DEVICE_REMOVED', 'token.removed'),
  row(0x040, 'ENCRYPTED_DATA_INVALID'),
  row(0x041, 'ENCRYPTED_DATA_LEN_RANGE'),
  row(0x050, 'FUNCTION_CANCELED', 'token.cancelled'),
  row(0x051, 'FUNCTION_NOT_PARALLEL'),
  row(0x054, 'FUNCTION_NOT_SUPPORTED', 'token.not-supported'),
  row(0x060, 'KEY_HANDLE_INVALID', 'token.key-gone'),
  row(0x062, 'KEY_SIZE_RANGE', 'token.key-unusable'),
  row(0x063, 'KEY_TYPE_INCONSISTENT', 'token.key-unusable'),
  row(0x064, 'KEY_NOT_NEEDED'),
  row(0x065, 'KEY_CHANGED'),
  row(0x066, 'KEY_NEEDED'),
  row(0x067, 'KEY_INDIGESTIBLE'),
  row(0x068, 'KEY_FUNCTION_NOT_PERMITTED', 'token.key-unusable'),
  row(0x069, 'KEY_NOT_WRAPPABLE'),
  row(0x06a, 'KEY_UNEXTRACTABLE'),
  row(0x070, 'MECHANISM_INVALID', 'token.mechanism'),
  row(0x071, 'MECHANISM_PARAM_INVALID', 'token.mechanism'),
  row(0x082, 'OBJECT_HANDLE_INVALID', 'token.key-gone'),
  row(0x090, 'OPERATION_ACTIVE'),
  row(0x091, 'OPERATION_NOT_INITIALIZED'),
  row(0x0a0, 'PIN_INCORRECT', 'token.pin-incorrect'),
  row(0x0a1, 'PIN_INVALID', 'token.pin-invalid'),
  row(0x0a2, 'PIN_LEN_RANGE', 'token.pin-length'),
  row(0x0a3, 'PIN_EXPIRED', 'token.pin-expired'),
  row(0x0a4, 'PIN_LOCKED', 'token.pin-locked'),
  row(0x0b0, 'SESSION_CLOSED', 'token.session-lost'),
  row(0x0b1, 'SESSION_COUNT', 'token.session-count'),
  row(0x0b3, 'SESSION_HANDLE_INVALID', 'token.session-lost'),
  row(0x0b4, 'SESSION_PARALLEL_NOT_SUPPORTED'),
  row(0x0b5, 'SESSION_READ_ONLY'),
  row(0x0b6, 'SESSION_EXISTS'),
  row(0x0b7, 'SESSION_READ_ONLY_EXISTS'),
  row(0x0b8, 'SESSION_READ_WRITE_SO_EXISTS', 'token.other-user'),
  row(0x0c0, 'SIGNATURE_INVALID'),
  row(0x0c1, 'SIGNATURE_LEN_RANGE'),
  row(0x0d0, 'TEMPLATE_INCOMPLETE'),
  row(0x0d1, 'TEMPLATE_INCONSISTENT'),
  row(0x0e0, 'TOKEN_NOT_PRESENT', 'token.not-present'),
  row(0x0e1, 'TOKEN_NOT_RECOGNIZED', 'token.not-recognised'),
  row(0x0e2, 'TOKEN_WRITE_PROTECTED', 'token.write-protected'),
  row(0x0f0, 'UNWRAPPING_KEY_HANDLE_INVALID'),
  row(0x0f1, 'UNWRAPPING_KEY_SIZE_RANGE'),
  row(0x0f2, 'UNWRAPPING_KEY_TYPE_INCONSISTENT'),
  row(0x100, 'USER_ALREADY_LOGGED_IN', 'token.other-user'),
  row(0x101, 'USER_NOT_LOGGED_IN', 'token.login-required'),
  row(0x102, 'USER_PIN_NOT_INITIALIZED', 'token.blank'),
  row(0x103, 'USER_TYPE_INVALID'),
  row(0x104, 'USER_ANOTHER_ALREADY_LOGGED_IN', 'token.other-user'),
  row(0x105, 'USER_TOO_MANY_TYPES', 'token.other-user'),
  row(0x110, 'WRAPPED_KEY_INVALID'),
  row(0x112, 'WRAPPED_KEY_LEN_RANGE'),
  row(0x113, 'WRAPPING_KEY_HANDLE_INVALID'),
  row(0x114, 'WRAPPING_KEY_SIZE_RANGE'),
  row(0x115, 'WRAPPING_KEY_TYPE_INCONSISTENT'),
  row(0x120, 'RANDOM_SEED_NOT_SUPPORTED'),
  row(0x121, 'RANDOM_NO_RNG'),
  row(0x130, 'DOMAIN_PARAMS_INVALID', 'token.mechanism'),
  row(0x140, 'CURVE_NOT_SUPPORTED', 'token.mechanism'),
  row(0x150, 'BUFFER_TOO_SMALL'),
  row(0x160, 'SAVED_STATE_INVALID'),
  row(0x170, 'INFORMATION_SENSITIVE'),
  row(0x180, 'STATE_UNSAVEABLE'),
  row(0x190, 'CRYPTOKI_NOT_INITIALIZED', 'token.not-initialised'),
  row(0x191, 'CRYPTOKI_ALREADY_INITIALIZED'),
  row(0x1a0, 'MUTEX_BAD'),
  row(0x1a1, 'MUTEX_NOT_LOCKED'),
  row(0x1b0, 'NEW_PIN_MODE'),
  row(0x1b1, 'NEXT_OTP'),
  row(0x1b5, 'EXCEEDED_MAX_ITERATIONS'),
  row(0x1b6, 'FIPS_SELF_TEST_FAILED'),
  row(0x1b7, 'LIBRARY_LOAD_FAILED', 'token.library-load'),
  row(0x1b8, 'PIN_TOO_WEAK', 'token.pin-too-weak'),
  row(0x1b9, 'PUBLIC_KEY_INVALID'),
  row(0x200, 'FUNCTION_REJECTED', 'token.function-failed'),
  row(0x8000_0000, 'VENDOR_DEFINED'),
]);

/** An answer of a library other than CKR_OK; it stays in the host, where `ckrError()` turns it into words. */
export class CryptokiError extends Error {
  readonly ckr: number;
  /** The function that answered: C_Sign … */
  readonly call: string;

  constructor(ckr: number, call: string) {
    super(`${call}: ${ckrs.get(ckr)?.name ?? ckrHex(ckr)}`);
    this.name = 'CryptokiError';
    this.ckr = ckr;
    this.call = call;
  }
}

/** As the standard writes it: 0x000000A0. */
export function ckrHex(ckr: number): string {
  return `0x${ckr.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The error for a person. @param token the token's label, or the library's file name where no token is known */
export function ckrError(ckr: number, token: string, cause?: unknown): TanbaError {
  const known = ckrs.get(ckr);
  const options = { cause };
  if (known === undefined)
    return new TanbaError('token.ckr-unknown', { token, number: ckrHex(ckr) }, options);
  const { name, code } = known;
  return code === 'token.ckr'
    ? new TanbaError(code, { token, name, number: ckrHex(ckr) }, options)
    : new TanbaError(code, { token }, options);
}

/** Where a PIN may be wrong or locked; signatures because some libraries ask for it then, in a window of their own. */
const pinCalls: ReadonlySet<string> = new Set(['C_Login', 'C_SetPIN', 'C_SignInit', 'C_Sign']);
const aboutPins: ReadonlySet<string> = new Set(['token.pin-incorrect', 'token.pin-locked']);

/**
 * Runs calls of a library; what it answers becomes an error for a person. A library that speaks of a PIN where none was
 * entered is not believed: the person would enter it anew, or think the token lost.
 */
export function translated<T>(token: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof CryptokiError)) throw error;
    const { ckr, call } = error;
    const known = ckrs.get(ckr);
    if (known === undefined || !aboutPins.has(known.code) || pinCalls.has(call)) {
      throw ckrError(ckr, token, error);
    }
    throw new TanbaError('token.ckr', { token, name: known.name, number: ckrHex(ckr) }, { cause: error });
  }
}
