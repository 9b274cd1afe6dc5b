/** The answers to the calls about keys, tokens and their drivers. */
import { resolve } from 'node:path';
import type { AppHandlers } from '../../contract/app-api.ts';
import type { FileRef, TokenVendor } from '../../contract/keys.ts';
import type { KeyStores } from '../keys/key-stores.ts';

type KeyHandlers = Pick<AppHandlers, Extract<keyof AppHandlers, `keys.${string}`>>;

export function createKeyHandlers(keys: KeyStores, vendors: TokenVendor[]): KeyHandlers {
  return {
    'keys.list': () => {
      keys.watch();
      return keys.list();
    },
    'keys.add': paths => keys.add(paths.map(fileStore)),
    'keys.forget': store => keys.forget(store),
    'keys.unlock': ({ store, pin, finalTryConfirmed }) => {
      // Unlocking is the person's own act: a host that was given up is tried again. A driver has its own "try again".
      if (store.kind === 'file') keys.retry(store);
      return keys.unlock(store, pin, { finalTryConfirmed });
    },
    'keys.lock': store => keys.lock(store),
    'keys.changePin': ({ store, ...change }) => keys.changePin(store, change),
    'keys.vendors': async () => vendors,
    'keys.drivers': async () => keys.drivers(),
    'keys.retryDriver': module => keys.retryDriver(module),
  };
}

function fileStore(path: string): FileRef {
  return { kind: 'file', path: resolve(path) };
}
