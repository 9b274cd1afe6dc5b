import { describe, expect, it } from 'vitest';
import { arrangeStores, matches } from './store-order.ts';
import { sampleKey, sampleStore, sampleToken } from './testing/samples.ts';

const anna = sampleStore('/k/a.p12', {
  keys: [sampleKey({ name: 'АННА', organisation: 'ТОО "Ромашка"', notAfter: '2027-03-01T00:00:00Z' })],
  lastUsed: '2026-01-01T00:00:00Z',
});
const bolat = sampleStore('/k/b.p12', {
  keys: [sampleKey({ name: 'БОЛАТ', notAfter: '2026-12-01T00:00:00Z' })],
  lastUsed: '2026-05-01T00:00:00Z',
});
const locked = sampleStore('/k/GOST512_1.p12');
const names = (list: ReturnType<typeof arrangeStores>) => list.map(store => store.name);

describe('the list of key files', () => {
  it('is ordered as the person asks', () => {
    const stores = [locked, anna, bolat];
    expect(names(arrangeStores(stores, 'recent', ''))).toEqual(['b.p12', 'a.p12', 'GOST512_1.p12']);
    expect(names(arrangeStores(stores, 'term', ''))).toEqual(['b.p12', 'a.p12', 'GOST512_1.p12']);
    expect(names(arrangeStores(stores, 'name', ''))).toEqual(['GOST512_1.p12', 'a.p12', 'b.p12']);
  });
  it('is found by name, organisation, file, and IIN in groups', () => {
    expect(matches(anna, 'ромашка')).toBe(true);
    expect(matches(anna, ' анна ')).toBe(true);
    expect(matches(anna, '860 215 300')).toBe(true);
    expect(matches(locked, 'gost512')).toBe(true);
    expect(matches(bolat, 'анна')).toBe(false);
    expect(matches(bolat, '')).toBe(true);
    expect(matches(sampleToken('00a1'), '00A1')).toBe(true);
  });
});
