/** The stores that are open now, in which host, and the keys in them that can sign. */
import { TanbaError } from '../../contract/errors/index.ts';
import type { KeyRef, StoreRef } from '../../contract/model.ts';
import type { HostCommandName } from '../../contract/token-host.ts';
import { zeroize } from '../../core/bytes.ts';
import type { Signer } from '../../core/signing/signer.ts';
import { parseCertificate } from '../../core/x509/certificate.ts';
import type { Certificate } from '../../core/x509/certificate.ts';
import type { Clock, HostStarter } from '../ports.ts';
import { storeId, storeName } from './known-stores.ts';
import type { TokenHost } from './supervisor.ts';
import { createTokenHosts } from './token-hosts.ts';
import { trackUnlocked } from './unlocked-store.ts';
import type { UnlockedStore } from './unlocked-store.ts';

/** A key to sign with, for one job of any number of documents. */
export interface KeySigner extends Signer {
  /** The job is over. Until then the key is not locked for being idle; with a setting of 0 minutes it is locked now. */
  release(): void;
}

export interface HostSettings {
  readonly starter: HostStarter;
  readonly clock: Clock;
  /** The setting: minutes after which an unused key is locked; 0: at once after signing. */
  readonly idleLockMinutes: () => number;
  /** Other deadlines than the contract's, in milliseconds. */
  readonly deadlines?: Partial<Record<HostCommandName, number>> | undefined;
}

export interface UnlockedStores {
  has(ref: StoreRef): boolean;
  /** Opens a store and returns its certificates by alias. The PIN is zeroed in any case. */
  unlock(ref: StoreRef, pin: Uint8Array, signal?: AbortSignal): Promise<ReadonlyMap<string, Certificate>>;
  lock(ref: StoreRef): Promise<void>;
  signerFor(key: KeyRef, signal?: AbortSignal): KeySigner;
  retry(ref: StoreRef): void;
  close(): void;
}

/** `closed` is called whenever stores were closed, by whatever: the person, idleness, the end of their host. */
export function createUnlockedStores(settings: HostSettings, closed: () => void): UnlockedStores {
  const { clock, idleLockMinutes } = settings;
  const unlocked = new Map<string, UnlockedStore>();
  const hosts = createTokenHosts({ ...settings, ended: host => drop(store => store.host === host) });

  function drop(which: (store: UnlockedStore) => boolean): void {
    const dropped = [...unlocked.values()].filter(which);
    for (const store of dropped) {
      store.close();
      unlocked.delete(storeId(store.ref));
    }
    if (dropped.length > 0) closed();
  }

  async function unlock(ref: StoreRef, pin: Uint8Array, signal?: AbortSignal) {
    try {
      if (pin.length === 0) throw new TanbaError('keystore.pin-missing', { store: storeName(ref) });
      const host = hosts.of(ref);
      const { keys } = await host.call('open', { store: ref, pin }, { signal, secrets: [pin] });
      const certificates = new Map(keys.map(key => [key.alias, parseCertificate(key.certificate)]));
      unlocked.get(storeId(ref))?.close();
      const closing = (): void => void lock(ref);
      unlocked.set(
        storeId(ref),
        trackUnlocked({ ref, host, certificates, clock, idleLockMinutes, lock: closing }),
      );
      return certificates;
    } finally {
      zeroize(pin);
    }
  }

  async function lock(ref: StoreRef): Promise<void> {
    const host = unlocked.get(storeId(ref))?.host;
    if (host === undefined) return;
    drop(store => storeId(store.ref) === storeId(ref));
    // A host that cannot even lock is ended by its supervisor, and its keys with it.
    await host.call('lock', { store: ref }).catch(() => undefined);
    retire(host);
  }

  /** With its last store locked a host ends: what JavaScript cannot zero goes with the process. */
  function retire(host: TokenHost): void {
    if (![...unlocked.values()].some(store => store.host === host)) host.stopIfIdle();
  }

  return {
    has: ref => unlocked.has(storeId(ref)),
    unlock,
    lock,
    signerFor({ store: ref, alias }, signal) {
      const store = unlocked.get(storeId(ref));
      if (store?.expired() === true) void lock(ref);
      if (store === undefined || store.expired()) throw locked(ref);
      const certificate = store.certificates.get(alias);
      if (certificate === undefined) throw new TanbaError('key.not-found', { alias });
      return {
        certificate,
        release: store.hold(),
        async signDigest(digestName, digest) {
          if (unlocked.get(storeId(ref)) !== store) throw locked(ref);
          const request = { store: ref, alias, digestName, digest };
          return (await store.host.call('sign', request, { signal })).signature;
        },
      };
    },
    retry: ref => hosts.of(ref).retry(),
    close: () => hosts.stopAll(),
  };
}

function locked(ref: StoreRef): TanbaError {
  return new TanbaError('keystore.locked', { store: storeName(ref) });
}
