/** Key stores as the person knows them: files and tokens, unlocked, signed with, locked, remembered. */
import type {
  DriverDescription,
  FileRef,
  KeyRef,
  StoreDescription,
  StoreRef,
  TokenRef,
} from '../../contract/keys.ts';
import type { Settings } from '../../contract/settings.ts';
import type { HostCommandName } from '../../contract/token-host.ts';
import { zeroize } from '../../core/bytes.ts';
import type { Clock, HostStarter } from '../ports.ts';
import type { OnDamage } from '../files/kept-json.ts';
import { openKnownStores } from './known-stores.ts';
import { createStoreList } from './store-list.ts';
import type { StoreList } from './store-list.ts';
import { createTokenStores } from './token-stores.ts';
import type { TokenStores } from './token-stores.ts';
import { createTokenHosts, specOf } from './token-hosts.ts';
import type { TokenLibrary } from './token-libraries.ts';
import { createUnlockedStores } from './unlocked-stores.ts';
import type { KeySigner, SignerOptions, UnlockOptions } from './unlocked-stores.ts';

export type { KeySigner } from './unlocked-stores.ts';

export interface PinChange {
  readonly oldPin: Uint8Array;
  readonly newPin: Uint8Array;
  readonly finalTryConfirmed?: boolean | undefined;
}

export interface KeyStores {
  /** Known stores and the tokens that were last seen, the last used first. */
  list(): Promise<StoreDescription[]>;
  /** Makes files known without opening them. */
  add(refs: readonly FileRef[]): Promise<StoreDescription[]>;
  /** Locks a store and forgets it; the file itself stays, and a token stays listed while it is plugged in. */
  forget(ref: StoreRef): Promise<StoreDescription[]>;
  /**
   * Opens a store with its PIN (UTF-8), which is zeroed in any case. An unknown store becomes known, a store that is open
   * is read anew. Rejected with what the host says; the PIN is tried once.
   */
  unlock(ref: StoreRef, pin: Uint8Array, options?: UnlockOptions): Promise<StoreDescription>;
  /** Changes a token's PIN; both are zeroed in any case. The old one is tried once. */
  changePin(ref: TokenRef, change: PinChange): Promise<StoreDescription>;
  lock(ref: StoreRef): Promise<StoreDescription>;
  /**
   * A key of an unlocked store; whoever asks for it must release() it. Aborting the signal during a signature ends the
   * host, which locks its stores.
   * @throws TanbaError keystore.locked, key.not-found
   */
  signerFor(key: KeyRef, options?: SignerOptions): KeySigner;
  /** Allows a host that crashed too often to be started again: the person asked for it. */
  retry(ref: StoreRef): void;
  /** Called with the new list whenever a store was added, unlocked, locked or forgotten, or a token came or went. */
  onDidChange(listener: (stores: StoreDescription[]) => void): void;
  /** Looks for tokens now, in all libraries or in some, and waits for what they say. */
  scan(modules?: readonly string[]): Promise<StoreDescription[]>;
  /** Begins to watch for tokens that come and go; until then no library is loaded by itself. */
  watch(): void;
  drivers(): DriverDescription[];
  retryDriver(module: string): Promise<DriverDescription[]>;
  onDidChangeDrivers(listener: (drivers: DriverDescription[]) => void): void;
  /** The settings about libraries have changed. */
  reloadDrivers(): void;
  /** Ends all hosts: the keys are gone from memory. */
  close(): void;
}

export interface KeyStoresOptions {
  /** Told stores.damaged. */
  readonly onDamage?: OnDamage;
  readonly starter: HostStarter;
  readonly clock: Clock;
  /** The setting: minutes after which a file's unused key is locked; 0: at once after signing. */
  readonly idleLockMinutes: () => number;
  /** The setting; without it tokens stay unlocked as long as files. */
  readonly tokenKeepUnlocked?: () => Settings['tokenKeepUnlocked'];
  /** The libraries of tokens on this computer; none where absent. */
  readonly tokenLibraries?: () => readonly TokenLibrary[];
  /** Other deadlines than the contract's, in milliseconds. */
  readonly deadlines?: Partial<Record<HostCommandName, number>> | undefined;
  /** Where known stores are remembered; null: nowhere. */
  readonly file: string | null;
}

export async function createKeyStores(options: KeyStoresOptions): Promise<KeyStores> {
  const { clock } = options;
  const known = await openKnownStores(options.file, options.onDamage);
  const listeners: ((stores: StoreDescription[]) => void)[] = [];
  const driverListeners: ((drivers: DriverDescription[]) => void)[] = [];
  const hosts = createTokenHosts({ ...options, ended: host => unlocked.dropAll(host) });
  const unlocked = createUnlockedStores({
    clock,
    hosts,
    idleMinutes: ref => idleMinutes(ref, options),
    closed: () => tell(),
    troubled: ref => void (ref.kind === 'token' && tokens.look(ref)),
  });
  const tokens = createTokenStores({
    known,
    unlocked,
    hosts,
    clock,
    libraries: options.tokenLibraries ?? (() => []),
    changed: () => {
      tell();
      for (const listener of driverListeners) listener(tokens.drivers());
    },
  });
  const stores = createStoreList(known, unlocked, tokens);
  let telling: Promise<void> = Promise.resolve();

  /** The listeners hear of changes in their order, each with the list as it is by then. */
  function tell(): void {
    telling = telling.then(async () => {
      const all = await stores.all();
      for (const listener of listeners) listener(all);
    });
  }

  /** Whatever comes of it, the secrets are zeroed, and the tries that a token has left now are known. */
  async function withSecrets(ref: StoreRef, secrets: readonly Uint8Array[], act: () => Promise<void>) {
    try {
      await act();
    } finally {
      zeroize(...secrets);
      if (ref.kind === 'token') await tokens.look(ref);
      tell();
    }
    return stores.describe(ref);
  }

  return {
    ...driversOf(tokens, stores),
    list: () => stores.all(),
    async add(refs) {
      for (const ref of refs)
        if (known.get(ref) === undefined) await known.put({ ref, keys: [], lastUsed: null });
      tell();
      return stores.all();
    },
    async forget(ref) {
      await unlocked.lock(ref);
      await known.remove(ref);
      tell();
      return stores.all();
    },
    unlock: (ref, pin, unlockOptions = {}) =>
      withSecrets(ref, [pin], async () => {
        const defaultPin = ref.kind === 'token' && tokens.isDefaultPin(ref, pin);
        const { keys } = await unlocked.unlock(ref, pin, { ...unlockOptions, defaultPin });
        const about = ref.kind === 'token' ? tokens.remembered(ref) : {};
        await known.put({ ref, keys: [...keys], lastUsed: clock.now().toISOString(), ...about });
      }),
    changePin: (ref, change) =>
      withSecrets(ref, [change.oldPin, change.newPin], () => tokens.changePin(ref, change)),
    async lock(ref) {
      await unlocked.lock(ref);
      return stores.describe(ref);
    },
    signerFor: (key, signerOptions = {}) => unlocked.signerFor(key, signerOptions),
    retry: ref => hosts.of(specOf(ref)).retry(),
    onDidChange: listener => void listeners.push(listener),
    onDidChangeDrivers: listener => void driverListeners.push(listener),
    close() {
      tokens.close();
      hosts.stopAll();
    },
  };
}

type DriverPart = Pick<KeyStores, 'scan' | 'watch' | 'drivers' | 'retryDriver' | 'reloadDrivers'>;

function driversOf(tokens: TokenStores, stores: StoreList): DriverPart {
  return {
    async scan(modules) {
      await tokens.scan(modules);
      return stores.all();
    },
    watch: () => tokens.watch(),
    drivers: () => tokens.drivers(),
    async retryDriver(module) {
      await tokens.retryDriver(module);
      return tokens.drivers();
    },
    reloadDrivers: () => tokens.reload(),
  };
}

function idleMinutes(
  ref: StoreRef,
  { idleLockMinutes, tokenKeepUnlocked }: Pick<KeyStoresOptions, 'idleLockMinutes' | 'tokenKeepUnlocked'>,
): number {
  const keep = ref.kind === 'file' ? idleLockMinutes() : (tokenKeepUnlocked?.() ?? idleLockMinutes());
  return keep === 'until-pulled' ? Infinity : keep === 'never-keep' ? 0 : keep;
}
