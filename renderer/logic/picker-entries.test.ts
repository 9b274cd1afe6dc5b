import { describe, expect, it } from 'vitest';
import { firstChoice, pickerEntries } from './picker-entries.ts';
import { sampleKey, sampleStore, sampleToken } from './testing/samples.ts';

const now = Date.parse('2026-06-01T00:00:00Z');
const signing = { role: 'SIGN' } as const;

const old = sampleStore('/k/old.p12', { keys: [sampleKey({ notAfter: '2026-02-01T00:00:00Z' })] });
const first = sampleStore('/k/first.p12', { keys: [sampleKey()], lastUsed: '2026-05-01T00:00:00Z' });
const second = sampleStore('/k/second.p12', { keys: [sampleKey()], lastUsed: '2026-05-20T00:00:00Z' });
const unknown = sampleStore('/k/GOST512_1.p12');
const unknownLogin = sampleStore('/k/AUTH_RSA256_1.p12');
const gone = sampleStore('/k/gone.p12', { state: 'missing', keys: [sampleKey()] });
const all = [old, unknownLogin, gone, unknown, first, second];
const names = (list: ReturnType<typeof pickerEntries>) => list.map(entry => entry.store.name);

describe('the cards of the picker', () => {
  it('come fitting first, then unknown ones, doubtful ones, and those that do not fit', () => {
    expect(names(pickerEntries(all, signing, now, null))).toEqual([
      'second.p12',
      'first.p12',
      'GOST512_1.p12',
      'AUTH_RSA256_1.p12',
      'old.p12',
      'gone.p12',
    ]);
  });
  it('begin with the key that was used last, and choose it', () => {
    const entries = pickerEntries(all, signing, now, { path: '/k/first.p12', alias: 'key' });
    expect(names(entries)[0]).toBe('first.p12');
    expect(firstChoice(entries)).toBe(entries[0]?.id);
  });
  it('do not put a key first that was used last but does not fit', () => {
    const entries = pickerEntries(all, signing, now, { path: '/k/old.p12', alias: 'key' });
    expect(names(entries)[0]).toBe('second.p12');
  });
  it('say why a key does not fit', () => {
    const entries = pickerEntries(all, signing, now, null);
    const reasons = entries.map(entry => entry.refusal?.reason ?? null);
    expect(reasons).toEqual([null, null, null, null, 'expired', 'file-missing']);
  });
  it('choose nothing where nothing fits', () => {
    expect(firstChoice(pickerEntries([old, gone], signing, now, null))).toBeNull();
    expect(firstChoice([])).toBeNull();
  });
  it('show each key of a store with several', () => {
    const store = sampleStore('/k/two.p12', {
      keys: [sampleKey({ alias: 'login', role: 'AUTH' }), sampleKey({ alias: 'sign' })],
    });
    const entries = pickerEntries([store], signing, now, null);
    expect(entries.map(entry => entry.key?.alias)).toEqual(['sign', 'login']);
    expect(new Set(entries.map(entry => entry.id)).size).toBe(2);
  });
  it('show a token beside files, with its keys even while it is locked, and without where none is known', () => {
    const known = sampleToken('a1', { keys: [sampleKey()] });
    const entries = pickerEntries([unknown, sampleToken('b2'), known], signing, now, null);
    expect(entries.map(({ store, key }) => [store.token?.serial, key?.alias])).toEqual([
      ['a1', 'key'],
      [undefined, undefined],
      ['b2', undefined],
    ]);
  });
  it.each([
    ['missing', 'token-missing'],
    ['pin-locked', 'pin-locked'],
    ['not-initialised', 'not-initialised'],
    ['quarantined', 'quarantined'],
  ] as const)('say why a token that is %s cannot be chosen', (state, reason) => {
    const [entry] = pickerEntries([sampleToken('a1', { state, keys: [sampleKey()] })], signing, now, null);
    expect(entry?.refusal?.reason).toBe(reason);
  });
  it('list keys without a readable certificate and a certificate without its key, not to be chosen', () => {
    const unpaired = [
      { kind: 'key', alias: '01', label: 'lonely' },
      { kind: 'certificate', alias: '01', label: 'orphan' },
      { kind: 'damaged', alias: '01', label: 'broken' },
    ] as const;
    const token = sampleToken('a1', { state: 'unlocked', keys: [sampleKey()] }, { unpaired: [...unpaired] });
    const entries = pickerEntries([token], signing, now, null);
    expect(entries.map(({ refusal }) => refusal?.reason)).toEqual([
      undefined,
      'no-certificate',
      'no-key',
      'damaged-certificate',
    ]);
    expect(new Set(entries.map(entry => entry.id)).size).toBe(4);
  });
  it('do not doubt a login file where a login is asked', () => {
    const entries = pickerEntries([unknownLogin, unknown], { role: 'AUTH' }, now, null);
    expect(entries[0]).toMatchObject({ hint: 'rsa-auth', refusal: null });
  });
});
