/** A virtual token in slot 0, and the key stores over it as the application has them: real hosts, real library. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreDescription, TokenRef } from '../../contract/keys.ts';
import type { Settings } from '../../contract/settings.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { publicKeyOf } from '../../core/x509/certificate.ts';
import { createTestToken, library, pin as pinText } from '../../native/virtual-token/test-token.ts';
import { readCallLog, startCallLog } from '../../native/virtual-token/token-folder.ts';
import type { SlotPlace, VirtualTokenOptions } from '../../native/virtual-token/token-folder.ts';
import { systemClock } from '../../services/ports.ts';
import type { Clock } from '../../services/ports.ts';
import { createKeyStores } from '../../services/keys/key-stores.ts';
import type { KeyStores } from '../../services/keys/key-stores.ts';
import { hostStarter } from './key-files.ts';
import { putKey, virtualVendor } from './token-keys.ts';

export const pin = (): Uint8Array => utf8ToBytes(pinText);

export const refOf = (serial = '00000000000000a1', label = 'Demo'): TokenRef => ({
  kind: 'token',
  module: library,
  serial,
  label,
});

export interface TokenWishes {
  readonly clock?: Clock;
  readonly keep?: Settings['tokenKeepUnlocked'];
  readonly libraries?: readonly string[];
}

export interface TokenBench {
  /** A token with a GOST key in slot 0. */
  plug(options?: Partial<VirtualTokenOptions>): SlotPlace;
  create(wishes?: TokenWishes): Promise<KeyStores>;
  /** How often a PIN was entered. */
  logins(): number;
  /** Closes all stores and removes the token. */
  clear(): void;
}

export function tokenBench(): TokenBench {
  let token: ReturnType<typeof createTestToken> | null = null;
  let opened: KeyStores[] = [];
  const folder = (): string => {
    if (token === null) throw new Error('no token is plugged in');
    return token.dir;
  };
  return {
    plug(options = {}) {
      token = createTestToken(options);
      const place = { dir: token.dir };
      putKey(place, 'ok-gost-2015', 1);
      startCallLog(token.dir);
      return place;
    },
    async create({ clock = systemClock, keep = 5, libraries = [library] } = {}) {
      process.env['TANBA_VIRTUAL_TOKEN'] = folder();
      const stores = await createKeyStores({
        starter: hostStarter(),
        clock,
        file: null,
        idleLockMinutes: () => 15,
        tokenKeepUnlocked: () => keep,
        tokenLibraries: () => libraries.map(path => ({ path, vendors: [virtualVendor] })),
        deadlines: { hello: 60_000, tokens: 60_000, open: 60_000, sign: 60_000, lock: 60_000 },
      });
      opened.push(stores);
      return stores;
    },
    logins: () => readCallLog(folder()).filter(({ call }) => call === 'C_Login').length,
    clear() {
      for (const stores of opened) stores.close();
      opened = [];
      token?.remove();
    },
  };
}

/** Whether the first key of a store makes a signature that holds. */
export async function signs(
  stores: KeyStores,
  store: StoreDescription,
  secret?: Uint8Array,
): Promise<boolean> {
  const signer = stores.signerFor({ store: store.ref, alias: store.keys[0]!.alias }, { pin: secret });
  try {
    const key = publicKeyOf(signer.certificate);
    const name = key.algorithm.digest;
    const digest = new Uint8Array(digestAlgorithms[name].length).fill(3);
    return verifySignature(key, name, digest, await signer.signDigest(name, digest));
  } finally {
    signer.release();
  }
}

/** Waits until the list is so; returns how long that took, in milliseconds. */
export async function until(stores: KeyStores, so: (list: StoreDescription[]) => boolean): Promise<number> {
  const start = performance.now();
  while (!so(await stores.list())) await sleep(5);
  return performance.now() - start;
}

export const shows = (state: string) => (list: readonly StoreDescription[]) => list[0]?.state === state;
