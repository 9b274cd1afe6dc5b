/** What a token host serves: one kind of key store. Key files, or the tokens of one PKCS#11 library. */
import type { StoreRef } from '../contract/keys.ts';
import type { HostRequest, HostResponse } from '../contract/token-host.ts';

/**
 * A provider is called by one command at a time. What it is rejected with goes to the person as it is where it is a
 * TanbaError; anything else is a fault of ours.
 */
export interface Provider {
  /** Tells providers apart in the hello. */
  readonly name: string;
  /** The tokens that are plugged in; a provider of files has no such thing. */
  tokens?(): Promise<HostResponse<'tokens'>>;
  /** Which slots hold tokens, and which tokens are still open; closes those that were pulled. */
  poll?(): Promise<HostResponse<'poll'>>;
  /** Changes a token's PIN; whatever comes of it, at most one try is spent. */
  changePin?(request: HostRequest<'changePin'>): Promise<HostResponse<'changePin'>>;
  /**
   * Opens a store and lists its keys. The PIN (UTF-8) is used once and not kept: one call costs at most one try of a
   * token's counter. A store that is open already is read anew; where that fails, a file stays open as it was, and a token,
   * which checks no PIN while it is open, is closed.
   */
  open(request: HostRequest<'open'>): Promise<HostResponse<'open'>>;
  /**
   * Signs a digest with a key of an open store: GOST r ‖ s, each little-endian; RSA the PKCS#1 v1.5 block, big-endian.
   * Rejected with keystore.locked where the store is not open.
   */
  sign(request: HostRequest<'sign'>): Promise<HostResponse<'sign'>>;
  /** Closes a store and zeroes its keys; all stores where none is named. Does nothing to one that is not open. */
  lock(store?: StoreRef): void;
}
