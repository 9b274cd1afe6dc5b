/** Keys in .p12 files. */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { TanbaError } from '../contract/errors/index.ts';
import type { FileRef, StoreRef } from '../contract/keys.ts';
import { zeroize } from '../core/bytes.ts';
import { digestAlgorithms } from '../core/crypto/digest.ts';
import { verifySignature } from '../core/crypto/public-key.ts';
import { maxPkcs12Bytes, openPkcs12, zeroizeKey } from '../core/pkcs12/open.ts';
import type { Pkcs12Entry } from '../core/pkcs12/open.ts';
import { parseCertificate, publicKeyOf } from '../core/x509/certificate.ts';
import type { Provider } from './provider.ts';
import { signWith } from './software-signer.ts';

type OpenStore = ReadonlyMap<string, Pkcs12Entry>;

export function createPkcs12Provider(): Provider {
  /** By path. */
  const stores = new Map<string, OpenStore>();

  function lock(path: string): void {
    for (const { privateKey } of stores.get(path)?.values() ?? []) zeroizeKey(privateKey);
    stores.delete(path);
  }

  return {
    name: 'pkcs12',
    async open({ store: ref, pin }) {
      const store = fileOf(ref);
      const entries = await readEntries(store, pin);
      lock(store.path);
      stores.set(store.path, new Map(entries.map(entry => [entry.alias, entry])));
      return { keys: entries.map(({ alias, certificateDer: certificate }) => ({ alias, certificate })) };
    },
    sign({ store: ref, alias, digestName, digest }) {
      const store = fileOf(ref);
      const entry = findKey(stores.get(store.path), store, alias);
      return Promise.resolve({ signature: signWith(entry.privateKey, digestName, digest) });
    },
    lock(store) {
      for (const path of store === undefined ? [...stores.keys()] : [fileOf(store).path]) lock(path);
    },
  };
}

function fileOf(store: StoreRef): FileRef {
  if (store.kind !== 'file') throw new TanbaError('host.protocol', {});
  return store;
}

function findKey(opened: OpenStore | undefined, store: FileRef, alias: string): Pkcs12Entry {
  if (opened === undefined) throw new TanbaError('keystore.locked', { store: basename(store.path) });
  const entry = opened.get(alias);
  if (entry === undefined) throw new TanbaError('key.not-found', { alias });
  return entry;
}

async function readEntries({ path }: FileRef, pin: Uint8Array): Promise<readonly Pkcs12Entry[]> {
  const store = basename(path);
  const file = await readStore(path, store);
  const { entries } = openPkcs12(file, pin, store);
  try {
    entries.forEach(entry => tryKey(entry, store));
    return entries;
  } catch (error) {
    for (const { privateKey } of entries) zeroizeKey(privateKey);
    throw error;
  } finally {
    zeroize(file);
  }
}

/**
 * One signature for nobody, verified with the certificate, before the first for somebody. For GOST it also pays for the
 * tables of the curve at a moment when the person waits anyway.
 */
function tryKey({ privateKey, certificateDer }: Pkcs12Entry, store: string): void {
  const { digest: name } = privateKey.algorithm;
  const digest = new Uint8Array(digestAlgorithms[name].length).fill(0x5a);
  const signature = signWith(privateKey, name, digest);
  if (!verifySignature(publicKeyOf(parseCertificate(certificateDer)), name, digest, signature)) {
    throw new TanbaError('keystore.key-mismatch', { store });
  }
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE']);

async function readStore(path: string, store: string): Promise<Uint8Array> {
  try {
    const handle = await open(path, 'r');
    try {
      return await readCapped(handle, store);
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (cause instanceof TanbaError) throw cause;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new TanbaError(
      absent.has(code) ? 'keystore.not-found' : 'keystore.unreadable',
      { store },
      { cause },
    );
  }
}

/** Reads no more than a key file may have, whatever the system says of its size. */
async function readCapped(handle: FileHandle, store: string): Promise<Uint8Array> {
  const buffer = new Uint8Array(maxPkcs12Bytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length);
    if (bytesRead === 0) return buffer.slice(0, length);
    length += bytesRead;
  }
  throw new TanbaError('keystore.too-large', { store, limit: '1 MB' });
}
