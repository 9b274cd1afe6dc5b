import { describe, expect, it } from 'vitest';
import { tokenNews } from './store-news.ts';
import { sampleStore, sampleToken } from './testing/samples.ts';

const file = sampleStore('/k/a.p12');
const one = sampleToken('a1');
const two = sampleToken('b2');
const serials = (list: ReturnType<typeof tokenNews>['plugged']) => list.map(store => store.token?.serial);

describe('tokens that come and go', () => {
  it('are named by their serials, files are not', () => {
    expect(serials(tokenNews([], [file, one]).plugged)).toEqual(['a1']);
    const swapped = tokenNews([one], [two, file]);
    expect([serials(swapped.plugged), serials(swapped.pulled)]).toEqual([['b2'], ['a1']]);
  });
  it('are pulled also where they stay on the list', () => {
    const gone = sampleToken('a1', { state: 'missing' });
    expect(serials(tokenNews([one], [gone]).pulled)).toEqual(['a1']);
    expect(serials(tokenNews([gone], [one]).plugged)).toEqual(['a1']);
    expect(tokenNews([gone], []).pulled).toEqual([]);
  });
  it('are no news while only their state changes', () => {
    const opened = sampleToken('a1', { state: 'unlocked' });
    expect(tokenNews([one], [opened])).toEqual({ plugged: [], pulled: [] });
  });
});
