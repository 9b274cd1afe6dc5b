/** How a store wants to be opened: a file by its password, a token by its PIN, or by the pad that it has itself. */
import type { ErrorData } from '../../contract/errors/index.ts';
import type { StoreDescription } from '../../contract/keys.ts';

export type PinKind = 'file' | 'token' | 'pad';

export function pinKindOf({ token }: StoreDescription): PinKind {
  if (!token) return 'file';
  return token.protectedPath ? 'pad' : 'token';
}

/** What was typed to open a store; whoever takes it zeroes `pin`. */
export interface TypedPin {
  readonly pin: Uint8Array;
  /** The person has confirmed that the last try may be spent. */
  readonly finalTryConfirmed: boolean;
}

/** Where a new PIN is of a length that the token does not take: then it is not sent. */
export function isPinLengthWrong({ token }: StoreDescription, length: number): boolean {
  if (!token) return false;
  return length < token.shortestPin || (token.longestPin > 0 && length > token.longestPin);
}

/**
 * What is wrong with a typed PIN before it is sent, so that no try is spent on it; null: it may be sent. A token's pad has its own
 * way of saying so.
 */
export function pinFault(store: StoreDescription, { pin, finalTryConfirmed }: TypedPin): ErrorData | null {
  const kind = pinKindOf(store);
  const token = store.name;
  if (store.token?.tries === 'final' && !finalTryConfirmed)
    return { code: 'token.pin-final-try', params: { token } };
  if (kind === 'pad') return null;
  if (pin.length === 0)
    return kind === 'file'
      ? { code: 'keystore.pin-missing', params: { store: store.name } }
      : { code: 'token.pin-length', params: { token } };
  return isPinLengthWrong(store, pin.length) ? { code: 'token.pin-length', params: { token } } : null;
}

/** Whether an error is about what was typed, so that the field is marked and typed into again. */
export function isPinFault({ code }: ErrorData): boolean {
  return code.startsWith('keystore.pin-') || code.startsWith('token.pin-');
}

/** A token's serial number for the eye: the end tells two of them apart. */
export function serialParts(serial: string): readonly [head: string, tail: string] {
  const cut = Math.max(serial.length - 4, 0);
  return [serial.slice(0, cut), serial.slice(cut)];
}
