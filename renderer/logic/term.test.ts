import { describe, expect, it } from 'vitest';
import { termOf } from './term.ts';

const day = 86_400_000;
const begin = Date.UTC(2026, 0, 1);
const end = begin + 365 * day;
const term = (now: number) => termOf(new Date(begin).toISOString(), new Date(end).toISOString(), now);

describe('the term of a key', () => {
  it('counts whole days to its end', () => {
    expect(term(begin)).toEqual({ tone: 'fine', days: 365, left: 1 });
    expect(term(end - 31 * day)).toMatchObject({ tone: 'fine', days: 31 });
    expect(term(end - 31 * day + 1)).toMatchObject({ tone: 'soon', days: 30 });
  });
  it('has a last day of 0', () => {
    expect(term(end - day + 1)).toMatchObject({ tone: 'soon', days: 0 });
    expect(term(end)).toMatchObject({ tone: 'soon', days: 0, left: 0 });
  });
  it('is over one millisecond later', () => {
    expect(term(end + 1)).toMatchObject({ tone: 'over', days: -1, left: 0 });
  });
  it('has not begun before its beginning', () => {
    expect(term(begin - 1)).toMatchObject({ tone: 'not-yet', days: 1 });
    expect(term(begin - 2 * day)).toMatchObject({ tone: 'not-yet', days: 2 });
  });
  it('shows the part that is left', () => {
    expect(term(begin + (365 * day) / 4).left).toBeCloseTo(0.75);
  });
});
