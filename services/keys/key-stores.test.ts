/** Key stores over a real token host; only time is the test's. */
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileRef, KeyRef, StoreDescription } from '../../contract/keys.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { publicKeyOf } from '../../core/x509/certificate.ts';
import { createFolder, hostStarter, pin } from '../../tests/support/key-files.ts';
import type { Folder } from '../../tests/support/key-files.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import type { ManualClock } from '../../tests/support/manual-clock.ts';
import type { HostStarter } from '../ports.ts';
import { createKeyStores } from './key-stores.ts';
import type { KeyStores } from './key-stores.ts';

const MINUTE = 60_000;

let folder: Folder;
let clock: ManualClock;
let store: FileRef;
let idleMinutes: number;
let opened: KeyStores[] = [];

beforeEach(() => {
  folder = createFolder();
  clock = manualClock();
  store = folder.store('ok-gost-2015');
  idleMinutes = 15;
});

afterEach(() => {
  for (const stores of opened) stores.close();
  opened = [];
  folder.remove();
});

async function create(starter: HostStarter = hostStarter()): Promise<KeyStores> {
  const file = join(folder.path, 'data', 'stores.json');
  const deadlines = { hello: 60_000_000, open: 60_000_000, sign: 60_000_000, lock: 60_000_000 };
  const stores = await createKeyStores({
    starter,
    clock,
    file,
    idleLockMinutes: () => idleMinutes,
    deadlines,
  });
  opened.push(stores);
  return stores;
}

const keyOf = ({ ref, keys }: StoreDescription): KeyRef => ({ store: ref, alias: keys[0]!.alias });
const states = (list: readonly StoreDescription[]): string[] =>
  list.map(({ name, state }) => `${name} ${state}`);
const code = (expected: string): unknown => expect.objectContaining({ code: expected });

async function signs(stores: KeyStores, key: KeyRef): Promise<boolean> {
  const signer = stores.signerFor(key);
  const publicKey = publicKeyOf(signer.certificate);
  const name = publicKey.algorithm.digest;
  const digest = new Uint8Array(digestAlgorithms[name].length).fill(3);
  const signature = await signer.signDigest(name, digest);
  signer.release();
  return verifySignature(publicKey, name, digest, signature);
}

/** Waits for a state that follows from something that nobody awaits. */
async function becomes(stores: KeyStores, expected: string): Promise<void> {
  while ((await stores.list())[0]?.state !== expected) await sleep(5);
}

describe('unlocking', () => {
  it('shows whose keys they are, and lets them sign', async () => {
    const stores = await create();
    const secret = pin();
    const unlocked = await stores.unlock(store, secret);
    expect(secret.every(octet => octet === 0)).toBe(true);
    expect(unlocked).toMatchObject({ name: 'ok-gost-2015.p12', location: folder.path, state: 'unlocked' });
    expect(unlocked.keys).toEqual([expect.objectContaining({ algorithm: 'GOST-2015-512', name: 'gost' })]);
    expect(unlocked.lastUsed).toBe('2026-11-01T08:00:00.000Z');
    expect(await signs(stores, keyOf(unlocked))).toBe(true);
  });

  it('with a wrong password leaves everything as it was', async () => {
    const stores = await create();
    const secret = new TextEncoder().encode('wrong');
    await expect(stores.unlock(store, secret)).rejects.toThrow(code('keystore.pin-incorrect'));
    expect(secret.every(octet => octet === 0)).toBe(true);
    expect(await stores.list()).toEqual([]);
    expect((await stores.unlock(store, pin())).state).toBe('unlocked');
  });

  it('without a password asks for one and starts no host', async () => {
    const starter: HostStarter = {
      start() {
        throw new Error('started');
      },
    };
    const stores = await create(starter);
    await expect(stores.unlock(store, new Uint8Array())).rejects.toThrow(code('keystore.pin-missing'));
  });

  it('several stores at once; each key signs with its own', async () => {
    const stores = await create();
    const refs = [store, folder.store('ok-rsa'), folder.store('ok-several-keys')];
    const unlocked: StoreDescription[] = [];
    for (const ref of refs) unlocked.push(await stores.unlock(ref, pin()));
    expect(unlocked.map(({ keys }) => keys.length)).toEqual([1, 1, 3]);
    for (const { ref, keys } of unlocked) {
      for (const { alias } of keys) expect(await signs(stores, { store: ref, alias })).toBe(true);
    }
    await stores.lock(refs[1]!);
    expect(() => stores.signerFor(keyOf(unlocked[1]!))).toThrow(code('keystore.locked'));
    expect(await signs(stores, keyOf(unlocked[2]!))).toBe(true);
  });

  it('a file that is gone says so', async () => {
    const stores = await create();
    await expect(stores.unlock({ kind: 'file', path: `${store.path}.gone` }, pin())).rejects.toThrow(
      code('keystore.not-found'),
    );
  });
});

describe('locking', () => {
  it('takes the key away at once', async () => {
    const stores = await create();
    const key = keyOf(await stores.unlock(store, pin()));
    const signer = stores.signerFor(key);
    expect((await stores.lock(store)).state).toBe('locked');
    await expect(signer.signDigest('streebog512', new Uint8Array(64))).rejects.toThrow(
      expect.objectContaining({ code: 'keystore.locked', params: { store: 'ok-gost-2015.p12' } }),
    );
    expect(() => stores.signerFor(key)).toThrow(code('keystore.locked'));
    expect((await stores.lock(store)).state).toBe('locked');
  });

  it('knows no key of another name', async () => {
    const stores = await create();
    await stores.unlock(store, pin());
    expect(() => stores.signerFor({ store, alias: 'nobody' })).toThrow(code('key.not-found'));
  });

  it('happens after the idle time, counted from the last use', async () => {
    const stores = await create();
    const key = keyOf(await stores.unlock(store, pin()));
    clock.advance(14 * MINUTE);
    expect(await signs(stores, key)).toBe(true);
    clock.advance(14 * MINUTE);
    expect(states(await stores.list())).toEqual(['ok-gost-2015.p12 unlocked']);
    clock.advance(MINUTE);
    await becomes(stores, 'locked');
    expect(() => stores.signerFor(key)).toThrow(code('keystore.locked'));
  });

  it('does not happen in the middle of a job', async () => {
    const stores = await create();
    const key = keyOf(await stores.unlock(store, pin()));
    const signer = stores.signerFor(key);
    clock.advance(3 * 60 * MINUTE);
    expect(await signer.signDigest('streebog512', new Uint8Array(64))).toHaveLength(128);
    signer.release();
    signer.release();
    clock.advance(15 * MINUTE);
    await becomes(stores, 'locked');
  });

  it('with 0 minutes happens right after the last job', async () => {
    idleMinutes = 0;
    const stores = await create();
    const key = keyOf(await stores.unlock(store, pin()));
    const first = stores.signerFor(key);
    const second = stores.signerFor(key);
    first.release();
    expect(await second.signDigest('streebog512', new Uint8Array(64))).toHaveLength(128);
    second.release();
    expect(() => stores.signerFor(key)).toThrow(code('keystore.locked'));
  });

  it('with 0 minutes happens soon where the signature never came', async () => {
    idleMinutes = 0;
    const stores = await create();
    await stores.unlock(store, pin());
    clock.advance(2 * MINUTE);
    await becomes(stores, 'locked');
  });

  it('follows a setting that became shorter meanwhile', async () => {
    idleMinutes = 480;
    const stores = await create();
    await stores.unlock(store, pin());
    clock.advance(MINUTE);
    idleMinutes = 1;
    clock.advance(MINUTE);
    await becomes(stores, 'locked');
  });

  it('is due when the computer wakes from a long sleep', async () => {
    const stores = await create();
    await stores.unlock(store, pin());
    clock.sleep(8 * 60 * MINUTE);
    await becomes(stores, 'locked');
  });
});

describe('a host that crashes', () => {
  const crashing = (...faults: object[]): HostStarter =>
    hostStarter(
      folder.file('faults.json', JSON.stringify({ calls: join(folder.path, 'calls.log'), faults })),
    );

  it('locks its stores, and the next unlocking works', async () => {
    const stores = await create(crashing({ command: 'sign', call: 0, fault: 'crash' }));
    const key = keyOf(await stores.unlock(store, pin()));
    await expect(signs(stores, key)).rejects.toThrow(code('host.crashed'));
    expect(states(await stores.list())).toEqual(['ok-gost-2015.p12 locked']);
    await stores.unlock(store, pin());
    expect(await signs(stores, key)).toBe(true);
  });

  it('cancelling a signature locks too', async () => {
    const stores = await create(crashing({ command: 'sign', call: 0, fault: 'hang' }));
    const key = keyOf(await stores.unlock(store, pin()));
    const abort = new AbortController();
    const signing = stores
      .signerFor(key, { signal: abort.signal })
      .signDigest('streebog512', new Uint8Array(64));
    setTimeout(() => abort.abort(), 200);
    await expect(signing).rejects.toThrow(code('host.cancelled'));
    expect(states(await stores.list())).toEqual(['ok-gost-2015.p12 locked']);
  });

  it('too often is left alone until retry() is asked for', async () => {
    const stores = await create(
      crashing(...[0, 1, 2].map(call => ({ command: 'open', call, fault: 'exit' }))),
    );
    for (let time = 0; time < 3; time++) {
      await expect(stores.unlock(store, pin())).rejects.toThrow(code('host.crashed'));
    }
    await expect(stores.unlock(store, pin())).rejects.toThrow(code('host.quarantined'));
    stores.retry(store);
    expect((await stores.unlock(store, pin())).state).toBe('unlocked');
  });
});

describe('what is remembered', () => {
  it('shows keys while they are locked, and after a restart', async () => {
    const first = await create();
    const { keys } = await first.unlock(store, pin());
    first.close();
    const [remembered] = await (await create()).list();
    expect(remembered).toMatchObject({ state: 'locked', keys });
  });

  it('holds nothing secret', async () => {
    const stores = await create();
    await stores.unlock(store, pin());
    const text = readFileSync(join(folder.path, 'data', 'stores.json'), 'utf8');
    expect(text).not.toMatch(/Vector-2026|pin|password/i);
  });

  it('says that a file is missing, and that it is back', async () => {
    const stores = await create();
    expect(states(await stores.add([store, folder.store('ok-rsa')]))).toEqual([
      'ok-rsa.p12 locked',
      'ok-gost-2015.p12 locked',
    ]);
    renameSync(store.path, `${store.path}.away`);
    expect(states(await stores.list())).toContain('ok-gost-2015.p12 missing');
    renameSync(`${store.path}.away`, store.path);
    expect(states(await stores.list())).toContain('ok-gost-2015.p12 locked');
  });

  it('is told of every change, in order', async () => {
    const stores = await create();
    const told: string[] = [];
    stores.onDidChange(list => told.push(states(list).join(', ')));
    await stores.add([store]);
    await stores.unlock(store, pin());
    await stores.lock(store);
    await stores.forget(store);
    while (told.length < 4) await sleep(5);
    expect(told).toEqual([
      'ok-gost-2015.p12 locked',
      'ok-gost-2015.p12 unlocked',
      'ok-gost-2015.p12 locked',
      '',
    ]);
  });
});
