import { describe, expect, it } from 'vitest';
import { readPoaQuery, writePoaQuery } from './powers-of-attorney.ts';

describe('what is kept of a search', () => {
  it.each([
    { state: null, order: 'newest' },
    { state: 'active', order: 'ending' },
  ] as const)('%o', query => expect(readPoaQuery(writePoaQuery(query))).toEqual(query));

  it('is all of them, the newest first, where nothing is kept, or what is not known any more', () => {
    for (const text of [null, '', 'burnt sideways'])
      expect(readPoaQuery(text)).toEqual({ state: null, order: 'newest' });
  });
});
