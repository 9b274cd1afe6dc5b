import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';
import { readTime, timeText } from './time.ts';
import { cliWords, systemLanguage } from './words/language.ts';

const words = cliWords.en.usage;

function detailOf(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return (error as { readonly params: { readonly detail: string } }).params.detail;
  }
}

describe('readArguments', () => {
  it('tells words, flags, values and lists apart, in any order', () => {
    const read = readArguments(
      ['--json', 'sign', 'a.pdf', '--trust=x', '--trust', 'y', '--', '--b.pdf'],
      words,
    );
    expect(read.positionals).toEqual(['sign', 'a.pdf', '--b.pdf']);
    expect(read.has('json')).toBe(true);
    expect(read.has('force')).toBe(false);
    expect(read.values('trust')).toEqual(['x', 'y']);
    expect(read.value('trust')).toBe('y');
    expect(read.value('out')).toBeNull();
  });

  it('takes a lone dash as a value', () => {
    expect(readArguments(['keys', 'x', '--pin-file', '-'], words).value('pin-file')).toBe('-');
  });

  it.each([
    [['--bogus'], 'There is no option --bogus here.'],
    [['-x'], 'There is no option -x here.'],
    [['--toString'], 'There is no option --toString here.'],
    [['--out'], '--out needs a value.'],
    [['--out='], '--out needs a value.'],
    [['--key', '--json'], '--key needs a value.'],
    [['--json=1'], '--json takes no value.'],
  ])('%j: %s', (args, detail) => {
    expect(detailOf(() => readArguments(args, words))).toBe(detail);
  });

  it('knows which options a command takes', () => {
    const read = readArguments(['keys', '--json', '--force'], words);
    expect(detailOf(() => read.allow(['pin-file']))).toBe('There is no option --force here.');
    expect(() => read.allow(['force'])).not.toThrow();
  });
});

describe('readTime', () => {
  it.each([
    ['2026-11-22', '2026-11-22T00:00:00.000Z'],
    ['2026-11-22T10:30', '2026-11-22T10:30:00.000Z'],
    ['2026-11-22T10:30:15Z', '2026-11-22T10:30:15.000Z'],
    ['2026-11-22T10:30:15+05:00', '2026-11-22T05:30:15.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ])('%s', (text, expected) => {
    expect(readTime(text, words).toISOString()).toBe(expected);
  });

  it.each([
    '',
    'yesterday',
    '22.11.2026',
    '2026-02-29',
    '2026-13-01',
    '2026-11-22T25:00',
    '2026-11-22 10:00',
  ])('refuses %j', text => {
    expect(detailOf(() => readTime(text, words))).toContain('is not a time');
  });

  it('is shown in UTC', () => {
    expect(timeText('2026-11-22T10:30:15.000Z')).toBe('2026-11-22 10:30:15 UTC');
  });
});

describe('systemLanguage', () => {
  it.each([
    [{ LC_ALL: 'kk_KZ.UTF-8', LANG: 'ru_RU.UTF-8' }, 'kk'],
    [{ LC_ALL: '', LANG: 'ru_RU.UTF-8' }, 'ru'],
    [{ LC_ALL: 'C' }, 'en'],
    [{ LANG: 'kkj_CM' }, 'en'],
    [{ LANG: 'KK' }, 'kk'],
  ])('%j: %s', (env, expected) => {
    expect(systemLanguage(env)).toBe(expected);
  });
});
