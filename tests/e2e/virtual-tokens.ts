/** Tokens for the window: the virtual token's library, with keys of the sandbox on it. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hexToBytes, utf8ToBytes } from '../../core/bytes.ts';
import { openPkcs12 } from '../../core/pkcs12/open.ts';
import { library as built, notBuilt, pin, soPin } from '../../native/virtual-token/test-token.ts';
import { createEmptySlot, createVirtualToken } from '../../native/virtual-token/token-folder.ts';
import type { VirtualTokenOptions } from '../../native/virtual-token/token-folder.ts';
import { addCertificate, addPrivateKey } from '../../native/virtual-token/token-objects.ts';
import type { SandboxKey } from './sandbox-keys.ts';

export { notBuilt, pin };

/** Slots that the library shows; more are there to be plugged into. */
const slots = 3;

export interface VirtualTokens {
  /** What TANBA_VIRTUAL_TOKEN names. */
  readonly dir: string;
  /** A copy under the name of a vendor's library, so that this vendor's words and links are there. */
  readonly library: string;
  /** Puts a token with a key into a slot. */
  put(key: SandboxKey | null, options?: Partial<VirtualTokenOptions>): void;
  /** Adds a key without a certificate and a certificate without its key to the token in the first slot. */
  putUnpaired(keyOf: SandboxKey, certificateOf: SandboxKey): void;
  /** A token that was never set up. */
  putBlank(slot: number): void;
}

/** @param folder the test's @param dir the slots, emptied of what a test before has left */
export function makeVirtualTokens(folder: string, dir: string): VirtualTokens {
  const library = join(folder, 'librtpkcs11ecp.so');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir, { recursive: true });
  copyFileSync(built, library);
  for (let slot = 0; slot < slots; slot += 1) createEmptySlot({ dir, slot });
  return {
    dir,
    library,
    put(key, options = {}) {
      const place = { dir, slot: options.slot ?? 0 };
      createVirtualToken({ pin, soPin, label: 'Kaztoken', serial: '00000000000000a1', ...options, ...place });
      if (key) putKey(place, key);
    },
    putUnpaired(keyOf, certificateOf) {
      const place = { dir, slot: 0 };
      addPrivateKey(place, entryOf(keyOf).privateKey, { id: hexToBytes('02'), label: 'RSA256' });
      const { certificateDer } = entryOf(certificateOf);
      addCertificate(place, certificateDer, { id: hexToBytes('03'), label: 'GOST512 2025' });
    },
    putBlank: slot => createVirtualToken({ dir, slot, label: '', serial: '00000000000000d4' }),
  };
}

function entryOf({ path, password, id }: SandboxKey) {
  const [entry] = openPkcs12(readFileSync(path), utf8ToBytes(password), id).entries;
  if (!entry) throw new Error(`no key in ${path}`);
  return entry;
}

function putKey(place: { dir: string; slot: number }, key: SandboxKey): void {
  const entry = entryOf(key);
  const options = { id: hexToBytes('01'), label: key.id };
  addPrivateKey(place, entry.privateKey, options);
  addCertificate(place, entry.certificateDer, options);
}
