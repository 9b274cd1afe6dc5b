/** Tokens as key stores, through real hosts that load the virtual token. Their PINs: token-pins.test.ts. */
import { afterEach, describe, expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { utf8ToBytes } from '../../core/bytes.ts';
import { lacks, library, notBuilt, pin as pinText } from '../../native/virtual-token/test-token.ts';
import {
  createVirtualToken,
  insertToken,
  pullToken,
  readCallLog,
  setFaults,
  triesLeft,
} from '../../native/virtual-token/token-folder.ts';
import { createFolder } from '../../tests/support/key-files.ts';
import { createSoftToken, noPkcs11Tool, noSoftHsm, softhsm } from '../../tests/support/softhsm.ts';
import { pin, refOf, shows, signs, tokenBench, until } from '../../tests/support/token-bench.ts';
import { putDamagedCertificate, putKey } from '../../tests/support/token-keys.ts';

const bench = tokenBench();
const { plug, create, logins } = bench;
const code = (expected: string): unknown => expect.objectContaining({ code: expected });
afterEach(() => bench.clear());

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

  it('lists a key whose certificate is damaged as that, and the key beside it signs', async () => {
    const { dir } = plug();
    putKey({ dir }, 'ok-rsa', 2, { certificate: false });
    putDamagedCertificate({ dir }, 'ok-rsa', 2);
    const stores = await create();
    expect((await stores.scan())[0]?.keys.map(({ alias }) => alias)).toEqual(['01']);
    const unlocked = await stores.unlock(refOf(), pin());
    expect(unlocked.keys.map(({ alias }) => alias)).toEqual(['01']);
    expect(unlocked.token?.unpaired).toEqual([{ kind: 'damaged', alias: '02', label: 'ok-rsa' }]);
    expect(await signs(stores, unlocked)).toBe(true);
    expect(() => stores.signerFor({ store: refOf(), alias: '02' })).toThrow(code('key.not-found'));
  });

  it('of a library that nobody chose is not loaded for the asking', async () => {
    const { dir } = plug();
    const stores = await create({ libraries: [] });
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('token.not-present'));
    expect(readCallLog(dir)).toEqual([]);
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
    setFaults(place.dir, 'C_Sign pull-token once');
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
    setFaults(place.dir, 'C_Sign crash segv once');
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
    const { dir } = plug();
    const stores = await create();
    await stores.scan();
    setFaults(dir, 'C_GetSlotList crash abort');
    for (let look = 0; look < 3; look += 1) await stores.scan();
    expect((await stores.list())[0]).toMatchObject({ ref: refOf(), state: 'quarantined' });
    expect(stores.drivers()).toMatchObject([{ state: 'quarantined', error: { code: 'host.crashed' } }]);
    await expect(stores.unlock(refOf(), pin())).rejects.toThrow(code('host.quarantined'));
    setFaults(dir);
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
    const { dir } = plug();
    setFaults(dir, 'C_GetSlotList hang');
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
