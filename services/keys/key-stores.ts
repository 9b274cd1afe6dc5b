/** Key stores as the person knows them: added, unlocked, signed with, locked, remembered. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { KeyDescription, KeyRef, StoreDescription, StoreRef } from '../../contract/model.ts';
import { describeCertificate } from '../../core/x509/certificate-info.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import { openKnownStores, storeName } from './known-stores.ts';
import type { KnownStore } from './known-stores.ts';
import { createUnlockedStores } from './unlocked-stores.ts';
import type { HostSettings, KeySigner } from './unlocked-stores.ts';

export type { KeySigner } from './unlocked-stores.ts';

export interface KeyStores {
  /** Known stores, the last used first. */
  list(): Promise<StoreDescription[]>;
  /** Makes stores known without opening them. */
  add(refs: readonly StoreRef[]): Promise<StoreDescription[]>;
  /** Locks a store and forgets it; the file itself stays. */
  forget(ref: StoreRef): Promise<StoreDescription[]>;
  /**
   * Opens a store with its PIN (UTF-8), which is zeroed in any case. An unknown store becomes known, a store that is open
   * is read anew. Rejected with what the host says; the PIN is tried once.
   */
  unlock(ref: StoreRef, pin: Uint8Array, signal?: AbortSignal): Promise<StoreDescription>;
  lock(ref: StoreRef): Promise<StoreDescription>;
  /**
   * A key of an unlocked store; whoever asks for it must release() it. Aborting the signal during a signature ends the
   * host, which locks its stores.
   * @throws TanbaError keystore.locked, key.not-found
   */
  signerFor(key: KeyRef, signal?: AbortSignal): KeySigner;
  /** Allows a host that crashed too often to be started again: the person asked for it. */
  retry(ref: StoreRef): void;
  /** Called with the new list whenever a store was added, unlocked, locked or forgotten. */
  onDidChange(listener: (stores: StoreDescription[]) => void): void;
  /** Ends all hosts: the keys are gone from memory. */
  close(): void;
}

export interface KeyStoresOptions extends HostSettings {
  /** Where known stores are remembered; null: nowhere. */
  readonly file: string | null;
}

export async function createKeyStores({ file, ...settings }: KeyStoresOptions): Promise<KeyStores> {
  const known = await openKnownStores(file);
  const listeners: ((stores: StoreDescription[]) => void)[] = [];
  const unlocked = createUnlockedStores(settings, tell);
  let telling: Promise<void> = Promise.resolve();

  /** The listeners hear of changes in their order, each with the list as it is by then. */
  function tell(): void {
    telling = telling.then(async () => {
      const stores = await list();
      for (const listener of listeners) listener(stores);
    });
  }

  function list(): Promise<StoreDescription[]> {
    return Promise.all(known.all().map(describe));
  }

  async function describe({ ref, keys, lastUsed }: KnownStore): Promise<StoreDescription> {
    const state = unlocked.has(ref) ? 'unlocked' : (await exists(ref)) ? 'locked' : 'missing';
    const location = ref.kind === 'file' ? dirname(ref.path) : ref.module;
    return { ref, name: storeName(ref), location, state, keys, lastUsed, token: null };
  }

  const newStore = (ref: StoreRef): KnownStore => ({ ref, keys: [], lastUsed: null });

  return {
    list,
    async add(refs) {
      for (const ref of refs) if (known.get(ref) === undefined) await known.put(newStore(ref));
      tell();
      return list();
    },
    async forget(ref) {
      await unlocked.lock(ref);
      await known.remove(ref);
      tell();
      return list();
    },
    async unlock(ref, pin, signal) {
      const keys = describeKeys(await unlocked.unlock(ref, pin, signal));
      const store = { ref, keys, lastUsed: settings.clock.now().toISOString() };
      await known.put(store);
      tell();
      return describe(store);
    },
    async lock(ref) {
      await unlocked.lock(ref);
      return describe(known.get(ref) ?? newStore(ref));
    },
    signerFor: (key, signal) => unlocked.signerFor(key, signal),
    retry: ref => unlocked.retry(ref),
    onDidChange: listener => void listeners.push(listener),
    close: () => unlocked.close(),
  };
}

function describeKeys(certificates: ReadonlyMap<string, Certificate>): KeyDescription[] {
  return [...certificates].map(([alias, certificate]) => ({ alias, ...describeCertificate(certificate) }));
}

async function exists(ref: StoreRef): Promise<boolean> {
  if (ref.kind !== 'file') return false;
  return stat(ref.path).then(
    found => found.isFile(),
    () => false,
  );
}
