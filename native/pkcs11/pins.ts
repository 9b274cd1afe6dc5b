/** Everything that gives a token a PIN: at most one try is spent for one that a person entered. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { HostRequest } from '../../contract/token-host.ts';
import { equalBytes } from '../../core/bytes.ts';
import { CryptokiError } from '../ckr.ts';
import type { Cryptoki, Handle } from './cryptoki.ts';
import type { PresentToken } from './slots.ts';

export const CKU = { USER: 1, CONTEXT_SPECIFIC: 2 } as const;
const CKF_RW_SESSION = 0x2;
const CKF_SERIAL_SESSION = 0x4;
const CKR_USER_NOT_LOGGED_IN = 0x101;

export function openSession(library: Cryptoki, slot: Handle, writable = false): Handle {
  const session = library.longs(0);
  const flags = CKF_SERIAL_SESSION | (writable ? CKF_RW_SESSION : 0);
  library.call('C_OpenSession', slot, flags, null, null, session);
  return library.readLong(session);
}

/** No PIN sends the person to the token's own pad (section 5.6, C_Login). */
export function login(library: Cryptoki, session: Handle, user: number, pin: Uint8Array): void {
  library.call('C_Login', session, user, pin.length === 0 ? null : pin, pin.length);
}

interface Entered {
  readonly pin: Uint8Array;
  readonly finalTryConfirmed?: boolean | undefined;
}

/** Everything that can be known before a try is spent. */
export function checkBeforePin(token: PresentToken, { pin, finalTryConfirmed }: Entered): void {
  const { label } = token;
  if (!token.initialised) throw new TanbaError('token.blank', { token: label });
  if (token.locked) throw new TanbaError('token.pin-locked', { token: label });
  if (token.finalTry && finalTryConfirmed !== true)
    throw new TanbaError('token.pin-final-try', { token: label });
  if (pin.length === 0 && !token.protectedPath)
    throw new TanbaError('keystore.pin-missing', { store: label });
}

/** A new PIN that cannot be is refused before the old one is tried: not every library is so careful. */
function checkNewPin(token: PresentToken, oldPin: Uint8Array, newPin: Uint8Array): void {
  if (token.protectedPath && newPin.length === 0) return;
  const { label, shortestPin, longestPin } = token;
  const tooLong = longestPin > 0 && newPin.length > longestPin;
  if (newPin.length === 0 || newPin.length < shortestPin || tooLong) {
    throw new TanbaError('token.pin-length', { token: label });
  }
  if (equalBytes(oldPin, newPin)) throw new TanbaError('token.pin-unchanged', { token: label });
}

/**
 * Changes the PIN in a session of its own, logged in or not.
 * @throws TanbaError token.blank, token.pin-locked, token.pin-final-try, keystore.pin-missing, token.pin-length, token.pin-unchanged
 * @throws CryptokiError
 */
export function changePin(library: Cryptoki, token: PresentToken, request: HostRequest<'changePin'>): void {
  const { oldPin, newPin, finalTryConfirmed } = request;
  checkBeforePin(token, { pin: oldPin, finalTryConfirmed });
  checkNewPin(token, oldPin, newPin);
  const session = openSession(library, token.slot, true);
  try {
    setPin(library, session, oldPin, newPin);
  } finally {
    library.invoke('C_CloseSession', session);
  }
}

/**
 * Section 5.6 lets C_SetPIN be called without a login; libraries that want one say so before they look at the PIN, and a wrong one
 * then fails at the login and goes no further.
 */
function setPin(library: Cryptoki, session: Handle, oldPin: Uint8Array, newPin: Uint8Array): void {
  const given = (pin: Uint8Array): Uint8Array | null => (pin.length === 0 ? null : pin);
  const set = (): void =>
    library.call('C_SetPIN', session, given(oldPin), oldPin.length, given(newPin), newPin.length);
  try {
    set();
  } catch (error) {
    if (!(error instanceof CryptokiError) || error.ckr !== CKR_USER_NOT_LOGGED_IN) throw error;
    login(library, session, CKU.USER, oldPin);
    set();
    library.invoke('C_Logout', session);
  }
}
