/** Tokens as key stores, through real hosts that load the virtual token. */
import { afterEach, describe, expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings, StoreDescription, TokenRef } from '../../contract/model.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { digestAlgorithms } from '../../core/crypto/digest.ts';
import { verifySignature } from '../../core/crypto/public-key.ts';
import { publicKeyOf } from '../../core/x509/certificate.ts';
import {
  createTestToken,
  lacks,
  library,
  notBuilt,
  pin as pinText,
} from '../../native/virtual-token/test-token.ts';
import type { TestToken } from '../../native/virtual-token/test-token.ts';
import {
  createVirtualToken,
  insertToken,
  pullToken,
  readCallLog,
  setFaults,
  startCallLog,
  triesLeft,
  typeOnPinPad,
} from '../../native/virtual-token/token-folder.ts';
import type { SlotPlace, VirtualTokenOptions } from '../../native/virtual-token/token-folder.ts';
import { createFolder, hostStarter } from '../../tests/support/key-files.ts';
import { createSoftToken, noPkcs11Tool, noSoftHsm, softhsm } from '../../tests/support/softhsm.ts';
import { putKey, virtualVendor } from '../../tests/support/token-keys.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { systemClock } from '../ports.ts';
import type { Clock } from '../ports.ts';
import { createKeyStores } from './key-stores.ts';
import type { KeyStores } from './key-stores.ts';

const pin = (): Uint8Array => utf8ToBytes(pinText);
const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const refOf = (serial = '00000000000000a1', label = 'Demo'): TokenRef => ({
  kind: 'token',
  module: library,
  serial,
  label,
});

let token: TestToken;
let opened: KeyStores[] = [];

afterEach(() => {
  for (const stores of opened) stores.close();
  opened = [];
  token.remove();
});

interface Wishes {
  readonly clock?: Clock;
  readonly keep?: Settings['tokenKeepUnlocked'];
  readonly libraries?: readonly string[];
}

async function create({
  clock = systemClock,
  keep = 5,
  libraries = [library],
}: Wishes = {}): Promise<KeyStores> {
  process.env['TANBA_VIRTUAL_TOKEN'] = token.dir;
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
}

/** A token with a GOST key in slot 0. */
function plug(options: Partial<VirtualTokenOptions> = {}): SlotPlace {
  token = createTestToken(options);
  putKey({ dir: token.dir }, 'ok-gost-2015', 1);
  startCallLog(token.dir);
  return { dir: token.dir };
}

const logins = (): number => readCallLog(token.dir).filter(({ call }) => call === 'C_Login').length;

async function signs(stores: KeyStores, store: StoreDescription, secret?: Uint8Array): Promise<boolean> {
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
async function until(stores: KeyStores, so: (list: StoreDescription[]) => boolean): Promise<number> {
  const start = performance.now();
  while (!so(await stores.list())) await sleep(5);
  return performance.now() - start;
}

const shows = (state: string) => (list: readonly StoreDescription[]) => list[0]?.state === state;

describe.skipIf(lacks('tokens as key stores', notBuilt))('a token', () => {
  it('is listed with its certificate before a PIN is asked for, then unlocked, and signs', async () => {
    plug();
    const stores = await create();
    expect(await stores.list()).toEqual([]);
    const [locked] = await stores.scan();
    expect(locked).toMatchObject({
      ref: refOf(),
      name: 'Demo',
      location: 'Virtual',
      state: 'locked',
      keys: [{ alias: '01', label: 'ok-gost-2015', algorithm: 'GOST-2015-512' }],
      token: { tries: 'untouched', vendor: { id: 'virtual' }, serial: '00000000000000a1', defaultPin: false },
    });
    expect(logins()).toBe(0);
    const secret = pin();
    const unlocked = await stores.unlock(refOf(), secret);
    expect(secret.every(octet => octet === 0)).toBe(true);
    expect(unlocked).toMatchObject({ state: 'unlocked', token: { defaultPin: true, unpaired: [] } });
    expect(await signs(stores, unlocked)).toBe(true);
    await expect(stores.unlock(refOf(), utf8ToBytes('11111111'))).rejects.toThrow(
      code('token.pin-incorrect'),
    );
    expect((await stores.list())[0]?.state).toBe('locked');
    expect((await stores.unlock(refOf(), pin())).state).toBe('unlocked');
    expect((await stores.lock(refOf())).state).toBe('locked');
    expect(stores.drivers()).toMatchObject([{ state: 'working', tokens: 1, vendor: { id: 'virtual' } }]);
  });

  it('tells one that has the same label by its serial', async () => {
    const { dir } = plug();
    const twin = { dir, slot: 1 };
    createVirtualToken({
      ...twin,
      label: 'Demo',
      serial: '00000000000000b2',
      pin: '99999999',
      soPin: '87654321',
    });
    putKey(twin, 'ok-rsa', 7);
    const stores = await create();
    expect((await stores.scan()).map(({ token: it }) => it?.serial).sort()).toEqual([
      '00000000000000a1',
      '00000000000000b2',
    ]);
    const second = await stores.unlock(refOf('00000000000000b2'), utf8ToBytes('99999999'));
    expect(second.keys).toMatchObject([{ algorithm: 'RSA-2048' }]);
    expect(second.token?.defaultPin).toBe(false);
    expect(await signs(stores, second)).toBe(true);
    expect(triesLeft({ dir })).toBe(10);
  });

  it('lists a key without a certificate and a certificate without a key', async () => {
    const { dir } = plug();
    putKey({ dir }, 'ok-rsa', 2, { certificate: false });
    putKey({ dir }, 'ok-gost-2004', 3, { key: false });
    const stores = await create();
    await stores.scan();
    const { keys, token: details } = await stores.unlock(refOf(), pin());
    expect(keys.map(({ alias }) => alias)).toEqual(['01']);
    expect(details?.unpaired).toEqual([
      { kind: 'key', alias: '02', label: 'ok-rsa' },
      { kind: 'certificate', alias: '03', label: 'ok-gost-2004' },
    ]);
  });

  it('of a library that nobody chose is not loaded for the asking', async () => {
    plug();
    const stores = await create({ libraries: [] });
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('token.not-present'));
    expect(readCallLog(token.dir)).toEqual([]);
  });
});

describe.skipIf(lacks('PINs of tokens', notBuilt))('a PIN', () => {
  it('that is wrong costs one try, and the list says so at once; the last try wants a yes', async () => {
    const place = plug({ maxTries: 3 });
    const stores = await create();
    await stores.scan();
    const tries = async (): Promise<unknown> => (await stores.list())[0]?.token?.tries;
    await expect(stores.unlock(refOf(), utf8ToBytes('11111111'))).rejects.toThrow(
      code('token.pin-incorrect'),
    );
    expect([triesLeft(place), await tries()]).toEqual([2, 'low']);
    await expect(stores.unlock(refOf(), utf8ToBytes('11111111'))).rejects.toThrow(
      code('token.pin-incorrect'),
    );
    expect([triesLeft(place), await tries()]).toEqual([1, 'final']);
    await expect(stores.unlock(refOf(), utf8ToBytes('11111111'))).rejects.toThrow(
      code('token.pin-final-try'),
    );
    expect(triesLeft(place)).toBe(1);
    const last = stores.unlock(refOf(), utf8ToBytes('11111111'), { finalTryConfirmed: true });
    await expect(last).rejects.toThrow(code('token.pin-incorrect'));
    expect((await stores.list())[0]).toMatchObject({ state: 'pin-locked', token: { tries: 'none' } });
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('token.pin-locked'));
    expect(logins()).toBe(3);
  });

  it('is changed; what cannot be one costs no try', async () => {
    const place = plug();
    const stores = await create();
    await stores.scan();
    const change = (oldPin: string, newPin: string): Promise<StoreDescription> =>
      stores.changePin(refOf(), { oldPin: utf8ToBytes(oldPin), newPin: utf8ToBytes(newPin) });
    await expect(change(pinText, '123')).rejects.toThrow(code('token.pin-length'));
    await expect(change(pinText, pinText)).rejects.toThrow(code('token.pin-unchanged'));
    expect(triesLeft(place)).toBe(10);
    await expect(change('00000000', '24681357')).rejects.toThrow(code('token.pin-incorrect'));
    expect(triesLeft(place)).toBe(9);
    // A library that wants a login before C_SetPIN costs no more.
    setFaults(token.dir, 'C_SetPIN return 0x101 once');
    await expect(change('00000000', '24681357')).rejects.toThrow(code('token.pin-incorrect'));
    expect(triesLeft(place)).toBe(8);
    setFaults(token.dir, 'C_SetPIN return 0x101 once');
    expect((await change(pinText, '24681357')).token?.tries).toBe('untouched');
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('token.pin-incorrect'));
    const unlocked = await stores.unlock(refOf(), utf8ToBytes('24681357'));
    expect(unlocked).toMatchObject({ state: 'unlocked', token: { defaultPin: false } });
    expect((await change('24681357', '13572468')).state).toBe('unlocked');
    expect(await signs(stores, unlocked)).toBe(true);
  });

  it('is typed on the token’s own pad, to unlock and to change', async () => {
    const place = plug({ protectedAuthenticationPath: true });
    const stores = await create();
    expect((await stores.scan())[0]?.token?.protectedPath).toBe(true);
    typeOnPinPad(place, pinText);
    const unlocked = await stores.unlock(refOf(), new Uint8Array());
    expect(await signs(stores, unlocked)).toBe(true);
    typeOnPinPad(place, pinText, '24681357');
    await stores.changePin(refOf(), { oldPin: new Uint8Array(), newPin: new Uint8Array() });
    await stores.lock(refOf());
    typeOnPinPad(place, '24681357');
    expect((await stores.unlock(refOf(), new Uint8Array())).state).toBe('unlocked');
    await stores.lock(refOf());
    typeOnPinPad(place);
    await expect(stores.unlock(refOf(), new Uint8Array())).rejects.toThrow(code('token.cancelled'));
  });

  it('goes with every signature of a key that wants it, and is zeroed after the job', async () => {
    const place = plug({ alwaysAuthenticate: true });
    const stores = await create();
    await stores.scan();
    const unlocked = await stores.unlock(refOf(), pin());
    expect(unlocked.keys[0]?.asksPinEachTime).toBe(true);
    await expect(signs(stores, unlocked)).rejects.toThrow(code('token.login-required'));
    const secret = pin();
    expect(await signs(stores, unlocked, secret)).toBe(true);
    expect(secret.every(octet => octet === 0)).toBe(true);
    await expect(signs(stores, unlocked, utf8ToBytes('11111111'))).rejects.toThrow(
      code('token.pin-incorrect'),
    );
    expect(triesLeft(place)).toBe(9);
  });

  it.each([
    [5, 4, 'unlocked', 'locked'],
    ['until-pulled', 600, 'unlocked', 'unlocked'],
  ] as const)('is kept for %s', async (keep, minutes, before, after) => {
    plug();
    const clock = manualClock();
    const stores = await create({ clock, keep });
    await stores.scan();
    await stores.unlock(refOf(), pin());
    clock.advance(minutes * 60_000);
    expect((await stores.list())[0]?.state).toBe(before);
    clock.advance(2 * 60_000);
    await until(stores, shows(after));
    if (keep === 'until-pulled') return;
    const again = await stores.unlock(refOf(), pin());
    expect(again.state).toBe('unlocked');
  });

  it('is not kept where the person wants that', async () => {
    plug();
    const stores = await create({ keep: 'never-keep' });
    await stores.scan();
    const unlocked = await stores.unlock(refOf(), pin());
    expect(await signs(stores, unlocked)).toBe(true);
    await until(stores, shows('locked'));
    await expect(signs(stores, unlocked)).rejects.toThrow(code('keystore.locked'));
  });
});

describe.skipIf(lacks('coming and going', notBuilt))('watching', () => {
  it('notices a token that is pulled and put back, within a second', async () => {
    const place = plug();
    const stores = await create();
    stores.watch();
    await until(stores, shows('locked'));
    await stores.unlock(refOf(), pin());
    pullToken(place);
    const pulled = await until(stores, shows('missing'));
    insertToken(place);
    const back = await until(stores, shows('locked'));
    process.stdout.write(
      `a pull is noticed after ${pulled.toFixed(0)} ms, an insertion after ${back.toFixed(0)} ms\n`,
    );
    // The clock of this test is that of a computer with other work; the promise is 1000.
    expect(Math.max(pulled, back)).toBeLessThan(3000);
    expect(await signs(stores, await stores.unlock(refOf(), pin()))).toBe(true);
  });

  it('a token that was pulled and put back unseen is locked', async () => {
    const place = plug();
    const stores = await create();
    await stores.scan();
    await stores.unlock(refOf(), pin());
    pullToken(place);
    insertToken(place);
    const [store] = await stores.scan();
    expect(store?.state).toBe('locked');
  });

  it('a token pulled in the middle of a signature is said to be, and signs after it is back', async () => {
    const place = plug();
    const stores = await create();
    await stores.scan();
    const unlocked = await stores.unlock(refOf(), pin());
    setFaults(token.dir, 'C_Sign pull-token once');
    await expect(signs(stores, unlocked)).rejects.toThrow(code('token.removed'));
    await until(stores, shows('missing'));
    insertToken(place);
    await stores.scan();
    expect(await signs(stores, await stores.unlock(refOf(), pin()))).toBe(true);
    expect(triesLeft(place)).toBe(10);
  });
});

describe.skipIf(lacks('drivers that crash', notBuilt))('a driver', () => {
  it('that crashes is started again within two seconds, and spends no try', async () => {
    const place = plug();
    const stores = await create();
    stores.watch();
    await until(stores, shows('locked'));
    const unlocked = await stores.unlock(refOf(), pin());
    setFaults(token.dir, 'C_Sign crash segv once');
    await expect(signs(stores, unlocked)).rejects.toThrow(code('host.crashed'));
    const start = performance.now();
    await stores.scan();
    const took = performance.now() - start;
    process.stdout.write(`a crashed driver works again after ${took.toFixed(0)} ms\n`);
    expect(took).toBeLessThan(6000);
    expect(stores.drivers()).toMatchObject([{ state: 'working', tokens: 1 }]);
    expect((await stores.list())[0]?.state).toBe('locked');
    expect(await signs(stores, await stores.unlock(refOf(), pin()))).toBe(true);
    expect(triesLeft(place)).toBe(10);
  });

  it('that crashes again and again is left alone until the person says so', async () => {
    plug();
    const stores = await create();
    await stores.scan();
    setFaults(token.dir, 'C_GetSlotList crash abort');
    for (let look = 0; look < 3; look += 1) await stores.scan();
    expect((await stores.list())[0]).toMatchObject({ ref: refOf(), state: 'quarantined' });
    expect(stores.drivers()).toMatchObject([{ state: 'quarantined', error: { code: 'host.crashed' } }]);
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('host.quarantined'));
    setFaults(token.dir);
    expect(await stores.retryDriver(library)).toMatchObject([{ state: 'working', error: null, tokens: 1 }]);
    expect(await signs(stores, await stores.unlock(refOf(), pin()))).toBe(true);
  });

  it('that cannot be loaded says why, and the others work', async () => {
    plug();
    const stores = await create({ libraries: ['/nowhere/libnone.so', library] });
    const [store] = await stores.scan();
    expect(stores.drivers()).toMatchObject([
      { name: 'libnone.so', state: 'failed', error: { code: 'token.library-missing' }, tokens: 0 },
      { state: 'working' },
    ]);
    expect(store?.state).toBe('locked');
  });

  it('that hangs does not hold up the others', async () => {
    plug();
    setFaults(token.dir, 'C_GetSlotList hang');
    const stores = await create({ libraries: [library, '/nowhere/libnone.so'] });
    stores.watch();
    const other = (): string | undefined => stores.drivers()[1]?.state;
    const start = performance.now();
    while (other() === 'starting') await sleep(5);
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(stores.drivers()[0]?.state).toBe('starting');
  });
});

describe.skipIf(lacks('SoftHSM2 as a key store', notBuilt, noSoftHsm, noPkcs11Tool))('SoftHSM2', () => {
  it('beside another library: RSA, a wrong PIN, a changed one; its blank slot is not shown', async () => {
    plug();
    const folder = createFolder();
    const { environment } = createSoftToken(folder.path, pinText);
    process.env['SOFTHSM2_CONF'] = environment.SOFTHSM2_CONF;
    try {
      const stores = await create({ libraries: [softhsm, library] });
      const list = await stores.scan();
      expect(list.map(({ name }) => name).sort()).toEqual(['Demo', 'Soft']);
      const { ref } = list.find(({ name }) => name === 'Soft')!;
      if (ref.kind !== 'token') throw new Error('no token');
      await expect(stores.unlock(ref, utf8ToBytes('00000000'))).rejects.toThrow(code('token.pin-incorrect'));
      await stores.changePin(ref, { oldPin: pin(), newPin: utf8ToBytes('24681357') });
      const unlocked = await stores.unlock(ref, utf8ToBytes('24681357'));
      expect(unlocked.keys).toMatchObject([{ alias: '0a', algorithm: 'RSA-2048' }]);
      expect(await signs(stores, unlocked)).toBe(true);
    } finally {
      delete process.env['SOFTHSM2_CONF'];
      folder.remove();
    }
  });
});
