/** What the compiler cannot see of the error catalogue: that the words are there, are words, and differ between the languages. */
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  entryOf,
  isErrorCode,
  languages,
  remedies,
  TanbaError,
  errorFromData,
  wordsOf,
} from '../contract/errors/index.ts';
import type { ErrorCode } from '../contract/errors/index.ts';

const codes = Object.keys(catalogue) as ErrorCode[];

/** Any name asked for becomes a visible mark, so that a parameter that the words forget or misspell shows. */
const anyParams = new Proxy({}, { get: (_target, name) => `<${String(name)}>` }) as Record<string, string>;

describe.each(codes)('%s', code => {
  const words = languages.map(language => entryOf(code).words[language](anyParams));

  it('says what, why and what to do in every language', () => {
    for (const parts of words) {
      expect(parts).toHaveLength(3);
      for (const part of parts) expect(part.trim().length, code).toBeGreaterThan(3);
    }
  });

  it('names the same parameters in every language', () => {
    const named = words.map(parts => [...new Set(parts.join(' ').match(/<\w+>/g) ?? [])].sort());
    expect(named[1]).toEqual(named[0]);
    expect(named[2]).toEqual(named[0]);
  });

  it('is written in the letters of its language', () => {
    // usage.invalid carries a detail made elsewhere; every other code has words of its own
    expect(words[0]?.join(' ')).toMatch(/[әғқңөұүһіӘҒҚҢӨҰҮҺІ]/);
    expect(words[1]?.join(' ')).toMatch(/[а-яА-Я]/);
    expect(words[2]?.join(' ').replace(/<\w+>/g, '')).not.toMatch(/[а-яА-Я]/);
  });

  it('offers known remedies only', () => {
    for (const remedy of entryOf(code).remedies) expect(remedies).toContain(remedy);
  });
});

describe('TanbaError', () => {
  it('crosses a border as code and parameters, without its cause', () => {
    const error = new TanbaError('key.expired', { date: '01.02.2026' }, { cause: new Error('secret') });
    const data = structuredClone(error.toData());
    expect(JSON.stringify(data)).toBe('{"code":"key.expired","params":{"date":"01.02.2026"}}');
    expect(wordsOf(errorFromData(data).toData(), 'en')[1]).toContain('01.02.2026');
  });

  it('knows its codes', () =>
    expect([isErrorCode('key.expired'), isErrorCode('toString')]).toEqual([true, false]));
});
