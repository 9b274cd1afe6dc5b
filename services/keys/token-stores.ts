/** Tokens as key stores: what the libraries show, what is remembered, and what is open, put together. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { DriverDescription, StoreDescription, TokenRef } from '../../contract/keys.ts';
import { equalBytes, utf8ToBytes } from '../../core/bytes.ts';
import type { Clock } from '../ports.ts';
import { describeAbsentToken, describeShownToken, vendorOf } from './describe-token.ts';
import type { PinChange } from './key-stores.ts';
import { storeId } from './known-stores.ts';
import type { KnownStore, KnownStores } from './known-stores.ts';
import type { TokenDriver } from './token-driver.ts';
import { createTokenDrivers } from './token-drivers.ts';
import type { TokenHosts } from './token-hosts.ts';
import { specOf } from './token-hosts.ts';
import type { TokenLibrary } from './token-libraries.ts';
import type { UnlockedStores } from './unlocked-stores.ts';

export interface TokenStores {
  list(): StoreDescription[];
  /** @throws TanbaError token.not-present for one that is neither plugged in nor remembered */
  describe(ref: TokenRef): StoreDescription;
  /**
   * Whether a PIN is the one that a token's vendor gives to everybody. It is compared, never tried.
   * @throws TanbaError token.not-present where no library of ours serves that token
   */
  isDefaultPin(ref: TokenRef, pin: Uint8Array): boolean;
  /** What of a token is remembered besides its keys. */
  remembered(ref: TokenRef): Pick<KnownStore, 'token'>;
  /** @throws TanbaError what the host says; token.not-present where no library of ours shows that token */
  changePin(ref: TokenRef, change: PinChange): Promise<void>;
  /** Reads a token's library anew. */
  look(ref: TokenRef): Promise<void>;
  scan(modules?: readonly string[]): Promise<void>;
  watch(): void;
  drivers(): DriverDescription[];
  retryDriver(module: string): Promise<void>;
  reload(): void;
  close(): void;
}

export interface TokenStoresOptions {
  readonly known: KnownStores;
  readonly unlocked: UnlockedStores;
  readonly hosts: TokenHosts;
  readonly clock: Clock;
  readonly libraries: () => readonly TokenLibrary[];
  readonly changed: () => void;
}

export function createTokenStores(options: TokenStoresOptions): TokenStores {
  const { known, unlocked, hosts } = options;
  const drivers = createTokenDrivers({
    ...options,
    stillOpen: (module, open) => unlocked.keepOnly(module, open),
  });

  /** Whoever asks for another library than those of ours must not have it loaded. */
  function requireDriver(ref: TokenRef): TokenDriver {
    const driver = drivers.driverOf(ref);
    if (driver === undefined) throw new TanbaError('token.not-present', { token: ref.label });
    return driver;
  }

  function isDefaultPin(ref: TokenRef, pin: Uint8Array): boolean {
    const { vendors } = requireDriver(ref).library;
    return vendors.some(({ defaultPin }) => defaultPin !== null && equalBytes(utf8ToBytes(defaultPin), pin));
  }

  function describeAbsent(store: KnownStore): StoreDescription | null {
    if (store.ref.kind !== 'token') return null;
    const driver = drivers.driverOf(store.ref);
    const about = { label: store.ref.label, model: '', manufacturer: '', ...store.token };
    const state = driver?.status.state === 'quarantined' ? 'quarantined' : 'missing';
    return describeAbsentToken(store, vendorOf(driver?.library.vendors ?? [], about), state);
  }

  return {
    list() {
      const shown = drivers.tokens();
      const ids = new Set(shown.map(({ ref }) => storeId(ref)));
      const present = shown.map(it => describeShownToken(it, known.get(it.ref), unlocked.get(it.ref)));
      const absent = known.all().filter(({ ref }) => !ids.has(storeId(ref)));
      return [...present, ...absent.flatMap(store => describeAbsent(store) ?? [])];
    },
    describe(ref) {
      const shown = drivers.find(ref);
      if (shown !== undefined) return describeShownToken(shown, known.get(ref), unlocked.get(ref));
      const absent = known.get(ref);
      const described = absent === undefined ? null : describeAbsent(absent);
      if (described === null) throw new TanbaError('token.not-present', { token: ref.label });
      return described;
    },
    isDefaultPin,
    remembered(ref) {
      const token = drivers.find(ref)?.token;
      return token === undefined ? {} : { token: { model: token.model, manufacturer: token.manufacturer } };
    },
    async changePin(ref, { oldPin, newPin, finalTryConfirmed }) {
      const isDefault = isDefaultPin(ref, newPin);
      const request = {
        store: ref,
        oldPin,
        newPin,
        ...(finalTryConfirmed === true && { finalTryConfirmed }),
      };
      await hosts.of(specOf(ref)).call('changePin', request, { secrets: [oldPin, newPin] });
      unlocked.pinChanged(ref, isDefault);
    },
    async look(ref) {
      await drivers.driverOf(ref)?.refresh();
    },
    scan: modules => drivers.refresh(modules),
    watch: () => drivers.watch(),
    drivers: () => drivers.describe(),
    retryDriver: module => drivers.retry(module),
    reload: () => drivers.reload(),
    close: () => drivers.close(),
  };
}
