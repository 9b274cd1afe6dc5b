/** PINs of tokens: what an entry costs, how they are changed, how long they are kept. */
import { afterEach, describe, expect, it } from 'vitest';
import type { StoreDescription } from '../../contract/keys.ts';
import { utf8ToBytes } from '../../core/bytes.ts';
import { lacks, notBuilt, pin as pinText } from '../../native/virtual-token/test-token.ts';
import { setFaults, triesLeft, typeOnPinPad } from '../../native/virtual-token/token-folder.ts';
import { manualClock } from '../../tests/support/manual-clock.ts';
import { pin, refOf, shows, signs, tokenBench, until } from '../../tests/support/token-bench.ts';

const bench = tokenBench();
const { plug, create, logins } = bench;
const code = (expected: string): unknown => expect.objectContaining({ code: expected });
afterEach(() => bench.clear());

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
    setFaults(place.dir, 'C_SetPIN return 0x101 once');
    await expect(change('00000000', '24681357')).rejects.toThrow(code('token.pin-incorrect'));
    expect(triesLeft(place)).toBe(8);
    setFaults(place.dir, 'C_SetPIN return 0x101 once');
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
