/** The stores that are open now, in which host, and the keys in them that can sign. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { KeyRef, StoreRef, TokenRef } from '../../contract/keys.ts';
import { zeroize } from '../../core/bytes.ts';
import type { Signer } from '../../core/signing/signer.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { Clock } from '../ports.ts';
import { storeId, storeName } from './known-stores.ts';
import { readOpened } from './open-store.ts';
import type { TokenHost } from './supervisor.ts';
import { specOf } from './token-hosts.ts';
import type { TokenHosts } from './token-hosts.ts';
import { trackUnlocked } from './unlocked-store.ts';
import type { OpenedStore, UnlockedStore } from './unlocked-store.ts';

/** A key to sign with, for one job of any number of documents. */
export interface KeySigner extends Signer {
  /** The job is over. Until then the key is not locked for being idle; with a setting of 0 minutes it is locked now. */
  release(): void;
}

export interface UnlockOptions {
  readonly signal?: AbortSignal | undefined;
  /** The person was told that it is the last try. */
  readonly finalTryConfirmed?: boolean | undefined;
}

export interface SignerOptions {
  readonly signal?: AbortSignal | undefined;
  /** For a key that asks for it at each signature; zeroed by release(). */
  readonly pin?: Uint8Array | undefined;
}

export interface UnlockedStores {
  get(ref: StoreRef): OpenedStore | undefined;
  /** Opens a store. The PIN is zeroed in any case. */
  unlock(
    ref: StoreRef,
    pin: Uint8Array,
    options: UnlockOptions & { readonly defaultPin: boolean },
  ): Promise<OpenedStore>;
  lock(ref: StoreRef): Promise<void>;
  /** What is known of an open token's PIN holds for its new one. */
  pinChanged(ref: TokenRef, defaultPin: boolean): void;
  signerFor(key: KeyRef, options: SignerOptions): KeySigner;
  /** Closes the stores of a host that has ended. */
  dropAll(host: TokenHost): void;
  /** Closes the tokens of a library that its host does not have open any more: they were pulled. */
  keepOnly(module: string, open: readonly TokenRef[]): void;
}

export interface UnlockedStoresOptions {
  readonly clock: Clock;
  readonly hosts: TokenHosts;
  /** Minutes after which an unused store is locked. */
  readonly idleMinutes: (ref: StoreRef) => number;
  /** Stores were closed, by whatever: the person, idleness, the end of their host. */
  readonly closed: () => void;
  /** A signature of that store's key was not made: whoever watches tokens should look. */
  readonly troubled: (ref: StoreRef) => void;
}

/** After these the host has closed the token, or the token has closed itself. */
const endings: ReadonlySet<string> = new Set([
  'token.removed',
  'token.not-present',
  'token.session-lost',
  'token.not-initialised',
  'keystore.locked',
]);

export function createUnlockedStores(options: UnlockedStoresOptions): UnlockedStores {
  const { clock, hosts, idleMinutes, closed, troubled } = options;
  const unlocked = new Map<string, UnlockedStore>();

  function drop(which: (store: UnlockedStore) => boolean): void {
    const dropped = [...unlocked.values()].filter(which);
    for (const store of dropped) {
      store.close();
      unlocked.delete(storeId(store.ref));
    }
    if (dropped.length > 0) closed();
  }

  const dropOne = (ref: StoreRef): void => drop(store => storeId(store.ref) === storeId(ref));

  async function lock(ref: StoreRef): Promise<void> {
    const host = unlocked.get(storeId(ref))?.host;
    if (host === undefined) return;
    dropOne(ref);
    // A host that cannot even lock is ended by its supervisor, and its keys with it.
    await host.call('lock', { store: ref }).catch(() => undefined);
    // What JavaScript cannot zero goes with the process. A library's host holds no keys, and goes on watching for tokens.
    if (ref.kind === 'file' && ![...unlocked.values()].some(store => store.host === host)) host.stopIfIdle();
  }

  /** What a failed signature tells of the store. */
  function failed(ref: StoreRef, error: unknown): void {
    if (error instanceof TanbaError && endings.has(error.code)) dropOne(ref);
    troubled(ref);
  }

  function pinChanged(ref: TokenRef, defaultPin: boolean): void {
    const store = unlocked.get(storeId(ref));
    if (store) unlocked.set(storeId(ref), { ...store, opened: { ...store.opened, defaultPin } });
  }

  return {
    get: ref => unlocked.get(storeId(ref))?.opened,
    async unlock(ref, pin, { signal, finalTryConfirmed, defaultPin }) {
      try {
        const isToken = ref.kind === 'token';
        if (pin.length === 0 && !isToken)
          throw new TanbaError('keystore.pin-missing', { store: storeName(ref) });
        const host = hosts.of(specOf(ref));
        const request = { store: ref, pin, ...(finalTryConfirmed === true && { finalTryConfirmed }) };
        // A token checks no PIN while it is open: its host closes it first, whatever comes of the new one.
        if (isToken) dropOne(ref);
        const answer = await host.call('open', request, { signal, secrets: [pin] });
        const opened = readOpened(answer, { isToken, defaultPin });
        unlocked.get(storeId(ref))?.close();
        const tracked = trackUnlocked({
          ref,
          host,
          opened,
          clock,
          idleLockMinutes: () => idleMinutes(ref),
          lock: () => void lock(ref),
        });
        unlocked.set(storeId(ref), tracked);
        return opened;
      } finally {
        zeroize(pin);
      }
    },
    lock,
    pinChanged,
    signerFor({ store: ref, alias }, { signal, pin = new Uint8Array() }) {
      const store = unlocked.get(storeId(ref));
      if (store?.expired() === true) void lock(ref);
      const open = store === undefined || store.expired() ? undefined : store;
      const certificate = open?.opened.certificates.get(alias);
      if (open === undefined || certificate === undefined) {
        zeroize(pin);
        throw open === undefined ? locked(ref) : new TanbaError('key.not-found', { alias });
      }
      const isOpen = (): boolean => unlocked.get(storeId(ref)) === open;
      return createSigner({ open, certificate, alias, signal, pin, isOpen, failed });
    },
    dropAll: host => drop(store => store.host === host),
    keepOnly(module, open) {
      const ids = new Set(open.map(storeId));
      drop(({ ref }) => ref.kind === 'token' && ref.module === module && !ids.has(storeId(ref)));
    },
  };
}

interface SignerParts {
  readonly open: UnlockedStore;
  readonly certificate: Certificate;
  readonly alias: string;
  readonly signal: AbortSignal | undefined;
  readonly pin: Uint8Array;
  readonly isOpen: () => boolean;
  readonly failed: (ref: StoreRef, error: unknown) => void;
}

function createSigner({ open, certificate, alias, signal, pin, isOpen, failed }: SignerParts): KeySigner {
  const { ref: store, host } = open;
  const release = open.hold();
  return {
    certificate,
    release() {
      zeroize(pin);
      release();
    },
    async signDigest(digestName, digest) {
      if (!isOpen()) throw locked(store);
      // Its own copy for each signature: it is zeroed as soon as it was sent.
      const copy = pin.slice();
      const request = { store, alias, digestName, digest, ...(copy.length > 0 && { pin: copy }) };
      try {
        return (await host.call('sign', request, { signal, secrets: [copy] })).signature;
      } catch (error) {
        failed(store, error);
        throw error;
      }
    },
  };
}

function locked(ref: StoreRef): TanbaError {
  return new TanbaError('keystore.locked', { store: storeName(ref) });
}
